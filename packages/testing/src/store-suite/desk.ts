import type { Order, Purchase, Refund, Store } from "@coincoin/core";
import { facetOf } from "@coincoin/core/store";
import type { Suite } from "./bench.ts";
import { APP, cart, create, decimal, draft, everything, issuedOrder, minute, OTHER_APP } from "./facts.ts";

const NOW = minute(9);
const withdrawn = { at: minute(3), by: "Ann", reason: "cash" };

/** What a merchant's people look for, and what they record. */
export function desk({ describe, expect, test }: Suite): void {
  describe("what a person looks for and records", () => {
    test("orders are found by facet, time, reference, customer and the beginning of a text", async (store) => {
      const orders = await shop(store);
      const find = async (query: Partial<Parameters<Store["listOrders"]>[0]>) =>
        (await store.listOrders({ appId: APP, limit: 50, ...query })).items.map(({ paymentId }) => paymentId);
      const newest = orders.map(({ paymentId }) => paymentId).toReversed();
      expect(await find({})).toStrictEqual(newest);
      for (const facets of [
        ["completed.full.paid"],
        ["receiving.none.open", "receiving.partial.open"],
        ["x"],
        [],
      ]) {
        const meant = orders.filter((order) => facets.includes(facetOf(order)));
        expect(await find({ facets })).toStrictEqual(meant.map(({ paymentId }) => paymentId).toReversed());
      }
      expect(await find({ from: minute(2), to: minute(4) })).toStrictEqual(["payment_d", "payment_c"]);
      expect(await find({ reference: "cart-payment_b" })).toStrictEqual(["payment_b"]);
      expect(await find({ customer: "ann%\\_" })).toStrictEqual(["payment_c", "payment_b"]);
      expect(await find({ customer: "ann%\\_", facets: ["completed.full.paid"] })).toStrictEqual([
        "payment_b",
      ]);
      expect(await find({ text: "payment_" })).toStrictEqual(newest);
      expect(await find({ text: "cart-payment_e" })).toStrictEqual(["payment_e"]);
      expect(await find({ text: "ann%" })).toStrictEqual(["payment_c", "payment_b"]);
      expect(await find({ text: "0xABCDEF" })).toStrictEqual(["payment_a"]);
      expect(await find({ text: "ayment_" })).toStrictEqual([]);
      expect((await store.listOrders({ appId: OTHER_APP, limit: 9 })).items).toStrictEqual([]);
    });

    test("an order that changes between pages is neither lost nor doubled", async (store) => {
      const orders = await shop(store);
      const seen: string[] = [];
      await everything(async (after) => {
        const page = await store.listOrders({ appId: APP, limit: 2, after });
        seen.push(...page.items.map(({ paymentId }) => paymentId));
        for (const { paymentId, reference } of orders) {
          const { purchase } = await store.read({ appId: APP, reference });
          if (purchase === undefined) throw new TypeError("gone");
          const attempts = purchase.attempts.map((order) => ({ ...order, createdAt: NOW, updatedAt: NOW }));
          const next = { ...purchase, version: purchase.version + 1, attempts };
          await store.commit({ appId: APP, guard: { paymentId, version: purchase.version }, purchase: next });
        }
        return page;
      });
      expect(seen).toStrictEqual(orders.map(({ paymentId }) => paymentId).toReversed());
    });

    test("references are listed by status, time and beginning; one that was withdrawn unasked stays", async (store) => {
      await shop(store);
      const unasked: Purchase = {
        appId: APP,
        reference: "invoice-1",
        version: 1,
        price: decimal("0"),
        paid: null,
        withdrawn,
        attempts: [],
        wakeAt: null,
      };
      await create(store, unasked);
      const find = async (query: Partial<Parameters<Store["listPurchases"]>[0]>) =>
        (await store.listPurchases({ appId: APP, limit: 50, ...query })).items.map(
          ({ reference }) => reference,
        );
      expect(await find({ status: "paid" })).toStrictEqual(["cart-payment_b"]);
      expect(await find({ status: "withdrawn" })).toStrictEqual(["invoice-1", "cart-payment_d"]);
      expect(await find({ from: minute(4) })).toStrictEqual(["cart-payment_e"]);
      expect(await find({ text: "inv" })).toStrictEqual(["invoice-1"]);
      expect(await find({ text: "cart-", status: "paid" })).toStrictEqual(["cart-payment_b"]);
      const old = { appId: APP, olderThan: minute(99_999), now: minute(99_999), keepTypes: [], limit: 50 };
      await store.prune(old);
      expect((await store.read({ appId: APP, reference: "invoice-1" })).purchase).toStrictEqual(unasked);
    });

    test("a tombstone says that its reference was withdrawn, and speaks for it", async (store) => {
      const first = cart("payment_x", { reference: "r", wakeAt: null });
      await create(store, first);
      const prune = () =>
        store.prune({ appId: APP, olderThan: minute(500), now: NOW, keepTypes: [], limit: 9 });
      expect(await prune()).toBe(1);
      await create(store, cart("payment_y", { reference: "r", wakeAt: null, withdrawn }));
      expect(await prune()).toBe(1);
      const { tombstone } = await store.read({ appId: APP, reference: "r" });
      expect(tombstone).toMatchObject({ paymentId: "payment_y", withdrawnAt: withdrawn.at });
    });

    test("a refund is kept once, listed newest first, and outlives its order", async (store) => {
      const refund = (id: string, over: Partial<Refund> = {}): Refund => ({
        id,
        appId: APP,
        paymentId: "payment_1",
        reference: "r1",
        amount: decimal("1.50"),
        coin: "usdt",
        transaction: "0x\u0000\ud800",
        by: "Ann",
        note: null,
        at: minute(1),
        ...over,
      });
      const [one, two] = [refund("ref_1"), refund("ref_2", { paymentId: "payment_2", reference: "r2" })];
      await store.commit({ appId: APP, refunds: [one, two] });
      await store.commit({ appId: APP, refunds: [refund("ref_1", { by: "Bob" })] });
      const list = async (query = {}) => (await store.listRefunds({ appId: APP, limit: 9, ...query })).items;
      expect(await list()).toStrictEqual([two, one]);
      expect(await list({ paymentId: "payment_1" })).toStrictEqual([one]);
      expect(await list({ reference: "r2" })).toStrictEqual([two]);
      expect(await list({ paymentId: "payment_1", reference: "r2" })).toStrictEqual([]);
      expect((await store.listRefunds({ appId: OTHER_APP, limit: 9 })).items).toStrictEqual([]);
    });

    test("an item is an event when it opens and when it is resolved, once each, with who did it", async (store) => {
      await store.commit({ appId: APP, attention: [draft("att_1"), draft("att_1"), draft("att_2")] });
      await store.commit({ appId: APP, attention: [draft("att_1")] });
      const resolves = { ids: ["att_1", "att_1"], note: "Paid back.", at: minute(5), by: "Ann" };
      await store.commit({
        appId: APP,
        resolves,
        attention: [draft("att_1"), draft("att_3", { kind: "alert_failed" })],
      });
      const close = { appId: APP, id: "att_2", by: "Bob", note: "Seen.", at: minute(6) };
      expect(await store.resolveAttention(close)).toBe(true);
      expect(await store.resolveAttention(close)).toBe(false);
      expect(await store.resolveAttention({ ...close, id: "att_3" })).toBe(true);
      const { items } = await store.listDeliveries({ appId: APP, limit: 50 });
      const told = items.toReversed().map(({ event }) => {
        if (event.type !== "attention.opened" && event.type !== "attention.resolved") return event.type;
        return [event.type, event.item.id, event.item.resolvedBy, event.at];
      });
      expect(told).toStrictEqual([
        ["attention.opened", "att_1", null, items.at(-1)?.event.at],
        ["attention.opened", "att_2", null, items.at(-2)?.event.at],
        ["attention.resolved", "att_1", "Ann", minute(5)],
        ["attention.resolved", "att_2", "Bob", minute(6)],
      ]);
      expect(new Set(items.map(({ event }) => event.id)).size).toBe(4);
    });
  });
}

/** Five references, each asked for a minute after the one before. */
async function shop(store: Store): Promise<Order[]> {
  const paid = { at: minute(5), paymentId: "payment_b", late: false, price: decimal("100") };
  const orders: [Partial<ReturnType<typeof issuedOrder>>, Partial<Purchase>][] = [
    [{ address: "0xabcdef0123456789abcdef0123456789ABCDEF01" }, {}],
    [{ customer: "ann%\\_", status: "completed", coverage: "full", paid }, { paid }],
    [{ customer: "ann%\\_", coverage: "partial", received: { usdt: decimal("40") } }, {}],
    [{ withdrawn }, { withdrawn }],
    [{ lapsed: true }, {}],
  ];
  const made: Order[] = [];
  for (const [index, [order, purchase]] of orders.entries()) {
    const paymentId = `payment_${"abcde".charAt(index)}`;
    const reference = `cart-${paymentId}`;
    const one = issuedOrder(paymentId, { reference, createdAt: minute(index), ...order });
    await create(store, cart(paymentId, { attempts: [one], ...purchase }));
    made.push(one);
  }
  return made;
}
