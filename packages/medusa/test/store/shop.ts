import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { CoinCoin, memoryStore } from "@coincoin/core";
import { createSandbox, type Sandbox, type SandboxOptions } from "@coincoin/sandbox";
import { installApp } from "./app.ts";
import { type Medusa, runCommand, startMedusa } from "./medusa.ts";
import { freePort, type Postgres, startPostgres } from "./postgres.ts";

const DATABASE = "store";
const CREDENTIALS = { appId: "sandbox-app", secretKey: "sandbox-secret" };

export interface Seed {
  readonly publishableKey: string;
  /** In dollars, which the plugin's options list. */
  readonly regionId: string;
  /** Converted. */
  readonly euroRegionId: string;
  /** Neither listed nor converted. */
  readonly poundRegionId: string;
  readonly locationId: string;
  readonly shirt: string;
  /** Out of stock at first. */
  readonly scarce: string;
  /** Cheaper, with shipping, than CoinCoin's minimum. */
  readonly sticker: string;
  readonly scarceItem: string;
}

export interface Reply {
  readonly status: number;
  /** What `JSON.parse` gave: the tests know what they asked for. */
  readonly body: ReturnType<typeof JSON.parse>;
}

export interface ShopOptions {
  readonly coincoin?: Readonly<Record<string, unknown>>;
  readonly sandbox?: SandboxOptions;
  /** Of the store's processes. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A store with everything it needs: gateway, database, one server or several. */
export interface Shop {
  readonly app: string;
  readonly sandbox: Sandbox;
  readonly postgres: Postgres;
  readonly seed: Seed;
  readonly env: Readonly<Record<string, string>>;
  readonly webhookUrl: string;
  /** The server that customers and CoinCoin talk to. */
  server: Medusa;
  query(text: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  /** Ends the server like a crash does, and starts another on the same address. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function openShop(options: ShopOptions = {}): Promise<Shop> {
  const [app, postgres, port] = await Promise.all([installApp(), startPostgres(), freePort()]);
  const sandbox = await createSandbox({ ...CREDENTIALS, ...options.sandbox });
  const publicUrl = `http://127.0.0.1:${port}/coincoin`;
  const seedFile = path.join(app, "seed.json");
  const env = {
    ...options.env,
    DATABASE_URL: await postgres.createDatabase(DATABASE),
    SEED_FILE: seedFile,
    PORT: String(port),
    COINCOIN_OPTIONS: JSON.stringify({
      ...CREDENTIALS,
      apiUrl: sandbox.apiUrl,
      publicUrl,
      currency: "usd",
      ...options.coincoin,
    }),
  };
  await runCommand(app, ["db:migrate"], env);
  await runCommand(app, ["exec", "./src/scripts/seed.js"], env);
  const seed: Seed = JSON.parse(readFileSync(seedFile, "utf8"));
  const webhookUrl = new CoinCoin({ ...CREDENTIALS, publicUrl, store: memoryStore() }).webhookUrl();
  sandbox.setWebhookUrl(webhookUrl);
  const shop: Shop = {
    app,
    sandbox,
    postgres,
    seed,
    env,
    webhookUrl,
    server: await startMedusa(app, env),
    query: (text, values) => postgres.query(DATABASE, text, values),
    async restart() {
      await shop.server.kill("SIGKILL");
      shop.server = await startMedusa(app, env);
    },
    async close() {
      await shop.server.stop();
      await sandbox.close();
      await postgres.stop();
      // To look at its server.log.
      if (process.env["KEEP_STORE"] !== "1") rmSync(app, { recursive: true, force: true });
    },
  };
  return shop;
}

/** Asks until the answer is what it should be; the last failure is the test's. */
export async function eventually<T>(look: () => Promise<T>, timeoutMs = 30_000): Promise<T> {
  const until = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
