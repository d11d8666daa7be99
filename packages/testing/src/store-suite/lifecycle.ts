import type { Store } from "@coincoin/core";
import type { StoreFactory, Suite } from "./bench.ts";
import * as facts from "./facts.ts";
import { APP, cart, claim, create, draft, inboxEntry, minute, paidEvent, purchase } from "./facts.ts";

const appId = APP;
const PIN = { since: minute(2), paymentId: "payment_0001" };

const calls: Record<string, (store: Store) => Promise<unknown>> = {
  ping: (store) => store.ping(),
  read: (store) => store.read({ appId, reference: "r" }),
  commit: (store) => store.commit({ appId }),
  claim: (store) => claim(store, 1),
  settle: (store) =>
    store.settle({ appId, eventId: "e", leaseId: "l", now: minute(1), result: { type: "done" } }),
  renew: (store) => store.renew({ appId, eventId: "e", leaseId: "l", leaseUntil: minute(1) }),
  bringForward: (store) =>
    store.bringForward({ appId, types: [], unclaimed: minute(1), leased: minute(1), waiting: minute(1) }),
  due: (store) => store.due({ appId, now: minute(1), limit: 1 }),
  unclaimed: (store) => store.unclaimed({ appId, types: [], before: minute(1), limit: 1 }),
  countOpen: (store) => store.countOpen({ appId, now: minute(1), limit: 1 }),
  takeRequests: (store) => store.takeRequests({ appId, day: "2026-01-01", count: 1, limit: 9 }),
  countRequests: (store) => store.countRequests({ appId, day: "2026-01-01" }),
  openAt: (store) => store.openAt({ appId, address: "T", now: minute(1), limit: 1 }),
  sharedAddresses: (store) => store.sharedAddresses({ appId, now: minute(1), limit: 1 }),
  countParked: (store) => store.countParked({ appId, limit: 1 }),
  listOrders: (store) => store.listOrders({ appId, limit: 1 }),
  listInbox: (store) => store.listInbox({ appId, limit: 1 }),
  listAttention: (store) => store.listAttention({ appId, limit: 1 }),
  listDeliveries: (store) => store.listDeliveries({ appId, limit: 1 }),
  resolveAttention: (store) => store.resolveAttention({ appId, id: "a", by: null, note: "", at: minute(1) }),
  retryDelivery: (store) => store.retryDelivery({ appId, eventId: "e", now: minute(1) }),
  stats: (store) => store.stats({ appId, now: minute(1), types: ["order.paid"] }),
  pruneInbox: (store) => store.pruneInbox({ appId, outcomes: ["parked"], olderThan: minute(1), limit: 1 }),
  prune: (store) => store.prune({ appId, olderThan: minute(1), now: minute(1), keepTypes: [], limit: 1 }),
};

async function fill(store: Store): Promise<void> {
  const change = {
    inbox: [inboxEntry("d1", { outcome: "parked" as const })],
    events: [paidEvent("e1")],
    attention: [draft("a1")],
  };
  if ((await create(store, purchase(), { ...change, app: { pin: PIN } })) !== "committed")
    throw new Error("stale");
}

export function lifecycle({ describe, expect, test, it }: Suite, factory: StoreFactory): void {
  async function expectFilled(store: Store): Promise<void> {
    expect(await store.read({ appId, paymentId: "payment_0001", digest: "d1" })).toStrictEqual({
      purchase: purchase(),
      tombstone: undefined,
      seen: inboxEntry("d1", { outcome: "parked" }),
      parked: [inboxEntry("d1", { outcome: "parked" })],
      app: { pin: PIN, confirmedSeenAt: null },
    });
    expect((await store.listAttention({ appId, limit: 9 })).items).toMatchObject([{ id: "a1" }]);
    expect((await store.listDeliveries({ appId, limit: 9 })).items).toMatchObject([
      { event: { type: "attention.opened" } },
      { event: paidEvent("e1") },
    ]);
  }

  describe("open and close", () => {
    test("opening and closing again changes nothing, and neither does doing it at once", async (store) => {
      await fill(store);
      await Promise.all([store.open(), store.open(), store.open()]);
      await store.ping();
      await expectFilled(store);
      await Promise.all([store.close(), store.close()]);
      await store.close();
    });

    test("after close every call is refused with the code closed, until it is opened again", async (store) => {
      await store.close();
      for (const [name, call] of Object.entries(calls)) {
        await expect(call(store), name).rejects.toMatchObject({ name: "CoinCoinError", code: "closed" });
      }
      await store.open();
      for (const call of Object.values(calls)) await call(store);
    });

    test("what was called before close is finished by close", async (store) => {
      const outcomes = ["1", "2", "3"].map((id) => create(store, cart(`payment_000${id}`)));
      await store.close();
      expect(await Promise.all(outcomes)).toStrictEqual(["committed", "committed", "committed"]);
      await store.open();
    });

    if (factory.isDurable !== false) {
      it("what was committed is there after close and open, after a crash, and for another process", async () => {
        const own = await factory.bench();
        try {
          let store = await own.open();
          expect(store.durable).toBe(true);
          await fill(store);
          await store.close();
          store = await own.open();
          await expectFilled(store);
          expect(await create(store, cart("payment_0002"))).toBe("committed");
          if (own.crash !== undefined) {
            const claimed = await claim(store, 10);
            store = await own.crash(store);
            await expectFilledAfterClaim(store, claimed.length);
          }
          if (own.second !== undefined) {
            const second = await own.second();
            expect((await second.read({ appId, paymentId: "payment_0002" })).purchase).toStrictEqual(
              cart("payment_0002"),
            );
            expect(await create(second, cart("payment_0003"))).toBe("committed");
            expect((await store.read({ appId, paymentId: "payment_0003" })).purchase).toStrictEqual(
              cart("payment_0003"),
            );
          }
        } finally {
          await own.dispose();
        }
      });
    }
  });

  async function expectFilledAfterClaim(store: Store, claimed: number): Promise<void> {
    expect(claimed).toBe(1);
    await expectFilled(store);
    expect((await store.read({ appId, paymentId: "payment_0002" })).purchase).toStrictEqual(
      cart("payment_0002"),
    );
    expect(await facts.claim(store, 19)).toStrictEqual([]);
    expect(await facts.claim(store, 20)).toMatchObject([{ attempt: 2, event: { id: "e1" } }]);
  }
}
