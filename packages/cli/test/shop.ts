import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ChainOptions, CoinCoin, type Logger, type Store, silentLogger } from "@coincoin/core";
import { type CoinCoinRouterOptions, coincoinRouter } from "@coincoin/express";
import { createSandbox, type Sandbox } from "@coincoin/sandbox";
import { sqliteStore } from "@coincoin/sql/sqlite";
import express, { type RequestHandler } from "express";

export const APP = "cli-app";
export const SECRET = "a secret that must not be printed";

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const cli = join(import.meta.dirname, "../src/cli.ts");

/** Runs the command as a process of its own, with nothing of ours in its environment but what is given. */
export function coincoin(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  const { PATH = "", HOME = "", TMPDIR } = process.env;
  const child = spawn(
    process.execPath,
    ["--conditions=coincoin-source", "--disable-warning=ExperimentalWarning", cli, ...args],
    {
      env: { PATH, HOME, ...(TMPDIR === undefined ? {} : { TMPDIR }), ...env },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let [out, err] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? -1, out, err }));
  });
}

export interface Shop {
  readonly coincoin: CoinCoin;
  readonly sandbox: Sandbox;
  readonly url: string;
  readonly database: string;
  /** What the shop itself is configured with. */
  readonly env: Record<string, string>;
  /** Ends the shop; its database stays. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface ShopOptions {
  /** In front of the router. */
  readonly before?: RequestHandler;
  readonly store?: (database: string) => Store;
  /** Instead of the sandbox's. */
  readonly apiUrl?: string;
  readonly logger?: Logger;
  readonly routes?: CoinCoinRouterOptions;
  readonly chain?: (sandbox: Sandbox) => ChainOptions;
}

/** A gateway that has one answer, over a socket. */
export async function answering(
  status: number,
  body: string | (() => string),
): Promise<{ readonly url: string; [Symbol.asyncDispose](): Promise<void> }> {
  const server = createServer((_request, response) => {
    response.writeHead(status).end(typeof body === "string" ? body : body());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

/** A shop on Express and SQLite, its gateway a sandbox. */
export async function openShop({
  before,
  store = sqliteStore,
  apiUrl,
  logger = silentLogger,
  routes = { checkout: { contactUrl: "mailto:help@shop.example" } },
  chain,
}: ShopOptions = {}): Promise<Shop> {
  const folder = await mkdtemp(join(tmpdir(), "coincoin-cli-test-"));
  const database = join(folder, "coincoin.db");
  const sandbox = await createSandbox({ port: 0, appId: APP, secretKey: SECRET });
  const app = express();
  const server = createServer(app);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/coincoin`;
  const shop = new CoinCoin({
    appId: APP,
    secretKey: SECRET,
    apiUrl: apiUrl ?? sandbox.apiUrl,
    publicUrl: url,
    store: store(database),
    logger,
    chain: chain?.(sandbox),
  });
  if (before !== undefined) app.use(before);
  app.use("/coincoin", coincoinRouter(shop, routes));
  await shop.start();
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    await shop.close();
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  };
  const stopOnce = () => (stopped ??= stop());
  return {
    coincoin: shop,
    sandbox,
    url,
    database,
    env: {
      COINCOIN_APP_ID: APP,
      COINCOIN_SECRET_KEY: SECRET,
      COINCOIN_API_URL: sandbox.apiUrl,
      COINCOIN_PUBLIC_URL: url,
      COINCOIN_STORE: `sqlite:${database}`,
    },
    stop: stopOnce,
    async [Symbol.asyncDispose]() {
      await stopOnce();
      await sandbox.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
