import { memoryStore, type Store } from "@coincoin/core";
import { describe, expect, it } from "vitest";
import { replyIn, Wire } from "../src/wire.ts";
import { type Answer, answerOf, MOUNTS, openShop, PAYMENT_ID, paid, SECRET, type Shop } from "./shop.ts";

const UNKNOWN = "NOBODYSORDER";
const VIEWS = ["/orders/ID", "/orders/ID/events", "/checkout/ID"];

function get(shop: Shop, path: string, init: RequestInit = {}): Promise<Answer> {
  return answerOf(fetch(shop.url + path, { redirect: "manual", ...init }));
}

/** The same store, which tells whenever it is asked. */
function watched(store: Store, asked: string[]): Store {
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return (...input: unknown[]): unknown => {
        asked.push(String(name));
        return Reflect.apply(value, target, input);
      };
    },
  });
}

describe.each(MOUNTS)("without an order's key, on %s,", (kind) => {
  it("an order that exists reads like one that does not, byte for byte", async () => {
    await using shop = await openShop(kind);
    const other = await shop.coincoin.createOrder({ paymentId: "SOMEBODYELSE", price: "10" });
    const wrong = [
      "",
      "?key=",
      "?key=wrong",
      `?key=${shop.coincoin.viewKey(other.paymentId)}`,
      `?key=${shop.token}`,
    ];
    for (const view of VIEWS) {
      for (const query of wrong) {
        for (const method of ["GET", "HEAD"]) {
          const exists = await get(shop, view.replace("ID", PAYMENT_ID) + query, { method });
          const does_not = await get(shop, view.replace("ID", UNKNOWN) + query, { method });
          expect(exists).toEqual(does_not);
          expect(exists.status).toBe(404);
          expect(exists.text).not.toContain(PAYMENT_ID);
        }
      }
    }
  });

  it("the store is not even asked, so that no timing can tell", async () => {
    const asked: string[] = [];
    await using shop = await openShop(kind, { store: watched(memoryStore(), asked) });
    asked.length = 0;
    for (const view of VIEWS) {
      await get(shop, `${view.replace("ID", PAYMENT_ID)}?key=${"x".repeat(22)}`);
      await get(shop, `${view.replace("ID", UNKNOWN)}?key=${"x".repeat(22)}`);
    }
    await shop.post("/webhook/wrong", paid(shop.order));
    expect(asked).toEqual([]);
    await get(shop, `/orders/${PAYMENT_ID}?key=${shop.coincoin.viewKey(PAYMENT_ID)}`);
    expect(asked).toContain("read");
  });

  it("the times of both are alike (measured, not judged)", async () => {
    await using shop = await openShop(kind);
    const wire = new Wire(shop.port);
    const times: Record<string, number[]> = { [PAYMENT_ID]: [], [UNKNOWN]: [] };
    for (let round = 0; round < 400; round++) {
      for (const [id, list] of Object.entries(times)) {
        const bytes = Buffer.from(
          `GET /coincoin/orders/${id}?key=${"x".repeat(22)} HTTP/1.1\r\nhost: shop.example\r\n\r\n`,
        );
        const { ms, statuses } = await wire.request(bytes, false);
        expect(statuses).toEqual([404]);
        list.push(ms);
      }
    }
    wire.drop();
    const median = (list: readonly number[]) => [...list].sort((a, b) => a - b)[list.length >> 1] ?? 0;
    const [exists, doesNot] = Object.values(times).map((list) => median(list) * 1000);
    process.stdout.write(
      `${kind}: median ${exists?.toFixed(0)} µs for an order, ${doesNot?.toFixed(0)} µs for none\n`,
    );
  });
});

describe.each(MOUNTS)("with a customer's own key, on %s,", (kind) => {
  it("that order opens, and no other by any spelling of either", async () => {
    await using shop = await openShop(kind);
    const other = await shop.coincoin.createOrder({ paymentId: "ex100100100", price: "10" });
    const key = shop.coincoin.viewKey(PAYMENT_ID);
    expect((await get(shop, `/orders/${PAYMENT_ID}?key=${key}`)).status).toBe(200);
    for (const path of [
      `/orders/${other.paymentId}?key=${key}`,
      `/orders/${other.paymentId}?key=${key}&paymentId=${PAYMENT_ID}`,
      `/orders/${PAYMENT_ID}%2F..%2F${other.paymentId}?key=${key}`,
      `/orders/${other.paymentId}?key=wrong&key=${key}`,
      `/orders/${PAYMENT_ID}?key=${key.toUpperCase()}`,
      `/orders/${PAYMENT_ID}?key=${key.slice(0, -1)}`,
      `/orders/${PAYMENT_ID}?KEY=${key}`,
    ]) {
      expect([path, (await get(shop, path)).status]).toEqual([path, 404]);
    }
  });

  it("nothing of the merchant's is in any view", async () => {
    await using shop = await openShop(kind);
    const order = await shop.coincoin.createOrder({
      reference: "internal-reference-17",
      price: "77",
      customer: "somebody@shop.example",
      metadata: { margin: "a-secret-margin" },
    });
    const query = `?key=${shop.coincoin.viewKey(order.paymentId)}`;
    for (const path of [`/orders/${order.paymentId}`, `/checkout/${order.paymentId}`]) {
      const { status, text } = await get(shop, path + query);
      expect(status).toBe(200);
      for (const secret of ["internal-reference-17", "somebody@", "a-secret-margin", SECRET, shop.token]) {
        expect(text).not.toContain(secret);
      }
    }
  });
});

describe.each(MOUNTS)("what a customer sends, on %s,", (kind) => {
  it("becomes no URL that is fetched, linked or led to", async () => {
    await using shop = await openShop(kind);
    const evil = "https://evil.example/steal";
    const fields = [
      "url",
      "returnUrl",
      "redirect",
      "next",
      "webhook",
      "webhookUrl",
      "callback",
      "apiUrl",
      "publicUrl",
      "origin",
    ];
    const headers = Object.fromEntries(
      [
        "referer",
        "origin",
        "x-forwarded-host",
        "x-forwarded-proto",
        "x-original-url",
        "forwarded",
        "x-webhook-url",
        "callback-url",
      ].map((name) => [name, name === "forwarded" ? `host=evil.example` : evil]),
    );
    const body = JSON.stringify(Object.fromEntries(fields.map((name) => [name, evil])));
    const created = await shop.post("/orders", body, headers);
    expect(created.status).toBe(201);
    const { paymentId, viewKey } = JSON.parse(created.text) as { paymentId: string; viewKey: string };
    const query = `?key=${viewKey}&${fields.map((name) => `${name}=${encodeURIComponent(evil)}`).join("&")}`;
    const answers = [
      created,
      await get(shop, `/orders/${paymentId}${query}`, { headers }),
      await get(shop, `/checkout/${paymentId}${query}`, { headers }),
      await get(shop, `/orders/${UNKNOWN}${query}`, { headers }),
      await shop.post("/webhook/wrong", body, headers),
    ];
    for (const { headers: sent, text } of answers) {
      expect(sent).not.toHaveProperty("location");
      expect(text).not.toContain("evil.example");
      expect(JSON.stringify(sent)).not.toContain("evil.example");
    }
    expect(new Set(shop.fetched.map((url) => new URL(url).pathname))).toEqual(new Set(["/v1/order/create"]));
  });

  it("sets no host in any link: Host, X-Forwarded-Host and a whole URL in the request line are nothing to us", async () => {
    await using shop = await openShop(kind);
    const wire = new Wire(shop.port);
    const key = shop.coincoin.viewKey(PAYMENT_ID);
    const lines = ["host: evil.example", "x-forwarded-host: evil.example", "x-forwarded-proto: gopher"];
    for (const target of [
      `/coincoin/orders/${PAYMENT_ID}?key=${key}`,
      `/coincoin/checkout/${PAYMENT_ID}?key=${key}`,
    ]) {
      for (const form of [target, `http://evil.example${target}`]) {
        const { text, statuses } = await wire.request(
          Buffer.from(`GET ${form} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`),
          false,
        );
        expect([form, statuses]).toEqual([form, [200]]);
        expect(text).not.toContain("evil.example");
        expect(text).not.toContain("gopher");
        expect(replyIn(text)).toBeDefined();
      }
    }
    wire.drop();
    expect(shop.coincoin.webhookUrl()).toMatch(/^https:\/\/shop\.example\/coincoin\//);
  });

  it("sets no price", async () => {
    await using shop = await openShop(kind);
    const { text } = await shop.post(
      "/orders",
      JSON.stringify({ price: "10", amount: 10, reference: "cart-2", paymentId: "MYOWNCHOICE" }),
    );
    expect(JSON.parse(text)).toMatchObject({ amountDue: "25" });
    expect(await shop.coincoin.getOrder("MYOWNCHOICE")).toBeUndefined();
  });
});

describe.each(MOUNTS)("a refusal, on %s,", (kind) => {
  it("holds no key, no token and nothing of how it was found out", async () => {
    await using shop = await openShop(kind);
    const answers = [
      await shop.post("/webhook/wrong", paid(shop.order)),
      await shop.post(`/webhook/${shop.token}`, "no JSON"),
      await get(shop, "/orders/%zz"),
    ];
    for (const { status, text } of answers) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
      for (const secret of [SECRET, shop.token, "node_modules", "    at ", ".ts:"])
        expect(text).not.toContain(secret);
    }
    const unknown = { "cc-sign": "0".repeat(40), "cc-app-id": "x", "cc-timespan": "1" };
    const held = await shop.post(`/webhook/${shop.token}`, paid(shop.order), unknown);
    expect(held.text).toBe('{"outcome":"held"}');
  });
});
