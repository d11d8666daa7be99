// The shop's process: `node src/server.ts`, with COINCOIN_APP_ID, COINCOIN_SECRET_KEY, COINCOIN_PUBLIC_URL and PORT set.
import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { createServer } from "node:http";
import { join, resolve } from "node:path";
import type { Store } from "@coincoin/core";
import { sqliteStore } from "@coincoin/sql/sqlite";
import express from "express";
import { openDatabase } from "./database.ts";
import { sandboxChain } from "./demo/sandbox-chain.ts";
import { followSandboxClock } from "./demo/sandbox-clock.ts";
import { operatorRoutes } from "./operator.ts";
import { openPayments, paymentRoutes } from "./payments.ts";
import { shopRoutes } from "./shop.ts";

const {
  PORT = "3000",
  SHOP_DATA = "data",
  SHOP_OPERATOR_PASSWORD,
  DATABASE_URL,
  COINCOIN_PUBLIC_URL,
} = process.env;
// For the demo alone: see src/demo.
const { SANDBOX_URL, SANDBOX_CHAIN_URLS = "", SHOP_CHAIN, SHOP_DELIVERY, SHOP_SHARES_PORT } = process.env;
const data = resolve(SHOP_DATA);
mkdirSync(data, { recursive: true });

const database = openDatabase(join(data, "shop.db"));
const now = SANDBOX_URL === undefined ? undefined : await followSandboxClock(SANDBOX_URL);
const coincoin = openPayments(database, {
  store: await openStore(),
  // Where links in messages to the operator lead.
  deskUrl: COINCOIN_PUBLIC_URL === undefined ? undefined : new URL("/operator", COINCOIN_PUBLIC_URL).href,
  // Only for the demo: the sandbox's time, and a process that takes webhooks without handling what follows from them.
  ...(now === undefined
    ? {}
    : { environment: { now }, chain: sandboxChain(SHOP_CHAIN, SANDBOX_CHAIN_URLS, now) }),
  ...(SHOP_DELIVERY === "manual" ? { delivery: "manual" } : {}),
});

const password = SHOP_OPERATOR_PASSWORD ?? randomBytes(6).toString("hex");
if (SHOP_OPERATOR_PASSWORD === undefined) console.log(`The operator's password is ${password}`);

const app = express();
app.disable("x-powered-by");
app.use("/coincoin", paymentRoutes(coincoin));
app.use("/operator", operatorRoutes(database, coincoin, password));
app.use(express.urlencoded({ extended: false }), shopRoutes(database, coincoin));

const server = createServer(app);
server.listen({ port: Number(PORT), host: "127.0.0.1", reusePort: SHOP_SHARES_PORT === "yes" }, () => {
  process.send?.({ webhookUrl: coincoin.webhookUrl() });
});

/** A file for one process; PostgreSQL, where DATABASE_URL says so, for any number of them. */
async function openStore(): Promise<Store> {
  if (DATABASE_URL === undefined) return sqliteStore(join(data, "coincoin.db"));
  const { postgresStore } = await import("@coincoin/sql/postgres");
  return postgresStore({ connectionString: DATABASE_URL, spoolDirectory: join(data, "spool") });
}

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  server.close();
  await coincoin.close();
  server.closeAllConnections();
  database.close();
  if (process.connected) process.disconnect();
}
for (const reason of ["SIGINT", "SIGTERM", "disconnect"]) process.on(reason, () => void stop());
