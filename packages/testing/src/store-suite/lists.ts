import type { DomainEventType, IssuedOrder, Order, Purchase } from "@coincoin/core";
import type { Suite } from "./bench.ts";
import {
  APP,
  cart,
  claim,
  create,
  draft,
  everything,
  inboxEntry,
  issuedOrder,
  minute,
  paidEvent,
  pendingOrder,
  purchase,
} from "./facts.ts";

export function lists({ describe, expect, test }: Suite): void {
  describe("lists and figures", () => {
    test("orders are listed newest first, each attempt on its own, as it is now", async (store) => {
      const attempts = [issuedOrder("payment_0001"), pendingOrder("payment_0003", { attempt: 2 })];
      await create(store, purchase());
      await create(store, cart("payment_0002"));
      await store.commit({
        appId: APP,
        guard: { reference: "cart-1", version: 1 },
        purchase: purchase({ version: 2, attempts }),
      });
      const page = await store.listOrders({ appId: APP, limit: 10 });
      expect(page.items).toStrictEqual([attempts[1], ...cart("payment_0002").attempts, attempts[0]]);
      expect(page.cursor).toBeNull();
    });

    test("pages neither repeat nor miss a row while others come in", async (store) => {
      const ids = (first: number, count: number) =>
        Array.from({ length: count }, (_, index) => `payment_${first + index}`);
      for (const id of ids(100, 9)) await create(store, cart(id));
      const seen: string[] = [];
      let fresh = 200;
      await everything(async (after) => {
        const page = await store.listOrders({ appId: APP, limit: 4, after });
        expect(page.items.length).toBeLessThanOrEqual(4);
        seen.push(...page.items.map((order) => order.paymentId));
        await create(store, cart(`payment_${fresh++}`));
        return page;
      });
      expect(seen).toStrictEqual(ids(100, 9).toReversed());
    });

    test("the last page has no cursor, also when it is full", async (store) => {
      expect(await store.listOrders({ appId: APP, limit: 2 })).toStrictEqual({ items: [], cursor: null });
      for (const id of ["payment_0001", "payment_0002"]) await create(store, cart(id));
      expect((await store.listOrders({ appId: APP, limit: 2 })).cursor).toBeNull();
      expect((await store.listOrders({ appId: APP, limit: 1 })).cursor).not.toBeNull();
    });

    test("a cursor that is none is refused", async (store) => {
      for (const after of ["", "x", "-1", "1.5", "1; DROP TABLE"]) {
        await expect(store.listOrders({ appId: APP, limit: 2, after })).rejects.toMatchObject({
          code: "request_invalid",
        });
      }
    });

    test("what is due to be looked at comes earliest first, until it is put off", async (store) => {
      await create(store, cart("payment_0001", { wakeAt: minute(30) }));
      await create(store, cart("payment_0002", { wakeAt: minute(10) }));
      await create(store, cart("payment_0003", { wakeAt: null }));
      await create(store, cart("payment_0004", { wakeAt: minute(10) }));
      const due = (at: number, limit = 10) => store.due({ appId: APP, now: minute(at), limit });
      expect(await due(9)).toStrictEqual([]);
      expect(await due(10)).toStrictEqual(["cart-payment_0002", "cart-payment_0004"]);
      expect(await due(99, 1)).toStrictEqual(["cart-payment_0002"]);
      expect(await due(30)).toStrictEqual(["cart-payment_0002", "cart-payment_0004", "cart-payment_0001"]);
      const put = (version: number, wakeAt: string | null) => {
        const value = cart("payment_0002", { version, wakeAt });
        return store.commit({
          appId: APP,
          guard: { paymentId: "payment_0002", version: version - 1 },
          purchase: value,
        });
      };
      await put(2, minute(50));
      expect(await due(49)).toStrictEqual(["cart-payment_0004", "cart-payment_0001"]);
      await put(3, null);
      expect(await due(99)).toStrictEqual(["cart-payment_0004", "cart-payment_0001"]);
    });

    test("open orders are those the gateway may still receive for, counted to a limit", async (store) => {
      const receivingUntil = minute(100);
      const open = (index: number, over: Parameters<typeof issuedOrder>[1]) =>
        create(
          store,
          cart(`payment_00${index}`, {
            attempts: [issuedOrder(`payment_00${index}`, { receivingUntil, ...over })],
            reference: `r${index}`,
          }),
        );
      await open(10, {});
      await open(11, { coverage: "partial" });
      await open(12, { coverage: "full" });
      await open(13, { coverage: "over" });
      await open(14, { status: "settling" });
      await open(15, { status: "completed", coverage: "partial" });
      await open(16, { invalidSeen: true });
      await open(17, { receivingUntil: minute(50) });
      await open(19, { lapsed: true });
      const asking = (index: number, outcome: "asking" | "unknown" | "refused") => {
        const order = pendingOrder(`payment_00${index}`);
        const creation = { ...order.creation, outcome, leaseUntil: minute(40) };
        return create(
          store,
          cart(`payment_00${index}`, { attempts: [{ ...order, creation }], reference: `r${index}` }),
        );
      };
      await asking(18, "asking");
      await asking(28, "unknown");
      await asking(38, "refused");
      const count = (at: number, limit = 500) => store.countOpen({ appId: APP, now: minute(at), limit });
      expect(await count(0)).toBe(4);
      expect(await count(39)).toBe(4);
      expect(await count(40)).toBe(3);
      expect(await count(50)).toBe(2);
      expect(await count(99)).toBe(2);
      expect(await count(100)).toBe(0);
      expect(await count(0, 2)).toBe(2);
      const attempts = [issuedOrder("payment_0010", { receivingUntil, coverage: "full" })];
      const paid = cart("payment_0010", { attempts, reference: "r10", version: 2 });
      await store.commit({ appId: APP, guard: { reference: "r10", version: 1 }, purchase: paid });
      expect(await count(0)).toBe(3);
    });

    test("open orders of one customer are counted by themselves, also while they are asked for", async (store) => {
      const receivingUntil = minute(100);
      const put = (index: number, attempt: Order, over: Partial<Purchase> = {}) =>
        store.commit({
          appId: APP,
          guard: { reference: `r${index}`, version: (over.version ?? 1) - 1 },
          purchase: cart(attempt.paymentId, { attempts: [attempt], reference: `r${index}`, ...over }),
        });
      const of = (index: number, customer: string | null, over: Partial<IssuedOrder> = {}) =>
        put(index, { ...issuedOrder(`payment_00${index}`, { receivingUntil, ...over }), customer });
      await of(10, "ada");
      await of(11, "ada", { coverage: "partial" });
      await of(12, "ada", { coverage: "full" });
      await of(13, "Ada");
      await of(14, null);
      await of(15, "a\u0000\ud83d\ude00");
      const pending = { ...pendingOrder("payment_0016"), customer: "ada" };
      const creation = { ...pending.creation, outcome: "asking" as const, leaseUntil: minute(40) };
      await put(16, { ...pending, creation });
      const count = (customer: string, at = 0, limit = 9) =>
        store.countOpen({ appId: APP, now: minute(at), limit, customer });
      expect(await count("ada")).toBe(3);
      expect(await count("ada", 40)).toBe(2);
      expect(await count("ada", 100)).toBe(0);
      expect(await count("ada", 0, 2)).toBe(2);
      expect([await count("Ada"), await count("bob"), await count("a\u0000\ud83d\ude00")]).toEqual([1, 0, 1]);
      expect(await store.countOpen({ appId: "other", now: minute(0), limit: 9, customer: "ada" })).toBe(0);
      const given = { ...issuedOrder("payment_0010", { receivingUntil }), customer: "bob" };
      await put(10, given, { version: 2 });
      expect([await count("ada"), await count("bob")]).toEqual([2, 1]);
    });

    test("open orders are found by their address, in whichever spelling, and no others", async (store) => {
      const evm = `0x${"aB".repeat(20)}`;
      const receivingUntil = minute(100);
      const open = (index: number, over: Parameters<typeof issuedOrder>[1]) =>
        create(
          store,
          cart(`payment_00${index}`, {
            attempts: [issuedOrder(`payment_00${index}`, { address: evm, receivingUntil, ...over })],
            reference: `r${index}`,
          }),
        );
      await open(20, {});
      await open(21, { address: evm.toLowerCase(), coverage: "partial" });
      await open(22, { receivingUntil: minute(50) });
      await open(23, { address: "TAbcAbcAbcAbcA" });
      await open(24, { address: "TAbcAbcAbcabcA" });
      await open(25, { coverage: "full" });
      await open(26, { invalidSeen: true });
      await open(27, { status: "settling" });
      await create(store, cart("payment_0028", { attempts: [pendingOrder("payment_0028")] }));
      const at = (address: string, now = 0, limit = 10) =>
        store.openAt({ appId: APP, address, now: minute(now), limit });
      expect(await at(evm)).toStrictEqual(["payment_0020", "payment_0021", "payment_0022"]);
      expect(await at(evm.toUpperCase().replace("0X", "0x"), 50)).toStrictEqual([
        "payment_0020",
        "payment_0021",
      ]);
      expect(await at(evm, 0, 2)).toStrictEqual(["payment_0020", "payment_0021"]);
      expect(await at(evm, 100)).toStrictEqual([]);
      expect(await at("TAbcAbcAbcAbcA")).toStrictEqual(["payment_0023"]);
      await open(30, { address: "TZzz" });
      await open(31, { address: "TZzz", receivingUntil: minute(50) });
      const shared = (now = 0, limit = 10) => store.sharedAddresses({ appId: APP, now: minute(now), limit });
      expect(await shared()).toStrictEqual([evm.toLowerCase(), "TZzz"]);
      expect(await shared(0, 1)).toStrictEqual([evm.toLowerCase()]);
      expect(await shared(50)).toStrictEqual([evm.toLowerCase()]);
      expect(await shared(100)).toStrictEqual([]);
      expect(await store.sharedAddresses({ appId: "another", now: minute(0), limit: 10 })).toStrictEqual([]);
      const attempts = [issuedOrder("payment_0020", { address: evm, receivingUntil, coverage: "over" })];
      const paid = cart("payment_0020", { attempts, reference: "r20", version: 2 });
      await store.commit({ appId: APP, guard: { reference: "r20", version: 1 }, purchase: paid });
      expect(await at(evm)).toStrictEqual(["payment_0021", "payment_0022"]);
    });

    test("figures tell what is pending, dead, parked and in need of a person", async (store) => {
      const zero = {
        pendingDeliveries: 0,
        oldestPendingAt: null,
        aheadDeliveries: 0,
        deadDeliveries: 0,
        attention: {},
        parked: 0,
        held: 0,
      };
      const stats = (types: readonly DomainEventType[] = ["order.paid"]) =>
        store.stats({ appId: APP, now: minute(99), types });
      expect(await stats()).toStrictEqual(zero);
      await store.commit({
        appId: APP,
        events: [
          paidEvent("e1", { at: minute(3) }),
          paidEvent("e2", { at: minute(2) }),
          paidEvent("e3", { at: minute(1) }),
          paidEvent("e4", { at: minute(8) }),
        ],
        attention: [
          draft("a1"),
          draft("a2", { kind: "conflict" }),
          draft("a3", { kind: "conflict" }),
          draft("a4"),
        ],
        inbox: [
          inboxEntry("d1", { outcome: "parked" }),
          inboxEntry("d2"),
          inboxEntry("d3", { outcome: "held" }),
        ],
      });
      await claim(store, 5);
      const lease = { appId: APP, leaseId: "lease-at-5", now: minute(6) };
      await store.settle({ ...lease, eventId: "e3", result: { type: "done" } });
      await store.settle({ ...lease, eventId: "e2", result: { type: "dead", error: "x" } });
      await store.resolveAttention({ appId: APP, id: "a4", by: null, note: "", at: minute(9) });
      expect(await stats()).toStrictEqual({
        pendingDeliveries: 2,
        oldestPendingAt: minute(3),
        aheadDeliveries: 0,
        deadDeliveries: 1,
        attention: { unmatched: 1, conflict: 2 },
        parked: 1,
        held: 1,
      });
      expect(await store.stats({ appId: APP, now: minute(7), types: ["order.paid"] })).toMatchObject({
        aheadDeliveries: 1,
      });
      expect(await store.stats({ appId: APP, now: minute(8), types: ["order.paid"] })).toMatchObject({
        aheadDeliveries: 0,
      });
      expect(await store.stats({ appId: APP, now: minute(7), types: [] })).toMatchObject({
        aheadDeliveries: 0,
      });
      expect(await stats(["order.created"])).toMatchObject({
        pendingDeliveries: 0,
        oldestPendingAt: null,
        deadDeliveries: 1,
      });
      expect(await stats([])).toMatchObject({ pendingDeliveries: 0, oldestPendingAt: null });
    });
  });
}
