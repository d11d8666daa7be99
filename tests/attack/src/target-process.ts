// The attacked: a process of its own, so that a crash is a crash and its heap is its own.
import { createServer, type RequestListener } from "node:http";
import { join } from "node:path";
import { CoinCoin, type IssuedOrder, isCoinCoinError, memoryStore, silentLogger } from "@coincoin/core";
import { toNodeMiddleware } from "@coincoin/core/node";
import { coincoinRouter } from "@coincoin/express";
import { createSandbox } from "@coincoin/sandbox";
import { sqliteStore } from "@coincoin/sql/sqlite";
import express from "express";
import type { Condition, Mount, TargetMessage } from "./target-protocol.ts";

const APP = "attacked-app";
const SECRET = "a secret that no attacker knows";
const PARKED_LIMIT = 200;
/** Where SQLite files go; without it orders are kept in memory. */
const [, , folder] = process.argv;

interface Attacked {
  readonly mount: Mount;
  readonly coincoin: CoinCoin;
}

const sandbox = await createSandbox({ port: 0, appId: APP, secretKey: SECRET });

const kinds: readonly [string, (coincoin: CoinCoin) => RequestListener][] = [
  ["express", (coincoin) => express().use("/coincoin", coincoinRouter(coincoin, { resolveOrder }))],
  [
    "express behind express.json()",
    (coincoin) => express().use(express.json()).use("/coincoin", coincoinRouter(coincoin, { resolveOrder })),
  ],
  ["node:http", (coincoin) => toNodeMiddleware(coincoin, { basePath: "/coincoin", resolveOrder })],
];

/** The shop's own word for what is paid: nothing of the request. */
function resolveOrder() {
  return { reference: "cart-1", price: "25" };
}

async function attacked(
  name: string,
  listenerOf: (coincoin: CoinCoin) => RequestListener,
): Promise<Attacked> {
  const suffix = name.replace(/\W/g, "").slice(0, 12).toUpperCase();
  const coincoin = new CoinCoin({
    appId: APP,
    secretKey: SECRET,
    apiUrl: sandbox.apiUrl,
    publicUrl: "https://shop.example/coincoin",
    store: folder === undefined ? memoryStore() : sqliteStore(join(folder, `${suffix}.db`)),
    delivery: "manual",
    logger: silentLogger,
    limits: { parked: PARKED_LIMIT, requestsPerDay: 10_000_000 },
  });
  await coincoin.createOrder(resolveOrder());
  const victim = await coincoin.createOrder({ paymentId: `VICTIM_${suffix}`, price: "100" });
  const partlyPaid = await coincoin.createOrder({ paymentId: `PARTLY_${suffix}`, price: "100" });
  await coincoin.reconcile(partlyPaid.paymentId, {
    collected: { usdt: "40" },
    state: "receiving",
    by: "test",
  });
  const server = createServer(listenerOf(coincoin));
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server listens on no port");
  const known = ({ paymentId, address }: IssuedOrder) => ({ paymentId, address });
  return {
    coincoin,
    mount: {
      name,
      port: address.port,
      path: "/coincoin",
      appId: APP,
      token: new URL(coincoin.webhookUrl()).pathname.split("/").at(-1) ?? "",
      victim: known(victim),
      victimKey: coincoin.viewKey(victim.paymentId),
      partlyPaid: known(partlyPaid),
      partlyPaidKey: coincoin.viewKey(partlyPaid.paymentId),
      now: Date.now(),
    },
  };
}

async function conditionOf(all: readonly Attacked[]): Promise<Condition> {
  const orders: unknown[] = [];
  let openAttention = 0;
  let parked = 0;
  for (const { coincoin } of all) {
    const { items } = await coincoin.listOrders({ limit: 200 });
    // When a notification that changes nothing was applied is no change of the order.
    orders.push(items.map(({ updatedAt: _, ...order }) => order));
    const { store } = await coincoin.health();
    openAttention += Object.values(store?.attention ?? {}).reduce((sum, count) => sum + count, 0);
    parked += store?.parked ?? 0;
  }
  globalThis.gc?.();
  return { orders: JSON.stringify(orders), heapBytes: process.memoryUsage().heapUsed, openAttention, parked };
}

function tell(message: TargetMessage): void {
  process.send?.(message);
}

const all: Attacked[] = [];
for (const [name, listenerOf] of kinds) all.push(await attacked(name, listenerOf));
const [first, ...others] = all.map(({ mount }) => mount);
if (first === undefined) throw new Error("nothing is mounted");

process.on("message", (message) => {
  if (message !== "condition") return;
  conditionOf(all).then(
    (condition) => tell({ type: "condition", condition }),
    (error: unknown) =>
      tell({ type: "failed", reason: isCoinCoinError(error) ? error.message : String(error) }),
  );
});
process.on("disconnect", () => process.exit(0));
tell({ type: "ready", mounts: [first, ...others] });
