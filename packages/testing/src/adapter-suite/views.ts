import type { Suite } from "./bench.ts";
import { addressOf, notification } from "./gateway.ts";

/** What customers may see, and who is a customer. */
export function views({ describe, expect, test }: Suite): void {
  const order = { paymentId: "EX100100100", price: "100" };

  describe("the view of an order", () => {
    test("opens with its key and shows what the customer needs", async (bench) => {
      await bench.coincoin.createOrder({ ...order, customer: "ann", metadata: { note: "internal" } });
      await bench.post(notification({ paymentId: "EX100100100", collected: "40", state: 0 }));
      const answer = await bench.get(`/orders/EX100100100?key=${bench.coincoin.viewKey("EX100100100")}`);
      expect(answer.status).toBe(200);
      expect(answer.json).toMatchObject({
        paymentId: "EX100100100",
        status: "receiving",
        coverage: "partial",
        address: addressOf("EX100100100"),
        network: "tron",
        coin: "usdt",
        amountDue: "100",
        received: "40",
        remaining: "60",
      });
      expect(answer.json).not.toHaveProperty("viewKey");
      expect(answer.text).not.toContain("ann");
      expect(answer.text).not.toContain("internal");
      expect(answer.headers.get("cache-control")).toBe("no-store");
      expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    });

    test("without a key, with a wrong one and with another order's it is not there, like any other id", async (bench) => {
      await bench.coincoin.createOrder(order);
      await bench.coincoin.createOrder({ paymentId: "EX100100200", price: "100" });
      const key = bench.coincoin.viewKey("EX100100100");
      const other = bench.coincoin.viewKey("EX100100200");
      const unknown = await bench.get(`/orders/EX999999999?key=${bench.coincoin.viewKey("EX999999999")}`);
      expect([unknown.status, unknown.json]).toMatchObject([404, { code: "not_found" }]);
      const closed = [
        "",
        "?key=",
        `?key=${other}`,
        `?key=${key}x`,
        `?key=${key.slice(1)}`,
        `?Key=${key}`,
        "?key=%00",
      ];
      const unknownPage = await bench.get("/checkout/EX999999999?key=x");
      for (const [place, none] of [
        ["/orders/EX100100100", unknown],
        ["/orders/EX100100100/events", unknown],
        ["/checkout/EX100100100", unknownPage],
      ] as const) {
        for (const query of closed) {
          const answer = await bench.get(place + query);
          expect([place, query, answer.status, answer.text]).toEqual([place, query, 404, none.text]);
          expect(withoutDate(answer.headers)).toEqual(withoutDate(none.headers));
        }
      }
      expect((await bench.get(`/orders/short?key=${bench.coincoin.viewKey("short")}`)).text).toBe(
        unknown.text,
      );
    });

    test("HEAD answers as GET does, without a body", async (bench) => {
      await bench.coincoin.createOrder(order);
      const query = `?key=${bench.coincoin.viewKey("EX100100100")}`;
      for (const place of ["/orders/EX100100100", "/orders/EX100100100/events", "/checkout/EX100100100"]) {
        const answer = await bench.get(place + query, { method: "HEAD" });
        expect([place, answer.status, answer.text]).toEqual([place, 200, ""]);
      }
      expect((await bench.get("/orders/EX100100100", { method: "HEAD" })).status).toBe(404);
    });
  });

  describe("the payment page", () => {
    test("shows address, amount and coin under a strict policy, and is stored nowhere", async (bench) => {
      await bench.coincoin.createOrder(order);
      const answer = await bench.get(`/checkout/EX100100100?key=${bench.coincoin.viewKey("EX100100100")}`);
      expect(answer.status).toBe(200);
      expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
      expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(answer.headers.get("cache-control")).toBe("no-store");
      expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
      expect(answer.text).toContain(addressOf("EX100100100"));
      expect(answer.text).toMatch(/USDT/);
    });

    test("is a page for people too where the link opens no order, in their language", async (bench) => {
      await bench.coincoin.createOrder(order);
      const headers = { "accept-language": "de-AT, en;q=0.5" };
      const answer = await bench.get("/checkout/EX100100100?key=cut", { headers });
      expect(answer.status).toBe(404);
      expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
      expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(answer.headers.get("cache-control")).toBe("no-store");
      expect(answer.text).toContain("Diese Bestellung kann nicht angezeigt werden");
      expect(answer.text).not.toContain(addressOf("EX100100100"));
    });

    test("finds its script beside itself, wherever it is mounted", async (bench) => {
      await bench.coincoin.createOrder(order);
      const page = `${bench.url}/checkout/EX100100100?key=${bench.coincoin.viewKey("EX100100100")}`;
      const html = await (await fetch(page)).text();
      const source = /<script type="module" src="([^"]+)"/.exec(html)?.[1] ?? "";
      const script = await fetch(new URL(source, page));
      expect(script.status).toBe(200);
      expect(script.headers.get("content-type")).toMatch(/^text\/javascript/);
      expect(script.headers.get("cache-control")).toContain("immutable");
      const plain = await bench.get("/checkout.js");
      expect([plain.status, plain.headers.get("cache-control")]).toEqual([200, "no-cache"]);
      const known = { "if-none-match": plain.headers.get("etag") ?? "" };
      expect((await bench.get("/checkout.js", { headers: known })).status).toBe(304);
      expect((await bench.get("/checkout.de.json")).headers.get("content-type")).toMatch(
        /^application\/json/,
      );
      expect((await bench.get("/checkout.html")).status).toBe(404);
    });
  });
}

function withoutDate(headers: Headers): [string, string][] {
  return [...headers].filter(([name]) => name !== "date");
}
