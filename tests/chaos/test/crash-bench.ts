import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CoinCoin } from "@coincoin/core";
import { createSandbox, type Sandbox } from "@coincoin/sandbox";
import { postgresStore } from "@coincoin/sql/postgres";
import { sqliteStore } from "@coincoin/sql/sqlite";
import { Ledger } from "../src/ledger.ts";
import { openReader, readTables } from "../src/reading.ts";
import type { ShopSettings } from "../src/shop-protocol.ts";
import { type CrashJob, shopOptions } from "./fixtures/crash-job.ts";

const script = fileURLToPath(new URL("./fixtures/crashing.ts", import.meta.url));

/** Kept from process to process: half of what each takes is to read its sources. */
const compiled = mkdtempSync(join(tmpdir(), "coincoin-compiled-"));
process.once("exit", () => rmSync(compiled, { recursive: true, force: true }));

/** Runs the job in a process of its own. The signal that ended it; null when it came to the end. */
export async function crash(job: CrashJob): Promise<NodeJS.Signals | null> {
  const flags = ["--conditions=coincoin-source", "--disable-warning=ExperimentalWarning"];
  const child = spawn(process.execPath, [...flags, script, JSON.stringify(job)], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_COMPILE_CACHE: compiled },
  });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const [code, signal] = await once(child, "close");
  if (signal === null && (code !== 0 || !said.includes("answered")))
    throw new Error(`the job failed: ${said}`);
  if (signal !== null && said !== "") throw new Error(`it said before it died: ${said}`);
  return signal;
}

/** One shop before the gateway, with a cart of 100: on an SQLite file, or on an empty database of a PostgreSQL server. */
export class Bench {
  readonly folder = mkdtempSync(join(tmpdir(), "coincoin-crash-"));
  readonly path = join(this.folder, "shop.db");
  readonly ledger = join(this.folder, "ledger.db");
  readonly spool = join(this.folder, "spool");
  readonly sandbox: Sandbox;
  readonly #postgres: string | undefined;

  private constructor(sandbox: Sandbox, postgres: string | undefined) {
    this.sandbox = sandbox;
    this.#postgres = postgres;
  }

  static async open(postgres?: string): Promise<Bench> {
    return new Bench(await createSandbox(), postgres);
  }

  get #place(): ShopSettings["store"] {
    return this.#postgres === undefined
      ? { kind: "sqlite", path: this.path }
      : { kind: "postgres", url: this.#postgres };
  }

  job(name: CrashJob["name"], point: string, webhook: CrashJob["webhook"], storeIsDown = false): CrashJob {
    const { path, ledger, spool } = this;
    const postgres = this.#postgres === undefined ? {} : { postgres: this.#postgres };
    return {
      name,
      point,
      path,
      ledger,
      spool,
      apiUrl: this.sandbox.apiUrl,
      webhook,
      storeIsDown,
      ...postgres,
    };
  }

  /** A shop after a restart: time has passed, so that what the dead one held is free. */
  async shop<T>(work: (coincoin: CoinCoin) => Promise<T>): Promise<T> {
    const ledger = new Ledger(this.ledger);
    const coincoin = new CoinCoin({
      ...shopOptions({ apiUrl: this.sandbox.apiUrl, spool: this.spool }),
      store:
        this.#postgres === undefined
          ? sqliteStore(this.path)
          : postgresStore({ connectionString: this.#postgres, maxConnections: 2 }),
      environment: { now: () => Date.now() + 120_000 },
    });
    coincoin.on("order.paid", (event) => ledger.fulfil(event));
    try {
      return await work(coincoin);
    } finally {
      await coincoin.close();
      ledger.close();
    }
  }

  /** Pays the cart at the gateway; the webhook is handed out, not sent. */
  async pay(): Promise<CrashJob["webhook"]> {
    const [order] = this.sandbox.orders();
    if (order === undefined) throw new Error("there is no order to pay");
    await this.sandbox.pay(order.paymentId, { amount: order.amountDue });
    const request = this.sandbox.deliveries().at(-1);
    const url = await this.shop(async (coincoin) => coincoin.webhookUrl());
    return { token: url.split("/").at(-1), headers: {}, body: request?.body ?? "" };
  }

  /** What lies on the disk, in one line; read without the store. */
  async durable(): Promise<string> {
    const reader = await openReader(this.#place);
    const { orders, inbox, events, attention } = await readTables(reader);
    await reader.close();
    const paid = events.filter((event) => event.type === "order.paid");
    const ledger = new Ledger(this.ledger);
    const calls = ledger.rows().map((row) => `x${row.calls}`);
    ledger.close();
    const parts = {
      order: orders.map((order) => (order.paid ? "paid" : order.status)),
      inbox: inbox.map((row) => row.outcome),
      "order.paid": paid.map((event) => event.state),
      fulfilled: calls,
      spool: this.spooled(),
      attention: attention.filter((item) => item.open).map((item) => item.kind),
    };
    const told = Object.entries(parts).filter(([, values]) => values.length > 0);
    return told.map(([name, values]) => `${name} ${values.join("+")}`).join(", ") || "nothing";
  }

  spooled(): string[] {
    try {
      return readdirSync(this.spool)
        .map((name) => (name.endsWith(".json") ? "waiting" : "unfinished"))
        .sort();
    } catch {
      return [];
    }
  }

  async close(): Promise<void> {
    await this.sandbox.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
