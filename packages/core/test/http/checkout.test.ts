import { describe, expect, it } from "vitest";
import { toNodeMiddleware } from "../../src/http/node.ts";
import type { Logger } from "../../src/lib/logger.ts";
import { openCoinCoin, PAYMENT_ID, serving, tell } from "./support.ts";

function listening(): { warnings: string[]; logger: Logger } {
  const warnings: string[] = [];
  const ignore = (): void => {};
  return {
    warnings,
    logger: { debug: ignore, info: ignore, warn: (_, message) => warnings.push(message), error: ignore },
  };
}

describe("the payment page", () => {
  it("shows the merchant's reference only where the merchant says so, and never in the view", async () => {
    const coincoin = openCoinCoin();
    await coincoin.createOrder({ paymentId: PAYMENT_ID, reference: "B-1A2B3C4D", price: "100" });
    const key = coincoin.viewKey(PAYMENT_ID);
    const read = async (url: string, path: string): Promise<string> =>
      (await fetch(`${url}${path}?key=${key}`)).text();
    await serving(toNodeMiddleware(coincoin), async (url) => {
      expect(await read(url, `/checkout/${PAYMENT_ID}`)).not.toContain("B-1A2B3C4D");
      expect(await read(url, `/orders/${PAYMENT_ID}`)).not.toContain("B-1A2B3C4D");
    });
    const shown = toNodeMiddleware(coincoin, { checkout: (page) => ({ orderNumber: page?.reference }) });
    await serving(shown, async (url) => {
      expect(await read(url, `/checkout/${PAYMENT_ID}`)).toContain("B-1A2B3C4D");
      expect(await read(url, `/orders/${PAYMENT_ID}`)).not.toContain("B-1A2B3C4D");
    });
    await coincoin.close();
  });

  it("has the ways to the shop where a link opens no order, and says nothing of the order", async () => {
    const coincoin = openCoinCoin();
    await coincoin.createOrder({ paymentId: PAYMENT_ID, reference: "B-1A2B3C4D", price: "100" });
    const asked: unknown[] = [];
    const middleware = toNodeMiddleware(coincoin, {
      checkout: (page) => {
        asked.push(page);
        return { merchantName: "Tea House", contactUrl: "mailto:help@shop.example", returnUrl: "/shop" };
      },
    });
    await serving(middleware, async (url) => {
      const answer = await fetch(`${url}/checkout/${PAYMENT_ID}?key=cut`);
      expect([answer.status, answer.headers.get("content-type")]).toEqual([404, "text/html; charset=utf-8"]);
      const html = await answer.text();
      for (const part of ["This order cannot be shown", "mailto:help@shop.example", "Back to Tea House"]) {
        expect(html).toContain(part);
      }
      expect(html).not.toContain(PAYMENT_ID);
    });
    expect(asked).toEqual([undefined]);
    await coincoin.close();
  });

  it("says once in the log that customers in trouble have no way to the shop", async () => {
    const { warnings, logger } = listening();
    const coincoin = openCoinCoin({ logger });
    await coincoin.createOrder({ paymentId: PAYMENT_ID, price: "100" });
    const path = `/checkout/${PAYMENT_ID}?key=${coincoin.viewKey(PAYMENT_ID)}`;
    const reachable = { checkout: { contactUrl: "mailto:help@shop.example" } };
    await serving(toNodeMiddleware(coincoin, reachable), async (url) => {
      await fetch(url + path);
    });
    expect(warnings).toEqual([]);
    await serving(toNodeMiddleware(coincoin), async (url) => {
      await fetch(url + path);
      await fetch(url + path);
    });
    expect(warnings).toEqual([expect.stringContaining("contactUrl")]);
    await coincoin.close();
  });

  it("says that money is not to be sent where the order is at a sandbox", async () => {
    for (const testMode of [true, false]) {
      const coincoin = openCoinCoin({ testMode });
      const order = await coincoin.createOrder({ paymentId: PAYMENT_ID, price: "100" });
      await tell(coincoin, "40", 0);
      await serving(toNodeMiddleware(coincoin), async (url) => {
        const answer = await fetch(`${url}/checkout/${PAYMENT_ID}?key=${coincoin.viewKey(PAYMENT_ID)}`);
        expect(/<p [^>]*class="test"/.test(await answer.text())).toBe(testMode);
      });
      expect(coincoin.publicOrder(order).testMode).toBe(testMode);
      await coincoin.close();
    }
  });
});
