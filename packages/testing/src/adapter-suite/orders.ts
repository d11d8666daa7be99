import { type CoinCoinErrorCode, customerMessage } from "@coincoin/core";
import type { Bench, Suite } from "./bench.ts";

/** `POST /orders`: the shop's word counts, never the browser's. */
export function orders({ describe, expect, test }: Suite): void {
  const json = { "content-type": "application/json" };

  describe("ordering over HTTP", () => {
    test("is not there unless the shop says what things cost", async (bench) => {
      const answer = await bench.get("/orders", { method: "POST", headers: json, body: '{"price":10}' });
      expect(answer.status).toBe(404);
      expect(bench.gateway.calls).toHaveLength(0);
    });

    test(
      "asks the gateway for the shop's price, whatever the browser sent",
      async (bench) => {
        const answer = await bench.get("/orders?price=10&reference=mine", {
          method: "POST",
          headers: { ...json, "x-price": "10" },
          body: '{"price":"10","reference":"mine","paymentId":"chosen_by_browser"}',
        });
        expect(answer.status).toBe(201);
        expect(answer.json).toMatchObject({
          status: "receiving",
          amountDue: "250",
          received: "0",
          remaining: "250",
        });
        expect(bench.gateway.calls).toMatchObject([{ price: 250 }]);
        expect(await bench.coincoin.getPurchase("cart-7")).toMatchObject({ attempts: [{ price: "250" }] });
        expect(await bench.coincoin.getPurchase("mine")).toBeUndefined();
      },
      { resolveOrder: () => ({ reference: "cart-7", price: "250" }) },
    );

    test(
      "gives the key to the view with the answer, and the same order when it is asked again",
      async (bench) => {
        const order = async () =>
          (await bench.get("/orders", { method: "POST", headers: json, body: "{}" })).json;
        const first = await order();
        const { paymentId, viewKey } = keys(first);
        expect((await bench.get(`/orders/${paymentId}?key=${viewKey}`)).status).toBe(200);
        expect(keys(await order())).toEqual({ paymentId, viewKey });
        expect(bench.gateway.calls).toHaveLength(1);
      },
      { resolveOrder: () => ({ reference: "cart-7", price: "250" }) },
    );

    let carts = 0;
    test(
      "a customer of whom enough orders are open reads what to do, and the shop alone knows who it is",
      async (bench) => {
        const ask = () => bench.get("/orders", { method: "POST", headers: json, body: "{}" });
        for (const status of [201, 201, 429]) {
          const answer = await ask();
          expect(answer.status).toBe(status);
          expect(JSON.stringify(answer.json)).not.toContain("ada-of-the-shop");
          if (status === 201) continue;
          const code = "customer_limit_reached";
          expect(answer.json).toEqual({ code, message: customerMessage(code) });
        }
        const orders = (await bench.coincoin.listOrders()).items;
        expect(orders.map(({ customer }) => customer)).toEqual(["ada-of-the-shop", "ada-of-the-shop"]);
        expect(JSON.stringify(bench.gateway.calls)).not.toContain("ada-of-the-shop");
      },
      {
        resolveOrder: () => ({ reference: `cart ${++carts}`, price: "250", customer: "ada-of-the-shop" }),
        options: { limits: { openOrdersPerCustomer: 2 } },
      },
    );

    test(
      "a customer with nothing to pay for gets nothing",
      async (bench) => {
        const answer = await bench.get("/orders", { method: "POST", headers: json, body: "{}" });
        expect([answer.status, answer.json]).toMatchObject([404, { code: "not_found" }]);
        expect(bench.gateway.calls).toHaveLength(0);
      },
      { resolveOrder: () => undefined },
    );

    test(
      "what a foreign page could make a browser send is refused",
      async (bench) => {
        for (const type of [
          "text/plain",
          "application/x-www-form-urlencoded",
          "multipart/form-data; boundary=x",
        ]) {
          const answer = await bench.get("/orders", {
            method: "POST",
            headers: { "content-type": type },
            body: "{}",
          });
          expect([type, answer.status]).toEqual([type, 415]);
        }
        expect((await bench.get("/orders", { method: "POST" })).status).toBe(415);
        expect(bench.gateway.calls).toHaveLength(0);
      },
      { resolveOrder: () => ({ reference: "cart-7", price: "250" }) },
    );

    test(
      "what the gateway would refuse is refused by its code, and nothing is sent",
      async (bench) => {
        const answer = await bench.get("/orders", { method: "POST", headers: json, body: "{}" });
        expect([answer.status, answer.json]).toMatchObject([422, { code: "price_too_low" }]);
        expect(bench.gateway.calls).toHaveLength(0);
      },
      { resolveOrder: () => ({ reference: "cart-7", price: "9.99" }) },
    );

    test(
      "where the gateway is slow, the customer is asked to try again in seconds, and every later press finds the first one's order",
      async (bench) => {
        const press = () => bench.get("/orders", { method: "POST", headers: json, body: "{}" });
        const answer = bench.gateway.hold();
        for (const { status, headers, json: told } of [
          await press(),
          ...(await Promise.all([press(), press()])),
        ]) {
          expect([status, headers.get("retry-after")]).toEqual([503, "1"]);
          expect(told).toEqual({ code: "order_busy", message: customerMessage("order_busy") });
        }
        answer();
        let last = await press();
        while (last.status === 503) last = await press();
        const [call, ...others] = bench.gateway.calls;
        expect([last.status, last.json, others]).toMatchObject([201, { paymentId: call?.payment_id }, []]);
        expect(keys((await press()).json)).toEqual(keys(last.json));
      },
      { resolveOrder: () => ({ reference: "cart-7", price: "250" }), options: { gateway: { waitMs: 50 } } },
    );

    const refusals = [
      { what: "refuses the key", status: 401, body: "who is that?", code: "gateway_unauthorized" },
      { what: "refuses the order", status: 400, body: "account suspended", code: "gateway_refused" },
      {
        what: "answers what is not an order",
        status: 200,
        body: '{"msg":"sign error"}',
        code: "outcome_unknown",
      },
    ] as const;
    const logged: string[] = [];
    const log = (_facts: unknown, text: string) => void logged.push(text);
    const options = { logger: { debug: log, info: log, warn: log, error: log } };
    const resolveOrder = () => ({ reference: "cart-7", price: "250" });
    const fixed = async (bench: Bench, code: CoinCoinErrorCode, reason: string) => {
      logged.length = 0;
      const answer = await bench.get("/orders", { method: "POST", headers: json, body: "{}" });
      expect(answer.json).toEqual({ code, message: customerMessage(code) });
      expect(answer.json).not.toMatchObject({ message: expect.stringContaining("cart-7") });
      expect(logged.filter((line) => line.includes(reason))).not.toEqual([]);
    };

    for (const { what, status, body, code } of refusals) {
      test(
        `where the gateway ${what}, the customer reads a fixed sentence and the log has the reason`,
        async (bench) => {
          bench.gateway.refuseWith(status, body);
          await fixed(bench, code, body);
        },
        { resolveOrder, options },
      );
    }

    test(
      "where the shop's own rules refuse, the customer reads a fixed sentence and the log has the reason",
      async (bench) => {
        await fixed(bench, "terms_not_accepted", "the rate is old");
      },
      { resolveOrder, options: { ...options, accept: () => "the rate is old" } },
    );

    test(
      "a price that is too low is refused in words for a customer, too",
      (bench) => fixed(bench, "price_too_low", "9.99"),
      { resolveOrder: () => ({ reference: "cart-7", price: "9.99" }), options },
    );
  });
}

/** The parts of an answer that open the view. */
function keys(json: unknown): { paymentId: string; viewKey: string } {
  const { paymentId, viewKey } = Object(json) as Record<string, unknown>;
  return { paymentId: String(paymentId), viewKey: String(viewKey) };
}
