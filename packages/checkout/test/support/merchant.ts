import { createServer, type Server } from "node:http";
import { CoinCoin, memoryStore } from "@coincoin/core";
import { toNodeMiddleware } from "@coincoin/core/node";
import { createSandbox, type Sandbox } from "@coincoin/sandbox";

const paymentId = "EX100100100";

/** The real thing: core's HTTP surface with an order of 100 at the sandbox, which pretends to be gateway and customers. */
export class Merchant {
  readonly sandbox: Sandbox;
  readonly fulfilled: string[] = [];
  readonly paymentId: string = paymentId;
  readonly #coincoin: CoinCoin;
  readonly #port: number;
  #server: Server;
  #aheadMs = 0;

  private constructor(sandbox: Sandbox, server: Server, port: number) {
    this.sandbox = sandbox;
    this.#server = server;
    this.#port = port;
    this.#coincoin = new CoinCoin({
      appId: sandbox.appId,
      secretKey: "sandbox-secret",
      apiUrl: sandbox.apiUrl,
      publicUrl: `http://127.0.0.1:${port}/coincoin`,
      store: memoryStore(),
      // What needs a person is logged as a warning, and half of these tests are about that.
      logger: { debug: () => {}, info: () => {}, warn: () => {}, error: console.error },
      environment: { now: () => Date.now() + this.#aheadMs },
    });
    this.#coincoin.on("order.paid", async (event) => {
      this.fulfilled.push(event.id);
    });
  }

  static async start(): Promise<Merchant> {
    // Both sides live in the advanced time, signatures too.
    const sandbox = await createSandbox({ signatureClock: "virtual" });
    const server = createServer();
    const port = await listen(server, 0);
    const merchant = new Merchant(sandbox, server, port);
    await merchant.#coincoin.start();
    sandbox.setWebhookUrl(merchant.#coincoin.webhookUrl());
    merchant.#answer();
    await merchant.#coincoin.createOrder({ paymentId, price: "100", expiresInHours: 2 });
    return merchant;
  }

  get checkoutUrl(): string {
    return this.#coincoin.checkoutUrl(paymentId);
  }

  /** An address on the shop's site to pay `price` by. */
  payUrl(reference: string, price: string): string {
    const display = {
      amount: "49.90",
      currency: "EUR",
      title: "Invoice 1042",
      lines: [{ text: "2 × Darjeeling", amount: "49.90" }],
    };
    return this.#coincoin.payUrl(reference, { price, display });
  }

  /** Payment ids of a reference, in the order in which they were made. */
  async ordersOf(reference: string): Promise<string[]> {
    const purchase = await this.#coincoin.getPurchase(reference);
    return (purchase?.attempts ?? []).map((order) => order.paymentId);
  }

  async pay(amount: string, coin?: "trx", id = paymentId): Promise<void> {
    await this.sandbox.pay(id, coin === undefined ? { amount } : { amount, coin });
    await this.sandbox.settled();
  }

  /** Time passes for gateway and shop alike. */
  async advance(hours: number): Promise<void> {
    this.#aheadMs += hours * 3_600_000;
    await this.sandbox.advance({ hours });
    await this.sandbox.settled();
    await this.#coincoin.deliverDue();
  }

  /** The shop's HTTP server dies; gateway and store live on. */
  async kill(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async restart(): Promise<void> {
    this.#server = createServer();
    this.#answer();
    await listen(this.#server, this.#port);
  }

  async close(): Promise<void> {
    await this.kill();
    await this.#coincoin.close();
    await this.sandbox.close();
  }

  #answer(): void {
    const middleware = toNodeMiddleware(this.#coincoin, {
      basePath: "/coincoin",
      checkout: { merchantName: "Tea House", newOrderUrl: "/cart", contactUrl: "mailto:help@shop.example" },
    });
    this.#server.on("request", (request, response) => middleware(request, response));
  }
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
