import { setTimeout as delay } from "node:timers/promises";
import { parsed } from "./json.ts";

/** A customer with a browser: cookies, forms and redirects, over HTTP like everybody. */
export class Customer {
  readonly name: string;
  readonly #shopUrl: string;
  readonly #cookies = new Map<string, string>();

  constructor(name: string, shopUrl: string) {
    this.name = name;
    this.#shopUrl = shopUrl;
  }

  /** Puts things into the cart and goes to pay. */
  async buy(products: readonly string[]): Promise<Bought> {
    for (const product of products) await this.post("/cart", { product });
    const address = await this.wait(await this.post("/checkout", {}));
    if (!URL.canParse(address))
      throw new Error(`${this.name} was sent to ${address} instead of a payment page.`);
    const page = new URL(address);
    const paymentId = page.pathname.split("/").at(-1) ?? "";
    const html = await (await this.#fetch(page)).text();
    const back = await this.#fetch(`/paid/${paymentId}`);
    const orderId = back.headers.get("location")?.split("/").at(-1) ?? "";
    const viewUrl = new URL(`../orders/${paymentId}${page.search}`, page);
    const view = await this.view({ viewUrl });
    if (view.address === null || !html.includes(view.address))
      throw new Error("The payment page shows no address.");
    return { orderId, paymentId, viewUrl, amountDue: String(view.amountDue) };
  }

  /** What the payment page shows, as data. */
  async view({ viewUrl }: Pick<Bought, "viewUrl">): Promise<View> {
    const response = await this.#fetch(viewUrl);
    return parsed<View>(await response.text());
  }

  async text(path: string): Promise<string> {
    return (await this.#fetch(path)).text();
  }

  /** Sends a form; gives back where it led. */
  async post(path: string, fields: Readonly<Record<string, string>>): Promise<string> {
    const response = await this.#fetch(path, { method: "POST", body: new URLSearchParams(fields) });
    const location = response.headers.get("location");
    if (response.status !== 303 || location === null) throw new Error(`${path} answered ${response.status}.`);
    return location;
  }

  /** Waits as a browser does where a page says that it loads again. */
  async wait(address: string): Promise<string> {
    let led = address;
    for (let tries = 0; tries < 20 && led.startsWith("/"); tries++) {
      const response = await this.#fetch(led);
      const seconds = response.headers.get("refresh");
      if (response.status !== 303 && seconds === null) return led;
      if (seconds !== null) await delay(Number(seconds) * 1000);
      led = response.headers.get("location") ?? led;
    }
    return led;
  }

  async #fetch(path: string | URL, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const { origin } = new URL(this.#shopUrl);
    const headers = { cookie, ...(init.method === "POST" ? { origin } : {}) };
    const response = await fetch(new URL(path, this.#shopUrl), { ...init, headers, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) {
      const [name = "", value = ""] = (line.split(";", 1)[0] ?? "").split("=", 2);
      this.#cookies.set(name, value);
    }
    return response;
  }
}

export interface Bought {
  readonly orderId: string;
  readonly paymentId: string;
  readonly viewUrl: URL;
  readonly amountDue: string;
}

export interface View {
  readonly status: string;
  readonly coverage: string;
  readonly address: string | null;
  readonly amountDue: string | null;
  readonly received: string;
  readonly remaining: string | null;
  readonly seen: { readonly amount: string; readonly coin: string; readonly confirmations: number } | null;
}
