import { parsed } from "./json.ts";

/** The sandbox's controls, over HTTP, as its dashboard uses them: what customers, the chain and time do. */
export class SandboxControls {
  readonly #url: string;

  constructor(url: string) {
    this.#url = `${url}/_sandbox`;
  }

  async pay(paymentId: string, amount: string, coin?: string): Promise<void> {
    await this.#call(
      "POST",
      `/orders/${paymentId}/payments`,
      coin === undefined ? { amount } : { amount, coin },
    );
    await this.settled();
  }

  async complete(paymentId: string): Promise<void> {
    await this.#call("POST", `/orders/${paymentId}/complete`);
    await this.settled();
  }

  async advance(hours: number): Promise<void> {
    await this.#call("POST", "/clock/advance", { hours });
    await this.settled();
  }

  /** Waits until every webhook that is due was answered. */
  async settled(): Promise<void> {
    await this.#call("POST", "/settled");
  }

  /** The webhooks of an order, oldest first. */
  async webhooks(paymentId: string): Promise<Webhook[]> {
    const all = parsed<Webhook[]>(await this.#call("GET", "/deliveries"));
    return all.filter((webhook) => webhook.paymentId === paymentId);
  }

  async sendAgain(webhook: Webhook): Promise<void> {
    await this.#call("POST", `/deliveries/${webhook.id}/redeliver`);
  }

  async #call(method: string, path: string, body: object = {}): Promise<string> {
    const init =
      method === "GET" ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
    const response = await fetch(this.#url + path, { method, ...init });
    const text = await response.text();
    if (!response.ok) throw new Error(`The sandbox refused ${method} ${path}: ${text}`);
    return text;
  }
}

export interface Webhook {
  readonly id: string;
  readonly paymentId: string;
  readonly status: string;
  readonly attempts: readonly { readonly reply?: { readonly status: number; readonly body: string } }[];
}

/** "200 applied": the last answer to a webhook. */
export function answerTo(webhook: Webhook | undefined): string {
  const reply = webhook?.attempts.at(-1)?.reply;
  if (reply === undefined) return "no answer";
  const { outcome } = parsed<{ outcome?: string }>(reply.body);
  return `${reply.status} ${outcome}`;
}
