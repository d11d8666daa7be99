import type { Store } from "@coincoin/core";
import type { PruneQuery } from "@coincoin/core/store";
import type { Suite } from "./bench.ts";
import * as facts from "./facts.ts";
import {
  APP,
  cart,
  claim,
  create,
  draft,
  finished,
  inboxEntry,
  issuedOrder,
  minute,
  paidEvent,
  pendingOrder,
} from "./facts.ts";

const ID = "payment_0001";
const REFERENCE = `cart-${ID}`;

function prune(store: Store, over: Partial<PruneQuery> = {}) {
  return store.prune({
    appId: APP,
    olderThan: minute(60),
    now: minute(90),
    keepTypes: ["order.paid"],
    limit: 100,
    ...over,
  });
}

async function deliver(store: Store, eventId: string) {
  await claim(store, 10);
  await store.settle({
    appId: APP,
    eventId,
    leaseId: "lease-at-10",
    now: minute(11),
    result: { type: "done" },
  });
}

export function pruning({ describe, expect, test }: Suite): void {
  describe("prune", () => {
    test("a purchase that is over goes, with its inbox rows and deliveries, and leaves tombstones", async (store) => {
      const attempts = [
        issuedOrder("payment_0000", { reference: REFERENCE, address: "T-first", status: "completed" }),
        issuedOrder(ID, { reference: REFERENCE, attempt: 2, address: "T-second", status: "completed" }),
        pendingOrder("payment_0002", {
          reference: REFERENCE,
          attempt: 3,
          creation: { ...pendingOrder("x").creation, outcome: "refused" },
        }),
      ];
      const event = paidEvent("e1", { reference: REFERENCE });
      const value = finished(ID, { attempts });
      await create(store, value, { inbox: [inboxEntry("d1")], events: [event] });
      await deliver(store, "e1");
      expect(await prune(store)).toBe(1);
      const tombstone = { appId: APP, reference: REFERENCE, paidAt: minute(5), prunedAt: minute(90) };
      for (const [paymentId, address] of [
        ["payment_0000", "T-first"],
        [ID, "T-second"],
        ["payment_0002", null],
      ] as const) {
        expect(await store.read({ appId: APP, paymentId, digest: "d1" })).toStrictEqual({
          purchase: undefined,
          tombstone: { ...tombstone, paymentId, address },
          seen: undefined,
          parked: [],
          app: facts.NO_FACTS,
        });
      }
      expect((await store.read({ appId: APP, reference: REFERENCE })).tombstone).toMatchObject(tombstone);
      expect((await store.listOrders({ appId: APP, limit: 9 })).items).toStrictEqual([]);
      expect((await store.listInbox({ appId: APP, limit: 9 })).items).toStrictEqual([]);
      expect((await store.listDeliveries({ appId: APP, limit: 9 })).items).toStrictEqual([]);
      expect(await prune(store)).toBe(0);
    });

    test("neither a late webhook nor a reused id can be paid again", async (store) => {
      await create(store, finished(ID));
      const { purchase } = await store.read({ appId: APP, paymentId: ID });
      await prune(store);
      const events = [paidEvent("e9")];
      const late = { ...finished(ID), version: (purchase?.version ?? 0) + 1 };
      expect(
        await store.commit({ appId: APP, guard: { paymentId: ID, version: 1 }, purchase: late, events }),
      ).toBe("stale");
      expect(
        await store.commit({
          appId: APP,
          guard: { reference: REFERENCE, version: 1 },
          purchase: late,
          events,
        }),
      ).toBe("stale");
      expect(await store.commit({ appId: APP, guard: { paymentId: ID, version: 0 }, events })).toBe("stale");
      expect(await create(store, cart(ID), { events })).toBe("stale");
      expect(await create(store, cart(ID, { reference: "another" }), { events })).toBe("stale");
      expect(
        await store.commit({
          appId: APP,
          guard: { paymentId: ID, version: 0 },
          purchase: cart(ID, { reference: "third" }),
          events,
        }),
      ).toBe("stale");
      expect(await claim(store, 99)).toStrictEqual([]);
      expect((await store.read({ appId: APP, reference: REFERENCE })).tombstone?.paidAt).toBe(minute(5));
    });

    test("a reference that was pruned unpaid may be issued again, and a paid tombstone speaks first", async (store) => {
      await create(store, finished("payment_0001", { reference: "r", paid: null }));
      expect(await prune(store)).toBe(1);
      expect((await store.read({ appId: APP, reference: "r" })).tombstone).toMatchObject({
        paymentId: "payment_0001",
        paidAt: null,
      });
      expect(await create(store, finished("payment_0002", { reference: "r" }))).toBe("committed");
      expect(await prune(store)).toBe(1);
      expect((await store.read({ appId: APP, reference: "r" })).tombstone).toMatchObject({
        paymentId: "payment_0002",
        paidAt: minute(5),
      });
    });

    const reasons: [string, (store: Store) => Promise<unknown>][] = [
      ["something is still awaited of it", (store) => create(store, finished(ID, { wakeAt: minute(1) }))],
      [
        "it was touched since",
        (store) =>
          create(
            store,
            finished(ID, { attempts: [issuedOrder(ID, { reference: REFERENCE, updatedAt: minute(60) })] }),
          ),
      ],
      [
        "a creation is unresolved",
        (store) => create(store, finished(ID, { attempts: [pendingOrder(ID, { reference: REFERENCE })] })),
      ],
      [
        "an event of it waits for a handler",
        (store) => create(store, finished(ID), { events: [paidEvent("e1")] }),
      ],
      [
        "an event of it is dead",
        async (store) => {
          await create(store, finished(ID), { events: [facts.createdEvent("e1")] });
          await claim(store, 10);
          await store.settle({
            appId: APP,
            eventId: "e1",
            leaseId: "lease-at-10",
            now: minute(11),
            result: { type: "dead", error: "x" },
          });
        },
      ],
      [
        "an event of it is being tried",
        async (store) => {
          await create(store, finished(ID), { events: [facts.createdEvent("e1")] });
          await claim(store, 10);
        },
      ],
      [
        "a person has to look at its payment id",
        (store) => create(store, finished(ID), { attention: [draft("a1")] }),
      ],
      [
        "a person has to look at its reference",
        (store) =>
          create(store, finished(ID), {
            attention: [draft("a1", { paymentId: null, reference: REFERENCE })],
          }),
      ],
    ];
    for (const [reason, arrange] of reasons) {
      test(`a purchase stays while ${reason}`, async (store) => {
        await arrange(store);
        expect(await prune(store)).toBe(0);
        expect((await store.read({ appId: APP, paymentId: ID })).purchase).toBeDefined();
      });
    }

    test("a purchase goes once its attention is resolved, and what was resolved can still be read", async (store) => {
      await create(store, finished(ID), { attention: [draft("a1")] });
      await store.resolveAttention({ appId: APP, id: "a1", by: "ann", note: "fine", at: minute(9) });
      expect(await prune(store)).toBe(1);
      expect((await store.listAttention({ appId: APP, limit: 9 })).items).toMatchObject([
        { id: "a1", note: "fine" },
      ]);
    });

    test("events that nobody handles keep no purchase, except those of a type that is to be kept", async (store) => {
      await create(store, finished(ID), { events: [facts.createdEvent("e1"), paidEvent("e2")] });
      expect(await prune(store)).toBe(0);
      expect(
        (await store.listDeliveries({ appId: APP, limit: 9 })).items.map((row) => row.event.id),
      ).toStrictEqual(["e2"]);
      await deliver(store, "e2");
      expect(await prune(store)).toBe(1);
    });

    test("old deliveries go from purchases that stay; young, dead and waiting ones remain", async (store) => {
      const events = [
        paidEvent("done-old"),
        paidEvent("done-young", { at: minute(60) }),
        paidEvent("dead-old"),
        paidEvent("kept-type"),
        facts.createdEvent("unhandled-young", { at: minute(60) }),
      ];
      await create(store, cart(ID), { events });
      await claim(store, 70, { types: ["order.paid"] });
      const lease = { appId: APP, leaseId: "lease-at-70", now: minute(71) };
      await store.settle({ ...lease, eventId: "done-old", result: { type: "done" } });
      await store.settle({ ...lease, eventId: "done-young", result: { type: "done" } });
      await store.settle({ ...lease, eventId: "dead-old", result: { type: "dead", error: "x" } });
      await store.settle({
        ...lease,
        eventId: "kept-type",
        result: { type: "retry", availableAt: minute(72), error: "x" },
      });
      expect(await prune(store, { keepTypes: [] })).toBe(0);
      const left = (await store.listDeliveries({ appId: APP, limit: 9 })).items.map((row) => row.event.id);
      expect(left.toReversed()).toStrictEqual(["done-young", "dead-old", "kept-type", "unhandled-young"]);
    });

    test("a call removes no more than its limit, the longest untouched first", async (store) => {
      for (const [index, touched] of [9, 7, 8, 7].entries()) {
        const id = `payment_000${index}`;
        await create(
          store,
          finished(id, {
            attempts: [issuedOrder(id, { reference: `cart-${id}`, updatedAt: minute(touched) })],
          }),
        );
      }
      const left = async () =>
        (await store.listOrders({ appId: APP, limit: 9 })).items.map((order) => order.paymentId.slice(-1));
      expect(await prune(store, { limit: 2 })).toBe(2);
      expect(await left()).toStrictEqual(["2", "0"]);
      expect(await prune(store, { limit: 2 })).toBe(2);
      expect(await prune(store, { limit: 2 })).toBe(0);
    });
  });
}
