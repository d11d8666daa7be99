import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CoinCoin, type CoinCoinOptions, memoryStore } from "@coincoin/core";
import { createSandbox, type Sandbox } from "@coincoin/sandbox";
import express from "express";
import { expect, it } from "vitest";
import { openDatabase } from "../src/database.ts";
import { Customer } from "../src/demo/customer.ts";
import { paymentRoutes } from "../src/payments.ts";
import { shopRoutes } from "../src/shop.ts";

interface Open {
  readonly url: string;
  readonly sandbox: Sandbox;
  readonly coincoin: CoinCoin;
}

async function withShop(options: CoinCoinOptions, body: (open: Open) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "express-shop-"));
  const sandbox = await createSandbox();
  const shop = openDatabase(join(folder, "shop.db"));
  const app = express();
  const server = createServer(app);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  const coincoin = new CoinCoin({
    appId: sandbox.appId,
    secretKey: "sandbox-secret",
    apiUrl: sandbox.apiUrl,
    publicUrl: `${url}/coincoin`,
    store: memoryStore({ acceptLoss: true }),
    ...options,
  });
  app.use("/coincoin", paymentRoutes(coincoin));
  app.use(express.urlencoded({ extended: false }), shopRoutes(shop, coincoin));
  try {
    await body({ url, sandbox, coincoin });
  } finally {
    await coincoin.close();
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
    await sandbox.close();
    shop.close();
    await rm(folder, { recursive: true });
  }
}

it("a customer who goes back and pays again is led to the order that is open, under the number the payment page shows", () =>
  withShop({}, async ({ url }) => {
    const customer = new Customer("ann", url);
    const { orderId } = await customer.buy(["pot"]);
    expect(orderId).toMatch(/^B-[0-9A-F]{8}$/);
    const again = await customer.post("/checkout", {});
    expect(again).toBe(`/orders/${orderId}`);
    expect(await customer.text(again)).toContain(`Order ${orderId}`);
    const paymentPage = await customer.post(`/orders/${orderId}/pay`, {});
    expect(await (await fetch(paymentPage)).text()).toContain(orderId);
    expect(await new Customer("ben", url).post("/checkout", {})).toBe("/cart");
  }));

it("a customer whom CoinCoin keeps waiting is led to the payment page when it answers, and to the same when they press again", async () => {
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const slow: typeof fetch = async (...input) => {
    await held;
    return fetch(...input);
  };
  await withShop({ environment: { fetch: slow }, gateway: { waitMs: 50 } }, async ({ url, sandbox }) => {
    const customer = new Customer("ann", url);
    await customer.post("/cart", { product: "pot" });
    const order = await customer.post("/checkout", {});
    expect(order).toMatch(/^\/orders\/B-[0-9A-F]{8}\?payment=order_busy$/);
    expect(await customer.text(order)).toContain("is being prepared");
    const [id = ""] = order.split("?");
    expect(await customer.post(`${id}/pay`, {})).toBe(order);
    const waiting = customer.wait(order);
    answer();
    const paymentPage = await waiting;
    expect(await (await fetch(paymentPage)).text()).toContain(sandbox.orders()[0]?.address);
    expect(await customer.post(`${id}/pay`, {})).toBe(paymentPage);
    expect(sandbox.orders()).toHaveLength(1);
  });
});

it("a customer whose payment could not be prepared is told so, and can try again", async () => {
  const broken: typeof fetch = async () => {
    await new Promise((resolve) => {
      setTimeout(resolve, 200);
    });
    return new Response("{}", { status: 400 });
  };
  await withShop({ environment: { fetch: broken }, gateway: { waitMs: 50 } }, async ({ url }) => {
    const customer = new Customer("ann", url);
    await customer.post("/cart", { product: "pot" });
    const order = await customer.wait(await customer.post("/checkout", {}));
    const text = await customer.text(order);
    expect(text).toContain("Paying with crypto does not work right now.");
    expect(text).toContain(`${order.split("?")[0]}/pay`);
  });
});

it("whose the payments are is told by a hash of the session", () =>
  withShop({}, async ({ url, coincoin }) => {
    const ann = new Customer("ann", url);
    const { orderId } = await ann.buy(["pot"]);
    const { orderId: second } = await ann.buy(["pot"]);
    const { orderId: another } = await new Customer("cem", url).buy(["pot"]);
    const whose = async (id: string) => (await coincoin.getPurchase(id))?.attempts[0]?.customer;
    expect(await whose(orderId)).toMatch(/^[0-9a-f]{64}$/);
    expect(await whose(second)).toBe(await whose(orderId));
    expect(await whose(another)).not.toBe(await whose(orderId));
  }));
