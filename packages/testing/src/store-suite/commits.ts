import type { SignaturePin } from "@coincoin/core/store";
import type { Suite } from "./bench.ts";
import * as facts from "./facts.ts";
import { APP, cart, create, decimal, minute, OTHER_APP, purchase } from "./facts.ts";

export function commits({ describe, expect, test }: Suite): void {
  describe("commit and read", () => {
    test("what is read back is what was written, to the last digit and letter", async (store) => {
      const metadata: Record<string, string> = JSON.parse(
        `{"__proto__":"a","constructor":"b","":"empty","emoji":"🪙 \u202e ü","lone":"\\ud800","nul":"\\u0000","quote":"'\\"\\\\$1"}`,
      );
      const value = purchase({
        attempts: [
          facts.pendingOrder("payment_0000", {
            metadata,
            customer: "Zoë\n名前",
            credit: { coin: "eth", amount: decimal("0.000000000000000001") },
          }),
          facts.issuedOrder("payment_0001", {
            attempt: 2,
            amountDue: decimal("12345678901234567890.123456789012345678"),
            received: { usdt: decimal("0.1"), eth: decimal("1") },
            confirmed: JSON.parse('{"__proto__":"3.3"}'),
            told: ["overpaid", "stalled"],
          }),
        ],
        paid: { at: minute(9), paymentId: "payment_0001", late: true, price: decimal("99.5") },
      });
      expect(await create(store, value)).toBe("committed");
      const snapshot = await store.read({ appId: APP, paymentId: "payment_0000" });
      expect(snapshot.purchase).toStrictEqual(value);
      expect(JSON.stringify(snapshot.purchase)).toBe(JSON.stringify(value));
      expect((await store.read({ appId: APP, reference: "cart-1" })).purchase).toStrictEqual(value);
    });

    test("an unknown payment id or reference reads as nothing", async (store) => {
      const nothing = {
        purchase: undefined,
        tombstone: undefined,
        seen: undefined,
        parked: [],
        app: facts.NO_FACTS,
      };
      expect(await store.read({ appId: APP, paymentId: "payment_0001", digest: "d" })).toStrictEqual(nothing);
      expect(await store.read({ appId: APP, reference: "cart-1" })).toStrictEqual(nothing);
    });

    test("references are told apart by every character", async (store) => {
      const references = [
        "a",
        "A",
        "a ",
        "ä",
        "a\u0308",
        "\u0000",
        "\\u0000",
        "\ud800",
        "\ud801",
        "\ufffd",
        "__proto__",
        "'",
        "%",
      ];
      for (const [index, reference] of references.entries()) {
        expect(await create(store, cart(`payment_${index}`, { reference }))).toBe("committed");
      }
      for (const [index, reference] of references.entries()) {
        const { purchase: found } = await store.read({ appId: APP, reference });
        expect(found?.reference).toBe(reference);
        expect(found?.attempts[0]?.paymentId).toBe(`payment_${index}`);
      }
    });

    test("nothing is shared with the caller", async (store) => {
      const value = purchase();
      await create(store, value);
      const first = await store.read({ appId: APP, reference: "cart-1" });
      Object.assign(value.attempts[0] ?? {}, { customer: "mallory" });
      Object.assign(first.purchase?.attempts[0] ?? {}, { customer: "mallory" });
      const second = await store.read({ appId: APP, reference: "cart-1" });
      expect(second.purchase?.attempts[0]?.customer).toBeNull();
    });

    test("a commit on the version that was read is taken, one on another is stale and changes nothing", async (store) => {
      await create(store, purchase());
      const second = purchase({ version: 2, wakeAt: minute(1) });
      for (const version of [0, 2, 7]) {
        for (const guard of [
          { reference: "cart-1", version },
          { paymentId: "payment_0001", version },
        ]) {
          const change = {
            appId: APP,
            guard,
            purchase: purchase({ version: version + 1, wakeAt: null }),
            inbox: [facts.inboxEntry("d1")],
            events: [facts.paidEvent("e1")],
            attention: [facts.draft("a1")],
            app: { pin: pin(1), confirmedSeenAt: minute(1) },
          };
          expect(await store.commit(change)).toBe("stale");
        }
      }
      const {
        purchase: same,
        seen,
        app,
      } = await store.read({ appId: APP, paymentId: "payment_0001", digest: "d1" });
      expect(same).toStrictEqual(purchase());
      expect([seen, app]).toStrictEqual([undefined, facts.NO_FACTS]);
      expect((await store.listAttention({ appId: APP, limit: 10 })).items).toStrictEqual([]);
      expect(await facts.claim(store, 60)).toStrictEqual([]);

      expect(
        await store.commit({
          appId: APP,
          guard: { paymentId: "payment_0001", version: 1 },
          purchase: second,
        }),
      ).toBe("committed");
      expect((await store.read({ appId: APP, reference: "cart-1" })).purchase).toStrictEqual(second);
      const third = purchase({ version: 3 });
      expect(
        await store.commit({ appId: APP, guard: { reference: "cart-1", version: 2 }, purchase: third }),
      ).toBe("committed");
      expect((await store.read({ appId: APP, reference: "cart-1" })).purchase).toStrictEqual(third);
    });

    test("a guard without a purchase is checked all the same", async (store) => {
      await create(store, purchase());
      const inbox = [facts.inboxEntry("d1", { outcome: "conflict" })];
      expect(
        await store.commit({ appId: APP, guard: { paymentId: "payment_0001", version: 0 }, inbox }),
      ).toBe("stale");
      expect(await store.commit({ appId: APP, guard: { reference: "cart-1", version: 3 }, inbox })).toBe(
        "stale",
      );
      expect(
        await store.commit({ appId: APP, guard: { paymentId: "payment_0001", version: 1 }, inbox }),
      ).toBe("committed");
      expect(
        await store.commit({ appId: APP, guard: { paymentId: "payment_9999", version: 0 }, inbox: [] }),
      ).toBe("committed");
      expect(
        await store.commit({ appId: APP, guard: { paymentId: "payment_9999", version: 1 }, inbox: [] }),
      ).toBe("stale");
      expect((await store.read({ appId: APP, reference: "cart-1" })).purchase?.version).toBe(1);
    });

    test("a payment id that another reference holds makes the commit stale", async (store) => {
      await create(store, purchase());
      const thief = cart("payment_0001", { reference: "cart-2" });
      expect(await create(store, thief, { events: [facts.paidEvent("e1")] })).toBe("stale");
      const late = purchase({
        reference: "cart-2",
        attempts: [...thief.attempts, ...cart("payment_0002").attempts],
      });
      expect(await create(store, late)).toBe("stale");
      expect((await store.read({ appId: APP, reference: "cart-2" })).purchase).toBeUndefined();
      expect((await store.read({ appId: APP, paymentId: "payment_0002" })).purchase).toBeUndefined();
      expect(await facts.claim(store, 60)).toStrictEqual([]);
    });

    test("a guard on a free payment id does not hide that the reference exists", async (store) => {
      await create(store, purchase());
      const value = cart("payment_0002", { reference: "cart-1" });
      expect(
        await store.commit({ appId: APP, guard: { paymentId: "payment_0002", version: 0 }, purchase: value }),
      ).toBe("stale");
    });

    test("a purchase is written whole: attempts come in, change, and are found by each id", async (store) => {
      await create(store, purchase());
      const attempts = [
        facts.issuedOrder("payment_0001", { status: "completed", coverage: "partial" }),
        facts.pendingOrder("payment_0002", { attempt: 2 }),
      ];
      const second = purchase({ version: 2, attempts });
      expect(
        await store.commit({ appId: APP, guard: { reference: "cart-1", version: 1 }, purchase: second }),
      ).toBe("committed");
      for (const paymentId of ["payment_0001", "payment_0002"]) {
        expect((await store.read({ appId: APP, paymentId })).purchase).toStrictEqual(second);
      }
    });

    test("an event id that exists makes the whole commit reject, with nothing changed", async (store) => {
      await create(store, purchase(), { events: [facts.paidEvent("e1")] });
      const change = {
        appId: APP,
        guard: { reference: "cart-1", version: 1 },
        purchase: purchase({ version: 2, wakeAt: null }),
        inbox: [facts.inboxEntry("d1")],
        attention: [facts.draft("a1")],
        resolves: { ids: [], note: "", at: minute(1) },
        app: { pin: pin(1), confirmedSeenAt: minute(1) },
      };
      for (const ids of [
        ["e2", "e1"],
        ["e3", "e3"],
      ]) {
        const events = ids.map((id) => facts.paidEvent(id));
        await expect(store.commit({ ...change, events })).rejects.toMatchObject({
          code: "store_unavailable",
          details: { permanent: true },
        });
      }
      const snapshot = await store.read({ appId: APP, paymentId: "payment_0001", digest: "d1" });
      expect(snapshot).toStrictEqual({
        purchase: purchase(),
        tombstone: undefined,
        seen: undefined,
        parked: [],
        app: facts.NO_FACTS,
      });
      expect((await store.listAttention({ appId: APP, limit: 10 })).items).toStrictEqual([]);
      expect(
        (await store.listDeliveries({ appId: APP, limit: 10 })).items.map((row) => row.event.id),
      ).toStrictEqual(["e1"]);
      expect(await store.commit({ ...change, events: [facts.paidEvent("e2")] })).toBe("committed");
    });

    test("of commits that arrive together the bad one fails alone", async (store) => {
      await create(store, purchase(), { events: [facts.paidEvent("e1")] });
      const results = await Promise.allSettled([
        create(store, cart("payment_0002")),
        create(store, cart("payment_0003"), { events: [facts.paidEvent("e1")] }),
        create(store, cart("payment_0001", { reference: "other" })),
        create(store, cart("payment_0004"), { events: [facts.paidEvent("e4")] }),
      ]);
      expect(
        results.map((result) => (result.status === "fulfilled" ? result.value : result.reason.code)),
      ).toStrictEqual(["committed", "store_unavailable", "stale", "committed"]);
      const found = [];
      for (const id of ["2", "3", "4"])
        found.push((await store.read({ appId: APP, paymentId: `payment_000${id}` })).purchase?.version);
      expect(found).toStrictEqual([1, undefined, 1]);
    });

    test("of many commits on the same version at once exactly one is taken", async (store) => {
      await create(store, purchase());
      const outcomes = await Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          store.commit({
            appId: APP,
            guard: { paymentId: "payment_0001", version: 1 },
            purchase: purchase({ version: 2 }),
            events: [facts.paidEvent(`e${index}`)],
          }),
        ),
      );
      expect(outcomes.filter((outcome) => outcome === "committed")).toHaveLength(1);
      expect((await store.listDeliveries({ appId: APP, limit: 50 })).items).toHaveLength(1);
    });

    test("of many creations with the same payment id at once exactly one is taken, whatever the reference", async (store) => {
      const outcomes = await Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          create(store, cart("payment_0001", { reference: `cart-${index % 6}` })),
        ),
      );
      expect(outcomes.filter((outcome) => outcome === "committed")).toHaveLength(1);
    });

    test("the one who reads after creating an order sees every webhook that was parked for want of it", async (store, bench) => {
      const other = (await bench.second?.()) ?? store;
      for (let round = 0; round < 12; round += 1) {
        const paymentId = `payment_1${round}`;
        const guard = { paymentId, version: 0 };
        const inbox = [facts.inboxEntry("d1", { paymentId, outcome: "parked" })];
        const createAndLook = async () => {
          expect(await create(store, cart(paymentId))).toBe("committed");
          return (await store.read({ appId: APP, paymentId })).parked.length;
        };
        const [parking, saw] = await Promise.all([
          other.commit({ appId: APP, guard, inbox }),
          createAndLook(),
        ]);
        expect(saw).toBe(parking === "committed" ? 1 : 0);
      }
    });

    test("apps share nothing", async (store) => {
      await create(store, purchase(), {
        inbox: [facts.inboxEntry("d1", { outcome: "parked" })],
        events: [facts.paidEvent("e1")],
        attention: [facts.draft("a1")],
        app: { pin: pin(1), confirmedSeenAt: minute(1) },
      });
      const snapshot = await store.read({ appId: OTHER_APP, paymentId: "payment_0001", digest: "d1" });
      expect(snapshot).toStrictEqual({
        purchase: undefined,
        tombstone: undefined,
        seen: undefined,
        parked: [],
        app: facts.NO_FACTS,
      });
      const appId = OTHER_APP;
      const limit = 10;
      expect((await store.listOrders({ appId, limit })).items).toStrictEqual([]);
      expect((await store.listInbox({ appId, limit })).items).toStrictEqual([]);
      expect((await store.listAttention({ appId, limit })).items).toStrictEqual([]);
      expect((await store.listDeliveries({ appId, limit })).items).toStrictEqual([]);
      expect(await facts.claim(store, 60, { appId })).toStrictEqual([]);
      expect(await store.due({ appId, now: minute(9999), limit })).toStrictEqual([]);
      expect(await store.countOpen({ appId, now: minute(0), limit })).toBe(0);
      expect(await store.openAt({ appId, address: facts.ADDRESS, now: minute(0), limit })).toStrictEqual([]);
      expect(await store.countParked({ appId, limit })).toBe(0);
      expect(
        await store.unclaimed({ appId, types: ["order.paid"], before: minute(9999), limit }),
      ).toStrictEqual([]);
      expect(await store.resolveAttention({ appId, id: "a1", by: null, note: "", at: minute(1) })).toBe(
        false,
      );
      expect(
        await store.prune({ appId, olderThan: minute(9999), now: minute(9999), keepTypes: [], limit }),
      ).toBe(0);
      expect(await store.pruneInbox({ appId, outcomes: ["parked"], olderThan: minute(9999), limit })).toBe(0);

      const mine = cart("payment_0001", { appId, reference: "cart-1" });
      const more = {
        events: [facts.paidEvent("e1", { appId })],
        attention: [facts.draft("a1", { appId })],
        app: { pin: pin(2) },
      };
      expect(await create(store, mine, more)).toBe("committed");
      expect(await store.read({ appId, reference: "cart-1" })).toMatchObject({
        purchase: mine,
        app: { pin: pin(2), confirmedSeenAt: null },
      });
      const [delivery] = await facts.claim(store, 60);
      expect(delivery?.event).toStrictEqual(facts.paidEvent("e1"));
      const lease = { eventId: "e1", leaseId: "lease-at-60" };
      expect(await store.settle({ appId, ...lease, now: minute(60), result: { type: "done" } })).toBe(false);
      expect(await store.renew({ appId, ...lease, leaseUntil: minute(99) })).toBe(false);
      await store.settle({ appId: APP, ...lease, now: minute(60), result: { type: "dead", error: "no" } });
      expect(await store.retryDelivery({ appId, eventId: "e1", now: minute(60) })).toBe(false);
      expect((await store.read({ appId: APP, reference: "cart-1" })).app).toStrictEqual({
        pin: pin(1),
        confirmedSeenAt: minute(1),
      });
    });

    test("a fact of an app is set by the first commit that brings it", async (store) => {
      const known = async () => (await store.read({ appId: APP, reference: "any" })).app;
      await store.commit({ appId: APP, app: { confirmedSeenAt: minute(5) } });
      expect(await known()).toStrictEqual({ pin: null, confirmedSeenAt: minute(5) });
      await store.commit({ appId: APP, app: { pin: pin(7), confirmedSeenAt: minute(3) } });
      await store.commit({ appId: APP, app: { pin: pin(3) } });
      await store.commit({ appId: APP });
      const both = { pin: pin(7), confirmedSeenAt: minute(5) };
      expect(await known()).toStrictEqual(both);
      expect((await store.read({ appId: APP, paymentId: "payment_0001" })).app).toStrictEqual(both);
    });

    test("the pin can be taken back, and is set by the next commit that brings one", async (store) => {
      const known = async () => (await store.read({ appId: APP, reference: "any" })).app;
      await store.commit({ appId: APP, app: { pin: null } });
      expect(await known()).toStrictEqual(facts.NO_FACTS);
      await store.commit({ appId: APP, app: { pin: pin(1), confirmedSeenAt: minute(1) } });
      await store.commit({ appId: APP, app: { pin: null } });
      expect(await known()).toStrictEqual({ pin: null, confirmedSeenAt: minute(1) });
      await store.commit({ appId: APP, app: { pin: pin(2) } });
      expect((await known()).pin).toStrictEqual(pin(2));
    });

    test("of pins that are set and taken back at once what is left is one of them, or none", async (store) => {
      await store.commit({ appId: APP, app: { pin: pin(0) } });
      const changes = [null, pin(1), null, pin(2), pin(3), null, pin(4)];
      await Promise.all(changes.map((each) => store.commit({ appId: APP, app: { pin: each } })));
      const { app } = await store.read({ appId: APP, reference: "any" });
      expect([null, pin(1), pin(2), pin(3), pin(4)]).toContainEqual(app.pin);
    });
  });
}

/** Set so many minutes after the beginning of time. */
function pin(minutes: number): SignaturePin {
  return { since: minute(minutes), paymentId: `payment_${minutes}` };
}
