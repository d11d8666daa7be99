import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { checkoutAsset, checkoutScript } from "../../src/asset.ts";
import { type CheckoutOptions, type CheckoutView, renderCheckout } from "../../src/index.ts";
import { exampleView } from "./views.ts";

/**
 * A shop with one order, over real HTTP: its page, its view, its event stream, and whatever pages a test adds. The test
 * says what the gateway would have: `update({ received: "40" })`.
 */
export class TestShop {
  view: CheckoutView = exampleView();
  options: CheckoutOptions = {};
  /** Paths of all requests, in order. */
  readonly requests: string[] = [];
  readonly pages = new Map<string, { body: string; type: string; headers?: Record<string, string> }>();
  /** What the event stream does. */
  events: "stream" | "404" | "silent" = "stream";
  /** Moves the server's clock away from the customer's. */
  clockOffsetMs = 0;
  /** Answers to a poll, in place of the view. */
  replay: CheckoutView | undefined;
  orderStatus = 200;
  #server: Server | undefined;
  #port = 0;
  #version = 1;
  readonly #streams = new Set<ServerResponse>();

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get checkoutUrl(): string {
    return `${this.origin}/checkout/EX100100100?key=k`;
  }

  get streamCount(): number {
    return this.#streams.size;
  }

  /** Again on the same port after `kill`, as a server that was restarted. */
  async start(): Promise<void> {
    const server = createServer((request, response) => this.#answer(request, response));
    await new Promise<void>((resolve) => server.listen(this.#port, "127.0.0.1", resolve));
    const address = server.address();
    if (typeof address === "object" && address !== null) this.#port = address.port;
    this.#server = server;
  }

  /** Every connection breaks, nobody listens. */
  async kill(): Promise<void> {
    const server = this.#server;
    this.#streams.clear();
    this.#server = undefined;
    if (server === undefined) return;
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }

  update(changes: Partial<CheckoutView>): void {
    this.view = { ...this.view, ...changes };
    this.#version++;
    for (const stream of this.#streams) this.send(stream, this.current());
  }

  /** Pushes any view down the streams, for example an old one that was overtaken. */
  push(view: CheckoutView): void {
    for (const stream of this.#streams) this.send(stream, view);
  }

  current(): CheckoutView {
    return { ...this.view, now: new Date(Date.now() + this.clockOffsetMs).toISOString() };
  }

  send(stream: ServerResponse, view: CheckoutView): void {
    stream.write(`event: order\ndata: ${JSON.stringify(view)}\nid: ${this.#version}\n\n`);
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? "/", "http://shop.invalid");
    this.requests.push(url.pathname);
    const reply = (status: number, headers: Record<string, string>, body: string): void => {
      response.writeHead(status, headers).end(body);
    };
    const page = this.pages.get(url.pathname);
    if (page !== undefined) return reply(200, { "content-type": page.type, ...page.headers }, page.body);
    if (url.pathname === "/checkout/EX100100100") {
      const { html, headers } = renderCheckout(this.current(), {
        orderUrl: "/orders/EX100100100?key=k",
        scriptUrl: `/checkout.js?v=${checkoutScript.hash}`,
        merchantName: "Tea House",
        newOrderUrl: `${this.origin}/cart`,
        returnUrl: `${this.origin}/`,
        ...this.options,
      });
      return reply(200, headers, html);
    }
    if (url.pathname === "/orders/EX100100100") {
      const ok = this.orderStatus === 200 && url.searchParams.get("key") === "k";
      const body = ok ? (this.replay ?? this.current()) : { error: { code: "order_not_found" } };
      return reply(
        ok ? 200 : this.orderStatus === 200 ? 404 : this.orderStatus,
        { "content-type": "application/json" },
        JSON.stringify(body),
      );
    }
    if (url.pathname === "/orders/EX100100100/events") {
      if (url.searchParams.get("key") !== "k") return reply(404, {}, "");
      return this.#stream(request, response);
    }
    const asset = checkoutAsset(url.pathname.slice(1));
    if (asset !== undefined)
      return reply(200, { "content-type": asset.contentType, etag: asset.etag }, asset.body);
    return reply(404, { "content-type": "text/plain" }, "nothing here");
  }

  #stream(request: IncomingMessage, response: ServerResponse): void {
    if (this.events === "404") {
      response.writeHead(404, { "content-type": "text/plain" }).end("no streams here");
      return;
    }
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    response.write(": hello\n\n");
    if (this.events === "silent") return;
    this.#streams.add(response);
    request.on("close", () => this.#streams.delete(response));
    this.send(response, this.current());
  }
}
