import type { Suite } from "./bench.ts";
import { APP, create, everything, inboxEntry, minute, purchase } from "./facts.ts";

export function inbox({ describe, expect, test }: Suite): void {
  describe("inbox", () => {
    test("a row is found by its payment id and digest together", async (store) => {
      const entry = inboxEntry("d1", {
        body: '{"nul":"\u0000","emoji":"🪙"}',
        reason: "why",
        by: "ann",
        source: "operator",
      });
      await store.commit({ appId: APP, inbox: [entry] });
      const seen = async (paymentId: string, digest: string) =>
        (await store.read({ appId: APP, paymentId, digest })).seen;
      expect(await seen("payment_0001", "d1")).toStrictEqual(entry);
      expect(await seen("payment_0001", "d2")).toBeUndefined();
      expect(await seen("payment_0002", "d1")).toBeUndefined();
      expect((await store.read({ appId: APP, paymentId: "payment_0001" })).seen).toBeUndefined();
    });

    test("the same body again is one row with its latest outcome and a count", async (store) => {
      const first = inboxEntry("d1", { outcome: "parked", reason: "no such order" });
      await store.commit({ appId: APP, inbox: [first] });
      const again = inboxEntry("d1", {
        body: "ignored",
        source: "operator",
        by: "ignored",
        proofs: { token: true, signature: "valid" },
        firstAt: minute(9),
        lastAt: minute(9),
        count: 2,
      });
      await store.commit({ appId: APP, inbox: [again, { ...again, lastAt: minute(10), count: 0 }] });
      const merged = {
        ...first,
        outcome: "applied",
        reason: null,
        proofs: again.proofs,
        lastAt: minute(10),
        count: 3,
      };
      expect((await store.read({ appId: APP, paymentId: "payment_0001", digest: "d1" })).seen).toStrictEqual(
        merged,
      );
      expect((await store.listInbox({ appId: APP, limit: 10 })).items).toStrictEqual([merged]);
    });

    test("parked rows of a payment id come oldest first, at most 50, and leave when they are applied", async (store) => {
      const rows = Array.from({ length: 60 }, (_, index) =>
        inboxEntry(`d${index}`, { outcome: "parked", firstAt: minute(60 - index) }),
      );
      await store.commit({ appId: APP, inbox: rows });
      await store.commit({
        appId: APP,
        inbox: [inboxEntry("d0"), inboxEntry("x1", { paymentId: "payment_0002", outcome: "parked" })],
      });
      const { parked } = await store.read({ appId: APP, paymentId: "payment_0001" });
      expect(parked).toStrictEqual(rows.slice(1, 51));
      expect(await store.countParked({ appId: APP, limit: 1000 })).toBe(60);
      expect(await store.countParked({ appId: APP, limit: 7 })).toBe(7);
      expect((await store.stats({ appId: APP, now: minute(99), types: [] })).parked).toBe(60);
      expect((await store.read({ appId: APP, reference: "cart-1" })).parked).toStrictEqual([]);
    });

    test("an order's creation takes up what was parked for it, in one commit", async (store) => {
      await store.commit({ appId: APP, inbox: [inboxEntry("d1", { outcome: "parked" })] });
      await create(store, purchase(), { inbox: [inboxEntry("d1", { count: 0 })] });
      const snapshot = await store.read({ appId: APP, paymentId: "payment_0001", digest: "d1" });
      expect(snapshot).toMatchObject({
        purchase: { version: 1 },
        parked: [],
        seen: { outcome: "applied", count: 1 },
      });
    });

    test("it is listed newest first, all of it or one payment id's", async (store) => {
      for (let index = 0; index < 7; index += 1) {
        await store.commit({
          appId: APP,
          inbox: [inboxEntry(`d${index}`, { paymentId: `payment_000${index % 2}` })],
        });
      }
      await store.commit({
        appId: APP,
        inbox: [inboxEntry("d0", { paymentId: "payment_0000", lastAt: minute(99) })],
      });
      const list = (paymentId?: string) =>
        everything((after) => store.listInbox({ appId: APP, limit: 2, after, paymentId }));
      expect((await list()).map((row) => row.digest)).toStrictEqual([
        "d6",
        "d5",
        "d4",
        "d3",
        "d2",
        "d1",
        "d0",
      ]);
      expect((await list("payment_0001")).map((row) => row.digest)).toStrictEqual(["d5", "d3", "d1"]);
      expect(await list("payment_0009")).toStrictEqual([]);
    });
  });
}
