import type { Suite } from "./bench.ts";
import { addressOf, notification } from "./gateway.ts";

const HALF = { paymentId: "EX100100100", collected: "50", state: 0 };
const FULL = { paymentId: "EX100100100", collected: "100", state: 2 };

/** The bytes of a notification, from the wire to the order. */
export function webhooks({ describe, expect, test, factory }: Suite): void {
  describe("a webhook's body", () => {
    test("the document's example is taken, and half the money is not paid whatever the code says", async (bench) => {
      await bench.coincoin.createOrder({ paymentId: "EX100100100", price: "100" });
      const body = `{
"payment": {
"address": "${addressOf("EX100100100")}",
"payment_id": "EX100100100",
"network": "tron",
"coin": "usdt",
"amount": 100.0
},
"collected": {
"usdt": 50
},
"state": 1
}`;
      const answer = await bench.post(body);
      expect(answer.status).toBe(200);
      expect(answer.json).toEqual({ outcome: "applied" });
      expect(answer.headers.get("content-type")).toMatch(/^application\/json/);
      expect(answer.headers.get("cache-control")).toBe("no-store");
      expect(await bench.coincoin.getOrder("EX100100100")).toMatchObject({
        coverage: "partial",
        received: { usdt: "50" },
      });
      const purchase = await bench.coincoin.getPurchase("EX100100100");
      expect(purchase?.paid).toBeNull();
    });

    test("whitespace and line ends around it change nothing", async (bench) => {
      await bench.coincoin.createOrder({ paymentId: "EX100100100", price: "100" });
      const answer = await bench.post(` \r\n\t${notification(FULL).replaceAll(":", " :\n ")}\r\n`);
      expect(answer.json).toEqual({ outcome: "applied" });
    });

    test("text that is not ASCII is counted in bytes and passed over", async (bench) => {
      await bench.coincoin.createOrder({ paymentId: "EX100100100", price: "100" });
      const body = notification(FULL).replace('{"payment"', '{"备注":"加密货币收款数量 🪙","payment"');
      expect((await bench.post(body)).json).toEqual({ outcome: "applied" });
    });

    test("eighteen decimals and exponents arrive to the last digit", async (bench) => {
      await bench.coincoin.createOrder({ paymentId: "EX100100100", price: "100" });
      await bench.post(notification({ ...HALF, collected: "50.123456789012345678" }));
      expect(await bench.coincoin.getOrder("EX100100100")).toMatchObject({
        received: { usdt: "50.123456789012345678" },
      });
      await bench.post(notification({ ...HALF, collected: "9.95e1" }));
      expect(await bench.coincoin.getOrder("EX100100100")).toMatchObject({
        received: { usdt: "99.5" },
        coverage: "partial",
      });
      await bench.post(notification({ ...HALF, collected: '"99.75"' }));
      expect(await bench.coincoin.getOrder("EX100100100")).toMatchObject({ received: { usdt: "99.75" } });
    });

    test("what is not a notification is refused and noted", async (bench) => {
      for (const body of [
        "",
        "{",
        "[]",
        "null",
        "{}",
        '{"payment":{}}',
        '{"payment":{"payment_id":"EX100100100"}}',
      ]) {
        const answer = await bench.post(body);
        expect([body, answer.status]).toEqual([body, 400]);
        expect(answer.json).toMatchObject({ code: "webhook_malformed" });
      }
      expect(await bench.attentionKinds()).toContain("unreadable");
    });

    test("a body that is not UTF-8 is refused", async (bench) => {
      const answer = await bench.post(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]));
      expect(answer.status).toBe(400);
    });

    if (factory.hasBodyParser) {
      test(
        "a JSON parser in front of everything changes nothing",
        async (bench) => {
          await bench.coincoin.createOrder({ paymentId: "EX100100100", price: "100" });
          expect((await bench.post(notification({ ...HALF, collected: "50.25" }))).json).toEqual({
            outcome: "applied",
          });
          expect((await bench.post(notification(FULL))).json).toEqual({ outcome: "applied" });
          expect((await bench.post(notification(FULL))).json).toEqual({ outcome: "duplicate" });
          expect(await bench.coincoin.getOrder("EX100100100")).toMatchObject({ coverage: "full" });
        },
        { bodyParser: true },
      );

      test(
        "a JSON parser in front leaves other kinds of body to us",
        async (bench) => {
          await bench.coincoin.createOrder({ paymentId: "EX100100100", price: "100" });
          const answer = await bench.post(notification(FULL), { headers: { "content-type": "text/plain" } });
          expect(answer.json).toEqual({ outcome: "applied" });
        },
        { bodyParser: true },
      );
    }
  });
}
