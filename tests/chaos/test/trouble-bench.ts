import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSandbox, type Sandbox } from "@coincoin/sandbox";
import { Fleet } from "../src/fleet.ts";
import { Ledger } from "../src/ledger.ts";
import { readSpool } from "../src/reading.ts";
import { isRecord, type ShopSettings } from "../src/shop-protocol.ts";

/** The gateway behind a counter of what is asked of it. */
interface CountedGateway {
  readonly apiUrl: string;
  requests(): number;
  close(): void;
}

async function countRequests(apiUrl: string): Promise<CountedGateway> {
  let requests = 0;
  const server = createServer(async (request, response) => {
    requests += 1;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const headers = Object.entries(request.headers).filter(([name]) => /^cc-|^content-type$/.test(name));
    const reply = await fetch(`${apiUrl}${request.url}`, {
      method: "POST",
      headers: headers.map(([name, value]): [string, string] => [name, String(value)]),
      body: Buffer.concat(chunks),
    });
    response.writeHead(reply.status, { "content-type": "application/json" }).end(await reply.text());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  return {
    apiUrl: `http://127.0.0.1:${port}`,
    requests: () => requests,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** A mounted shop in a process of its own, a gateway that counts, and what customers and the gateway do to it. */
export class TroubleBench {
  readonly folder: string;
  readonly #sandbox: Sandbox;
  readonly #gateway: CountedGateway;
  readonly #fleet: Fleet;
  #carts = 0;

  private constructor(folder: string, sandbox: Sandbox, gateway: CountedGateway, fleet: Fleet) {
    this.folder = folder;
    this.#sandbox = sandbox;
    this.#gateway = gateway;
    this.#fleet = fleet;
  }

  static async open(store: (folder: string) => ShopSettings["store"]): Promise<TroubleBench> {
    const folder = mkdtempSync(join(tmpdir(), "coincoin-trouble-"));
    mkdirSync(join(folder, "data"));
    const sandbox = await createSandbox({ secretKey: "secret" });
    const gateway = await countRequests(sandbox.apiUrl);
    const fleet = await Fleet.open(
      1,
      {
        store: store(folder),
        spool: join(folder, "spool"),
        ledger: join(folder, "ledger.db"),
        appId: sandbox.appId,
        secretKey: "secret",
        apiUrl: gateway.apiUrl,
        statementTimeoutMs: 1_000,
      },
      join(folder, "shop.log"),
    );
    sandbox.setWebhookUrl(await fleet.start());
    return new TroubleBench(folder, sandbox, gateway, fleet);
  }

  /** Status and code or payment id of a customer's request for an order. */
  async buy(): Promise<{ status: number; code: string; paymentId: string }> {
    this.#carts += 1;
    const body = JSON.stringify({ reference: `cart-${this.#carts}`, price: "100" });
    const response = await fetch(`${this.#fleet.url}/buy`, { method: "POST", body });
    const answer: unknown = await response.json();
    const { code = "", paymentId = "" } = isRecord(answer) ? answer : {};
    return { status: response.status, code: String(code), paymentId: String(paymentId) };
  }

  async bought(): Promise<string> {
    const { status, code, paymentId } = await this.buy();
    if (status !== 201) throw new Error(`no order: ${status} ${code}`);
    return paymentId;
  }

  /** Pays in full; how the shop answered the webhook that follows. */
  async pay(paymentId: string): Promise<string> {
    await this.#sandbox.pay(paymentId, { amount: "100" });
    await this.#sandbox.settled();
    const delivery = this.#sandbox.deliveries().find((each) => each.paymentId === paymentId);
    const attempt = delivery?.attempts.at(-1);
    return attempt?.reply === undefined
      ? String(attempt?.error)
      : `${attempt.reply.status} ${attempt.reply.body}`;
  }

  gatewayRequests(): number {
    return this.#gateway.requests();
  }

  spooled(): number {
    return readSpool(join(this.folder, "spool")).bodies.length;
  }

  /** Payment ids that were fulfilled, each as often as there are rows. */
  fulfilled(): string[] {
    const ledger = new Ledger(join(this.folder, "ledger.db"));
    const ids = ledger.rows().map((row) => row.paymentId);
    ledger.close();
    return ids.sort();
  }

  /** Processes that ended by themselves. */
  deaths(): readonly string[] {
    return this.#fleet.deaths();
  }

  async close(): Promise<void> {
    await this.#fleet.close();
    this.#gateway.close();
    await this.#sandbox.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
