import { describe, expect, it } from "vitest";
import { toNodeMiddleware } from "../../src/http/node.ts";
import { openCoinCoin, PAYMENT_ID, serving } from "./support.ts";

const request = { reason: "paid in cash", by: "Ada" };

describe("a withdrawn purchase", () => {
  it("closes its pay link, and makes no order by it", async () => {
    const coincoin = openCoinCoin({ publicUrl: "https://shop.test" });
    const link = new URL(coincoin.payUrl("cart-17", { price: "100" }));
    await coincoin.withdraw("cart-17", request);
    await serving(toNodeMiddleware(coincoin), async (url) => {
      const shown = await fetch(`${url}${link.pathname}${link.search}`);
      expect(shown.status).toBe(410);
      expect(await shown.text()).not.toContain("paid in cash");
      const pressed = await fetch(`${url}${link.pathname}${link.search}`, {
        method: "POST",
        redirect: "manual",
      });
      expect(pressed.status).toBe(410);
    });
    expect((await coincoin.listOrders()).items).toEqual([]);
    await coincoin.close();
  });

  it("ends the stream of its order, and shows no reason to the customer", async () => {
    const coincoin = openCoinCoin();
    await coincoin.createOrder({ paymentId: PAYMENT_ID, reference: "cart-17", price: "100" });
    const key = coincoin.viewKey(PAYMENT_ID);
    await serving(toNodeMiddleware(coincoin), async (url) => {
      const stream = await fetch(`${url}/orders/${PAYMENT_ID}/events?key=${key}`);
      const whole = stream.text();
      await coincoin.withdraw("cart-17", request);
      // Resolves only because the shop ended the stream.
      expect(await whole).toContain(PAYMENT_ID);
      for (const path of [`/orders/${PAYMENT_ID}`, `/checkout/${PAYMENT_ID}`]) {
        expect(await (await fetch(`${url}${path}?key=${key}`)).text()).not.toContain("paid in cash");
      }
    });
    await coincoin.close();
  });
});
