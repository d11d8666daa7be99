import type { Store } from "@coincoin/core";
import type { StoreFactory, Suite } from "./bench.ts";
import { APP, minute } from "./facts.ts";

const DAY = "2026-01-01";

const take = (store: Store, count: number, limit: number, over: { appId?: string; day?: string } = {}) =>
  store.takeRequests({ appId: APP, day: DAY, count, limit, ...over });
const used = (store: Store, over: { appId?: string; day?: string } = {}) =>
  store.countRequests({ appId: APP, day: DAY, ...over });

export function requests({ describe, expect, test, it }: Suite, factory: StoreFactory): void {
  describe("requests to the gateway", () => {
    test("are counted up to the limit, and one that does not fit changes nothing", async (store) => {
      expect(await used(store)).toBe(0);
      expect(await take(store, 1, 5)).toBe(1);
      expect(await take(store, 3, 5)).toBe(4);
      expect(await take(store, 2, 5)).toBeUndefined();
      expect(await used(store)).toBe(4);
      expect(await take(store, 1, 5)).toBe(5);
      expect(await take(store, 1, 5)).toBeUndefined();
      expect(await take(store, 1, 6)).toBe(6);
      expect(await take(store, 7, 6, { day: "2026-01-02" })).toBeUndefined();
      expect(await used(store, { day: "2026-01-02" })).toBe(0);
    });

    test("are counted for each day and app by themselves", async (store) => {
      await take(store, 2, 9);
      await take(store, 3, 9, { day: "2026-01-02" });
      await take(store, 4, 9, { appId: "other" });
      expect(await used(store)).toBe(2);
      expect(await used(store, { day: "2026-01-02" })).toBe(3);
      expect(await used(store, { appId: "other" })).toBe(4);
      expect(await used(store, { appId: "third" })).toBe(0);
    });

    test("that are counted at the same time each get a number of their own", async (store) => {
      const numbers = await Promise.all(Array.from({ length: 40 }, () => take(store, 1, 25)));
      const given = numbers.filter((number) => number !== undefined);
      expect(given.toSorted((a, b) => a - b)).toStrictEqual(
        Array.from({ length: 25 }, (_, index) => index + 1),
      );
      expect(await used(store)).toBe(25);
    });

    test("of days before that which is pruned go, and no others", async (store) => {
      await take(store, 1, 9, { day: "2025-12-31" });
      await take(store, 2, 9);
      const query = { appId: APP, now: minute(90), keepTypes: [], limit: 100 };
      await store.prune({ ...query, olderThan: minute(60) });
      expect(await used(store, { day: "2025-12-31" })).toBe(0);
      expect(await used(store)).toBe(2);
    });

    if (factory.isDurable !== false) {
      it("are one count for all processes, over restarts and crashes", async () => {
        const own = await factory.bench();
        try {
          let store = await own.open();
          expect(store.durable).toBe(true);
          await take(store, 2, 9);
          await store.close();
          store = await own.open();
          expect(await take(store, 1, 9)).toBe(3);
          if (own.crash !== undefined) store = await own.crash(store);
          expect(await used(store)).toBe(3);
          if (own.second !== undefined) {
            const second = await own.second();
            const taken = await Promise.all([store, second, store, second].map((each) => take(each, 2, 9)));
            expect(new Set(taken)).toStrictEqual(new Set([5, 7, 9, undefined]));
            expect([await used(store), await used(second)]).toStrictEqual([9, 9]);
          }
        } finally {
          await own.dispose();
        }
      });
    }
  });
}
