import type { Store } from "@coincoin/core";
import type { BringForwardQuery, ClaimQuery, Settlement, UnclaimedQuery } from "@coincoin/core/store";
import type { Suite } from "./bench.ts";
import { APP, claim, createdEvent, draft, everything, minute, OTHER_APP, paidEvent } from "./facts.ts";

const done = { type: "done" } as const;

function settle(store: Store, eventId: string, leaseId: string, result: Settlement["result"], at = 30) {
  return store.settle({ appId: APP, eventId, leaseId, now: minute(at), result });
}

async function record(store: Store, eventId: string) {
  const { items } = await store.listDeliveries({ appId: APP, limit: 200 });
  return items.find((row) => row.event.id === eventId);
}

export function deliveries({ describe, expect, test }: Suite): void {
  describe("deliveries", () => {
    test("an event is due at once, whole, and counts the attempt", async (store) => {
      const event = paidEvent("e1");
      await store.commit({ appId: APP, events: [event] });
      expect(await claim(store, 4)).toStrictEqual([]);
      const claimed = await claim(store, 5);
      expect(claimed).toStrictEqual([{ event, attempt: 1, leaseId: "lease-at-5", lastError: null }]);
      expect(await record(store, "e1")).toStrictEqual({
        event,
        state: "pending",
        attempts: 1,
        createdAt: minute(5),
        availableAt: minute(5),
        doneAt: null,
        lastError: null,
      });
    });

    test("claims are by type, by limit and the longest due first", async (store) => {
      await store.commit({
        appId: APP,
        events: [
          paidEvent("e1", { at: minute(9) }),
          createdEvent("e2", { at: minute(7) }),
          paidEvent("e3", { at: minute(8) }),
          paidEvent("e4", { at: minute(8) }),
        ],
      });
      const ids = async (at: number, over: Partial<ClaimQuery>) =>
        (await claim(store, at, over)).map((delivery) => delivery.event.id);
      expect(await ids(10, { types: [] })).toStrictEqual([]);
      expect(await ids(10, { types: ["order.invalid"] })).toStrictEqual([]);
      expect(await ids(10, { limit: 0 })).toStrictEqual([]);
      expect(await ids(10, { types: ["order.paid", "order.paid"], limit: 1 })).toStrictEqual(["e3"]);
      expect(await ids(10, { limit: 2 })).toStrictEqual(["e2", "e4"]);
      expect(await ids(10, {})).toStrictEqual(["e1"]);
    });

    test("claims at once never share a delivery, and together miss none", async (store, bench) => {
      const other = (await bench.second?.()) ?? store;
      const events = Array.from({ length: 60 }, (_, index) => paidEvent(`e${index}`));
      await store.commit({ appId: APP, events });
      const claims = await Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          claim(index % 2 === 0 ? store : other, 10, { leaseId: `l${index}`, limit: 7 }),
        ),
      );
      const ids = claims.flat().map((delivery) => delivery.event.id);
      expect(new Set(ids).size).toBe(ids.length);
      ids.push(...(await claim(store, 10, { limit: 60 })).map((delivery) => delivery.event.id));
      expect(ids.toSorted()).toStrictEqual(events.map((event) => event.id).toSorted());
    });

    test("a lease that ran out is taken over, and its former holder is fenced off", async (store) => {
      await store.commit({ appId: APP, events: [paidEvent("e1")] });
      await claim(store, 10);
      expect(await claim(store, 19)).toStrictEqual([]);
      const [second] = await claim(store, 20);
      expect(second).toMatchObject({ attempt: 2, leaseId: "lease-at-20" });
      for (const result of [
        done,
        { type: "dead", error: "x" },
        { type: "retry", availableAt: minute(1), error: "x" },
      ] as const) {
        const attention = [draft("a1")];
        const late = {
          appId: APP,
          eventId: "e1",
          leaseId: "lease-at-10",
          now: minute(21),
          result,
          attention,
        };
        expect(await store.settle(late)).toBe(false);
      }
      expect(
        await store.renew({ appId: APP, eventId: "e1", leaseId: "lease-at-10", leaseUntil: minute(99) }),
      ).toBe(false);
      expect(await record(store, "e1")).toMatchObject({ state: "pending", attempts: 2, lastError: null });
      expect((await store.listAttention({ appId: APP, limit: 10 })).items).toStrictEqual([]);
      expect(await settle(store, "e1", "lease-at-20", done)).toBe(true);
    });

    test("a lease that ran out and was not taken over is still its holder's", async (store) => {
      await store.commit({ appId: APP, events: [paidEvent("e1"), paidEvent("e2")] });
      await claim(store, 10);
      expect(await settle(store, "e1", "lease-at-10", done, 50)).toBe(true);
      expect(
        await store.renew({ appId: APP, eventId: "e2", leaseId: "lease-at-10", leaseUntil: minute(60) }),
      ).toBe(true);
      expect(await claim(store, 59)).toStrictEqual([]);
      expect(await claim(store, 60)).toMatchObject([{ event: { id: "e2" }, attempt: 2 }]);
    });

    test("a renewed lease holds longer", async (store) => {
      await store.commit({ appId: APP, events: [paidEvent("e1")] });
      await claim(store, 10);
      expect(
        await store.renew({ appId: APP, eventId: "e1", leaseId: "lease-at-10", leaseUntil: minute(40) }),
      ).toBe(true);
      expect(await store.renew({ appId: APP, eventId: "e1", leaseId: "other", leaseUntil: minute(1) })).toBe(
        false,
      );
      expect(
        await store.renew({ appId: APP, eventId: "nothing", leaseId: "lease-at-10", leaseUntil: minute(1) }),
      ).toBe(false);
      expect(await claim(store, 39)).toStrictEqual([]);
      expect(await claim(store, 40)).toHaveLength(1);
    });

    test("what is done is done: settled once, never claimed again", async (store) => {
      await store.commit({ appId: APP, events: [paidEvent("e1")] });
      await claim(store, 10);
      expect(await settle(store, "e1", "lease-at-10", done)).toBe(true);
      expect(await settle(store, "e1", "lease-at-10", done)).toBe(false);
      expect(
        await store.renew({ appId: APP, eventId: "e1", leaseId: "lease-at-10", leaseUntil: minute(40) }),
      ).toBe(false);
      expect(await claim(store, 9999)).toStrictEqual([]);
      expect(await record(store, "e1")).toMatchObject({ state: "done", doneAt: minute(30), attempts: 1 });
      expect(await settle(store, "nothing", "lease-at-10", done)).toBe(false);
      expect(await store.retryDelivery({ appId: APP, eventId: "e1", now: minute(40) })).toBe(false);
      expect(await claim(store, 9999)).toStrictEqual([]);
    });

    test("a retry waits for its time and tells why the attempt before failed", async (store) => {
      await store.commit({ appId: APP, events: [paidEvent("e1")] });
      await claim(store, 10);
      const error = "handler: \u0000 went 💥";
      expect(
        await settle(store, "e1", "lease-at-10", { type: "retry", availableAt: minute(50), error }),
      ).toBe(true);
      expect(await record(store, "e1")).toMatchObject({
        state: "pending",
        availableAt: minute(50),
        lastError: error,
        doneAt: null,
      });
      expect(await claim(store, 49)).toStrictEqual([]);
      expect(await claim(store, 50)).toMatchObject([{ attempt: 2, lastError: error }]);
    });

    test("a dead delivery stays until it is retried, its attempts counted again", async (store) => {
      await store.commit({ appId: APP, events: [paidEvent("e1")] });
      await claim(store, 10);
      expect(await store.retryDelivery({ appId: APP, eventId: "e1", now: minute(60) })).toBe(false);
      const attention = [draft("dead-e1", { kind: "dead_letter" })];
      const result = { type: "dead", error: "gave up" } as const;
      await store.settle({
        appId: APP,
        eventId: "e1",
        leaseId: "lease-at-10",
        now: minute(11),
        result,
        attention,
      });
      expect((await store.listAttention({ appId: APP, limit: 10 })).items).toMatchObject([
        { id: "dead-e1", count: 1 },
      ]);
      expect(await claim(store, 9999)).toStrictEqual([]);
      expect(await record(store, "e1")).toMatchObject({ state: "dead", lastError: "gave up", doneAt: null });
      expect(await store.retryDelivery({ appId: APP, eventId: "e1", now: minute(60) })).toBe(true);
      expect(await store.retryDelivery({ appId: APP, eventId: "e1", now: minute(60) })).toBe(false);
      expect(await record(store, "e1")).toMatchObject({
        state: "pending",
        attempts: 0,
        availableAt: minute(60),
      });
      expect(
        await store.unclaimed({ appId: APP, types: ["order.paid"], before: minute(9999), limit: 5 }),
      ).toStrictEqual([]);
      expect(await claim(store, 59)).toStrictEqual([]);
      expect(await claim(store, 60)).toMatchObject([{ attempt: 1, lastError: "gave up" }]);
    });

    test("what lies too far ahead after the clock was set back is brought forward, each to its own latest", async (store) => {
      const due = ["e1", "e2", "e3", "e4", "e5"].map((id) => paidEvent(id, { at: minute(100) }));
      await store.commit({
        appId: APP,
        events: [...due, paidEvent("early", { at: minute(1) }), createdEvent("other", { at: minute(100) })],
      });
      await store.commit({
        appId: OTHER_APP,
        events: [paidEvent("e1", { appId: OTHER_APP, at: minute(100) })],
      });
      const held = { leaseId: "held", leaseUntil: minute(130), types: ["order.paid"] as const };
      await claim(store, 101, { ...held, limit: 5 });
      await settle(store, "early", "held", { type: "retry", availableAt: minute(20), error: "x" });
      await settle(store, "e1", "held", { type: "retry", availableAt: minute(300), error: "x" });
      await settle(store, "e2", "held", { type: "done" });
      const latest = { unclaimed: minute(10), leased: minute(15), waiting: minute(30) };
      const bring = (types: BringForwardQuery["types"]) =>
        store.bringForward({ appId: APP, types, ...latest });
      expect(await bring([])).toBe(0);
      // e1 waits for a retry, e3 and e4 are leased, e5 was never claimed.
      expect(await bring(["order.paid"])).toBe(4);
      expect(await bring(["order.paid"])).toBe(0);
      expect(await record(store, "e1")).toMatchObject({ availableAt: minute(30), attempts: 1 });
      expect(await record(store, "e5")).toMatchObject({ availableAt: minute(10), createdAt: minute(100) });
      const ids = async (at: number) =>
        (await claim(store, at, { types: ["order.paid"] })).map(({ event }) => event.id);
      expect(await ids(9)).toStrictEqual([]);
      expect(await ids(14)).toStrictEqual(["e5"]);
      expect(await store.renew({ appId: APP, eventId: "e3", leaseId: "held", leaseUntil: minute(50) })).toBe(
        true,
      );
      expect((await ids(15)).toSorted()).toStrictEqual(["e4"]);
      expect((await ids(30)).toSorted()).toStrictEqual(["e1", "e4", "e5", "early"]);
      expect(await claim(store, 99, { types: ["order.created"] })).toStrictEqual([]);
      expect(await store.claim({ ...held, appId: OTHER_APP, limit: 9, now: minute(99) })).toStrictEqual([]);
    });

    test("what was never claimed is told, oldest first", async (store) => {
      await store.commit({
        appId: APP,
        events: [
          paidEvent("e1", { at: minute(9) }),
          paidEvent("e2", { at: minute(7) }),
          createdEvent("e3", { at: minute(1) }),
          paidEvent("e4", { at: minute(2) }),
          paidEvent("e5", { at: minute(20) }),
        ],
      });
      await claim(store, 3, { types: ["order.paid"] });
      const unclaimed = async (types: UnclaimedQuery["types"], limit: number) =>
        (await store.unclaimed({ appId: APP, types, before: minute(20), limit })).map((row) => row.event.id);
      expect(await unclaimed(["order.paid"], 10)).toStrictEqual(["e2", "e1"]);
      expect(await unclaimed(["order.paid", "order.created"], 2)).toStrictEqual(["e3", "e2"]);
      expect(await unclaimed([], 10)).toStrictEqual([]);
    });

    test("they are listed newest first, by state and by payment id", async (store) => {
      const events = Array.from({ length: 6 }, (_, index) =>
        paidEvent(`e${index}`, { paymentId: `payment_000${index % 2}` }),
      );
      for (const event of events) await store.commit({ appId: APP, events: [event] });
      await claim(store, 10, { limit: 3 });
      await settle(store, "e0", "lease-at-10", done);
      await settle(store, "e1", "lease-at-10", { type: "dead", error: "x" });
      const ids = async (query: { state?: "pending" | "done" | "dead"; paymentId?: string }) =>
        (await everything((after) => store.listDeliveries({ appId: APP, limit: 2, after, ...query }))).map(
          (row) => row.event.id,
        );
      expect(await ids({})).toStrictEqual(["e5", "e4", "e3", "e2", "e1", "e0"]);
      expect(await ids({ state: "pending" })).toStrictEqual(["e5", "e4", "e3", "e2"]);
      expect(await ids({ state: "done" })).toStrictEqual(["e0"]);
      expect(await ids({ state: "dead" })).toStrictEqual(["e1"]);
      expect(await ids({ paymentId: "payment_0001" })).toStrictEqual(["e5", "e3", "e1"]);
      expect(await ids({ paymentId: "payment_0001", state: "pending" })).toStrictEqual(["e5", "e3"]);
    });
  });
}
