import { createServer, type RequestListener } from "node:http";
import type { CoinCoin, Store } from "@coincoin/core";
import { toNodeMiddleware } from "@coincoin/core/node";
import { coincoinRouter } from "@coincoin/express";
import express from "express";
import type { Contestant } from "./contestant.ts";
import { DelayLog } from "./delays.ts";
import { openShop, type StoreKind, seedOrders, storeOf } from "./shop.ts";
import { Tally } from "./tally.ts";

export async function coincoinOnExpress(kind: StoreKind, place: string): Promise<Contestant> {
  const store = storeOf(kind, place);
  const coincoin = await openShop(store);
  return contestant(store, coincoin, express().use("/coincoin", coincoinRouter(coincoin)));
}

export async function coincoinOnNode(kind: StoreKind, place: string): Promise<Contestant> {
  const store = storeOf(kind, place);
  const coincoin = await openShop(store);
  return contestant(store, coincoin, toNodeMiddleware(coincoin, { basePath: "/coincoin" }));
}

function contestant(store: Store, coincoin: CoinCoin, listener: RequestListener): Contestant {
  const delays = new DelayLog(coincoin);
  const tally = new Tally();
  coincoin.on("order.paid", async () => tally.add(1));
  return {
    server: createServer(listener),
    path: webhookPath(coincoin),
    scheme: "coincoin",
    expected: '{"outcome":"applied"}',
    seed: (range) => seedOrders(store, range),
    handled: (count) => tally.next(count),
    delays: (count) => delays.take(count),
  };
}

export function webhookPath(coincoin: { webhookUrl(): string }): string {
  return new URL(coincoin.webhookUrl()).pathname;
}
