import type { IssuedOrder, OnChain, Store } from "@coincoin/core";
import type { ChainRow } from "@coincoin/core/store";
import type { StoreFactory, Suite } from "./bench.ts";
import { APP, issuedOrder, minute, OTHER_APP, purchase } from "./facts.ts";

const ON_CHAIN: OnChain = {
  paidBy: "both",
  quorum: 1,
  needs: 19,
  watch: "open",
  lookFrom: minute(0),
  visitAt: null,
  transfers: {},
  coveredAt: null,
  glimpse: null,
  others: [],
  overriddenBy: null,
};

const SEVEN_DAYS = 7 * 24 * 60;

const row = (version: number, over: Partial<ChainRow> = {}): ChainRow => ({
  appId: APP,
  network: "tron",
  version,
  leaseId: null,
  leaseUntil: null,
  cursor: null,
  looks: [],
  failingSince: null,
  failures: 0,
  isBlind: false,
  ...over,
});

const watchedIds = async (store: Store, over: Partial<Parameters<Store["watched"]>[0]> = {}) =>
  (await store.watched({ appId: APP, network: "tron", now: minute(60), limit: 10, ...over })).map(
    ({ paymentId }) => paymentId,
  );

function put(store: Store, order: IssuedOrder, version = 1) {
  const { reference } = order;
  return store.commit({ appId: APP, purchase: purchase({ reference, version, attempts: [order] }) });
}

function chained(paymentId: string, over: Partial<IssuedOrder> = {}, onChain: Partial<OnChain> = {}) {
  return issuedOrder(paymentId, {
    reference: `of-${paymentId}`,
    onChain: { ...ON_CHAIN, ...onChain },
    ...over,
  });
}

export function chains({ describe, expect, test, it }: Suite, factory: StoreFactory): void {
  describe("orders that are looked for on a chain", () => {
    test("are found by network, the oldest first, with what a look has to know", async (store) => {
      await put(store, chained("payment_young", {}, { lookFrom: minute(5) }));
      await put(store, chained("payment_old", { address: "0xAbC" }, { visitAt: minute(9) }));
      await put(store, chained("payment_bsc", { network: "bsc" }));
      await put(store, issuedOrder("payment_unseen", { reference: "of-payment_unseen" }));
      await put(store, chained("payment_future", {}, { lookFrom: minute(61) }));
      expect(await watchedIds(store)).toStrictEqual(["payment_old", "payment_young"]);
      expect(await watchedIds(store, { limit: 1 })).toStrictEqual(["payment_old"]);
      expect(await watchedIds(store, { network: "bsc" })).toStrictEqual(["payment_bsc"]);
      expect(await watchedIds(store, { appId: OTHER_APP })).toStrictEqual([]);
      const [old] = await store.watched({ appId: APP, network: "tron", now: minute(60), limit: 1 });
      expect(old).toStrictEqual({
        paymentId: "payment_old",
        address: "0xAbC",
        createdAt: minute(0),
        isLate: false,
        visitAt: minute(9),
      });
    });

    test("come back seven days after their creation, and go when they are over", async (store) => {
      const order = chained("payment_late", {}, { watch: "late", lookFrom: minute(SEVEN_DAYS) });
      await put(store, order);
      expect(await watchedIds(store)).toStrictEqual([]);
      expect(await watchedIds(store, { now: minute(SEVEN_DAYS) })).toStrictEqual(["payment_late"]);
      await put(store, { ...order, onChain: { ...ON_CHAIN, watch: "over", lookFrom: null } }, 2);
      expect(await watchedIds(store, { now: minute(SEVEN_DAYS) })).toStrictEqual([]);
    });
  });

  describe("what looks at a chain have in common", () => {
    test("is one row for each app and network, and is read back as it was written", async (store) => {
      expect(await store.readChain({ appId: APP, network: "tron" })).toBeUndefined();
      const full = row(1, {
        leaseId: "lease\u0000\ud800",
        leaseUntil: minute(2),
        cursor: { next: 70_000_000, finals: [{ number: 70_000_010, at: 1_767_225_600 }] },
        looks: [{ provider: "trongrid.io", at: minute(1) }],
        failingSince: minute(0),
        failures: 3,
        isBlind: true,
      });
      expect(await store.writeChain(full)).toBe(true);
      expect(await store.readChain({ appId: APP, network: "tron" })).toStrictEqual(full);
      expect(await store.readChain({ appId: APP, network: "bsc" })).toBeUndefined();
      expect(await store.readChain({ appId: OTHER_APP, network: "tron" })).toBeUndefined();
    });

    test("is changed only by the one who knew it last", async (store) => {
      expect(await store.writeChain(row(2))).toBe(false);
      expect(await store.writeChain(row(1))).toBe(true);
      expect(await store.writeChain(row(1, { failures: 9 }))).toBe(false);
      expect(await store.writeChain(row(2, { failures: 1 }))).toBe(true);
      expect(await store.writeChain(row(2, { failures: 2 }))).toBe(false);
      expect(await store.readChain({ appId: APP, network: "tron" })).toStrictEqual(row(2, { failures: 1 }));
    });

    test("has one winner of those who write at the same time", async (store) => {
      for (const version of [1, 2]) {
        const written = await Promise.all(
          Array.from({ length: 20 }, (_, index) => store.writeChain(row(version, { failures: index }))),
        );
        expect(written.filter(Boolean)).toHaveLength(1);
      }
    });

    if (factory.isDurable !== false) {
      it("outlives a crash, and is one for all processes", async () => {
        const own = await factory.bench();
        try {
          let store = await own.open();
          expect(store.durable).toBe(true);
          await put(store, chained("payment_kept"));
          await store.writeChain(row(1));
          if (own.crash !== undefined) store = await own.crash(store);
          expect(await watchedIds(store)).toStrictEqual(["payment_kept"]);
          expect(await store.readChain({ appId: APP, network: "tron" })).toStrictEqual(row(1));
          if (own.second !== undefined) {
            const second = await own.second();
            const written = await Promise.all([store, second].map((each) => each.writeChain(row(2))));
            expect(written.filter(Boolean)).toHaveLength(1);
          }
        } finally {
          await own.dispose();
        }
      });
    }
  });
}
