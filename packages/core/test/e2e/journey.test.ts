import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { createSandbox } from "@coincoin/sandbox";
import { afterEach, describe, expect, it } from "vitest";
import { toNodeMiddleware } from "../../src/http/node.ts";
import {
  CoinCoin,
  type CoinCoinOptions,
  type DomainEvent,
  memoryStore,
  silentLogger,
} from "../../src/index.ts";

const appId = "app_1";
const secretKey = "a secret that must not be seen";
const running: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const each of running.splice(0).reverse()) await each.close();
});

async function shop(options: Partial<CoinCoinOptions> = {}, sandboxOptions: object = {}) {
  const sandbox = await createSandbox({ appId, secretKey, ...sandboxOptions });
  running.push(sandbox);
  const server = createServer((request, response) => middleware(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  running.push({ close: () => new Promise((resolve) => server.close(() => resolve())) });
  const { port } = server.address() as AddressInfo;
  const coincoin = new CoinCoin({
    appId,
    secretKey,
    apiUrl: sandbox.apiUrl,
    publicUrl: `http://127.0.0.1:${port}/coincoin`,
    store: memoryStore(),
    logger: silentLogger,
    ...options,
  });
  running.push(coincoin);
  const middleware = toNodeMiddleware(coincoin, { basePath: "/coincoin" });
  sandbox.setWebhookUrl(coincoin.webhookUrl());
  const events: DomainEvent[] = [];
  for (const type of ["order.paid", "order.payment", "order.settled", "order.underpaid"] as const) {
    coincoin.on(type, (event) => {
      events.push(event);
    });
  }
  const eventually = async (check: () => boolean) => {
    for (let tries = 0; tries < 200 && !check(); tries++)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(check()).toBe(true);
  };
  return { sandbox, coincoin, events, eventually };
}

describe("a customer who buys", () => {
  it("pays part, then the rest, and is served once, with the address only ever from checked terms", async () => {
    const { sandbox, coincoin, events, eventually } = await shop();
    const order = await coincoin.createOrder({ reference: "cart-1", price: "49.90" });
    expect(order).toMatchObject({
      status: "receiving",
      coin: "usdt",
      amountDue: "49.9",
      reference: "cart-1",
    });
    await sandbox.pay(order.paymentId, { amount: "20" });
    await sandbox.settled();
    await eventually(() => events.length === 1);
    expect(coincoin.publicOrder((await coincoin.getOrder(order.paymentId)) ?? order)).toMatchObject({
      coverage: "partial",
      received: "20",
      remaining: "29.9",
    });
    await sandbox.pay(order.paymentId, { amount: "29.9" });
    await sandbox.settled();
    await eventually(() => events.some(({ type }) => type === "order.paid"));
    const [last] = sandbox.deliveries().slice(-1);
    if (last !== undefined) await sandbox.redeliver(last.id);
    await sandbox.settled();
    await coincoin.close();
    expect(events.filter(({ type }) => type === "order.paid")).toHaveLength(1);
  });

  it("shares one order among fifty calls at once, and asks the gateway once", async () => {
    const { sandbox, coincoin } = await shop();
    const orders = await Promise.all(
      Array.from({ length: 50 }, () => coincoin.createOrder({ reference: "cart-2", price: 20 })),
    );
    expect(new Set(orders.map(({ paymentId }) => paymentId)).size).toBe(1);
    expect(sandbox.orders()).toHaveLength(1);
  });

  it("never shows the secret key in an inspection or a dump", async () => {
    const { coincoin } = await shop();
    for (const text of [inspect(coincoin, { depth: 10, showHidden: true }), JSON.stringify(coincoin)]) {
      expect(text).not.toContain(secretKey);
    }
  });

  it("finishes the handler under way before it closes, and says so when it is used afterwards", async () => {
    const { sandbox, coincoin, eventually } = await shop();
    let started = false;
    let finished = false;
    coincoin.on("order.paid", async () => {
      started = true;
      await new Promise((resolve) => setTimeout(resolve, 100));
      finished = true;
    });
    const order = await coincoin.createOrder({ price: 10 });
    await sandbox.pay(order.paymentId, { amount: "10" });
    await eventually(() => started);
    await coincoin.close();
    expect(finished).toBe(true);
    await expect(coincoin.createOrder({ price: 10 })).rejects.toMatchObject({ code: "closed" });
  });
});
