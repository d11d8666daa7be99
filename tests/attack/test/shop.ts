import { createHmac } from "node:crypto";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { CoinCoin, type CoinCoinOptions, type IssuedOrder, memoryStore, silentLogger } from "@coincoin/core";
import { toNodeMiddleware } from "@coincoin/core/node";
import { coincoinRouter } from "@coincoin/express";
import { createSandbox } from "@coincoin/sandbox";
import express from "express";

export const APP = "attacked-app";
export const SECRET = "a secret that no attacker knows";
const PUBLIC_URL = "https://shop.example/coincoin";
export const PAYMENT_ID = "EX100100100";

export const MOUNTS = ["express", "node:http"] as const;
export type MountKind = (typeof MOUNTS)[number];

/** The shop's own word for what is paid: nothing of the request. */
function resolveOrder() {
  return { reference: "cart-1", price: "25" };
}

function listenerOf(kind: MountKind, coincoin: CoinCoin): RequestListener {
  return kind === "express"
    ? express().use("/coincoin", coincoinRouter(coincoin, { resolveOrder }))
    : toNodeMiddleware(coincoin, { basePath: "/coincoin", resolveOrder });
}

export interface Shop {
  readonly coincoin: CoinCoin;
  /** Where the routes are. */
  readonly url: string;
  readonly port: number;
  /** The webhook's secret part. */
  readonly token: string;
  /** An order of 100 that nobody has paid. */
  readonly order: IssuedOrder;
  /** Addresses that were fetched on the shop's behalf. */
  readonly fetched: readonly string[];
  post(path: string, body: string, headers?: Record<string, string>): Promise<Answer>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  /** Without what differs from one reply to the next by itself. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A shop on a real port, with a gateway behind it. */
export async function openShop(kind: MountKind, options: CoinCoinOptions = {}): Promise<Shop> {
  const sandbox = await createSandbox({ port: 0, appId: APP, secretKey: SECRET });
  const fetched: string[] = [];
  const coincoin = new CoinCoin({
    appId: APP,
    secretKey: SECRET,
    apiUrl: sandbox.apiUrl,
    publicUrl: PUBLIC_URL,
    store: memoryStore(),
    delivery: "manual",
    logger: silentLogger,
    ...options,
    environment: {
      ...options.environment,
      fetch: (input, init) => {
        fetched.push(input instanceof Request ? input.url : String(input));
        return fetch(input, init);
      },
    },
  });
  const order = await coincoin.createOrder({ paymentId: PAYMENT_ID, price: "100" });
  const server = createServer(listenerOf(kind, coincoin));
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/coincoin`;
  return {
    coincoin,
    url,
    port,
    token: tokenOf(coincoin),
    order,
    fetched,
    post: (path, body, headers = {}) =>
      answerOf(
        fetch(url + path, {
          method: "POST",
          headers: { "content-type": "application/json", ...headers },
          body,
        }),
      ),
    async [Symbol.asyncDispose]() {
      await coincoin.close();
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
      await sandbox.close();
    },
  };
}

export async function answerOf(response: Promise<Response>): Promise<Answer> {
  const { status, headers, ...rest } = await response.then(async (whole) => ({
    status: whole.status,
    headers: Object.fromEntries(whole.headers),
    text: await whole.text(),
  }));
  const { date: _date, etag: _etag, ...kept } = headers;
  return { status, headers: kept, text: rest.text };
}

export function tokenOf(coincoin: CoinCoin): string {
  return new URL(coincoin.webhookUrl()).pathname.split("/").at(-1) ?? "";
}

/** As CoinCoin would write it for this order, all of it true but for who sends it. */
export function paid(order: IssuedOrder, usdt = 100, state = 1): string {
  const { address, paymentId, network, coin } = order;
  return JSON.stringify({
    payment: { address, payment_id: paymentId, network, coin, amount: 100 },
    collected: { usdt },
    state,
  });
}

export function signed(secretKey: string, at: number | string, appId = APP): Record<string, string> {
  const sign = createHmac("sha1", secretKey).update(`${appId}:${at}`).digest("hex");
  return { "cc-app-id": appId, "cc-timespan": String(at), "cc-sign": sign };
}
