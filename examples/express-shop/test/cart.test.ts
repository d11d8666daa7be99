import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CoinCoin, memoryStore } from "@coincoin/core";
import { createSandbox } from "@coincoin/sandbox";
import express from "express";
import { expect, it } from "vitest";
import { openDatabase } from "../src/database.ts";
import { Customer } from "../src/demo/customer.ts";
import { paymentRoutes } from "../src/payments.ts";
import { shopRoutes } from "../src/shop.ts";

it("a customer who goes back and pays again is led to the order that is open, under the number the payment page shows", async () => {
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
  });
  app.use("/coincoin", paymentRoutes(coincoin));
  app.use(express.urlencoded({ extended: false }), shopRoutes(shop, coincoin));
  try {
    const customer = new Customer("ann", url);
    const { orderId } = await customer.buy(["pot"]);
    expect(orderId).toMatch(/^B-[0-9A-F]{8}$/);
    const again = await customer.post("/checkout", {});
    expect(again).toBe(`/orders/${orderId}`);
    expect(await customer.text(again)).toContain(`Order ${orderId}`);
    const paymentPage = await customer.post(`/orders/${orderId}/pay`, {});
    expect(await (await fetch(paymentPage)).text()).toContain(orderId);
    expect(await new Customer("ben", url).post("/checkout", {})).toBe("/cart");

    // Whose the payments are: a session's, as a hash that tells nobody the session.
    const { orderId: second } = await customer.buy(["pot"]);
    const { orderId: another } = await new Customer("cem", url).buy(["pot"]);
    const whose = async (id: string) => (await coincoin.getPurchase(id))?.attempts[0]?.customer;
    expect(await whose(orderId)).toMatch(/^[0-9a-f]{64}$/);
    expect(await whose(second)).toBe(await whose(orderId));
    expect(await whose(another)).not.toBe(await whose(orderId));
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
});
