import type { InboxEntry } from "@coincoin/core";
import type { UnappliedOutcome } from "@coincoin/core/store";
import type { Suite } from "./bench.ts";
import { APP, create, draft, everything, inboxEntry, minute, OTHER_APP, purchase } from "./facts.ts";

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
        by: "ann",
        attentionId: "a1",
        proofs: { token: "v1.5f3a0c12", signature: "valid" },
        firstAt: minute(9),
        lastAt: minute(9),
        count: 2,
      });
      await store.commit({ appId: APP, inbox: [again, { ...again, lastAt: minute(10), count: 0 }] });
      const merged = {
        ...first,
        outcome: "applied",
        reason: null,
        attentionId: "a1",
        proofs: again.proofs,
        by: "ann",
        lastAt: minute(10),
        count: 3,
      };
      expect((await store.read({ appId: APP, paymentId: "payment_0001", digest: "d1" })).seen).toStrictEqual(
        merged,
      );
      expect((await store.listInbox({ appId: APP, limit: 10 })).items).toStrictEqual([merged]);
      await store.commit({ appId: APP, inbox: [{ ...again, by: "bob", lastAt: minute(10), count: 0 }] });
      expect((await store.listInbox({ appId: APP, limit: 10 })).items).toStrictEqual([merged]);
    });

    test("rows of one outcome are listed newest first, all of them or one payment id's", async (store) => {
      const outcomes = ["parked", "held", "applied", "held", "conflict", "held"] as const;
      for (const [index, outcome] of outcomes.entries()) {
        const paymentId = `payment_000${index % 2}`;
        await store.commit({ appId: APP, inbox: [inboxEntry(`d${index}`, { outcome, paymentId })] });
      }
      const list = async (outcome: UnappliedOutcome, paymentId?: string) =>
        (
          await everything((after) => store.listInbox({ appId: APP, limit: 1, after, outcome, paymentId }))
        ).map((row) => row.digest);
      expect(await list("held")).toStrictEqual(["d5", "d3", "d1"]);
      expect(await list("parked")).toStrictEqual(["d0"]);
      expect(await list("held", "payment_0001")).toStrictEqual(["d5", "d3", "d1"]);
      expect(await list("held", "payment_0000")).toStrictEqual([]);
      expect(await list("dismissed")).toStrictEqual([]);
      const { parked, held } = await store.stats({ appId: APP, now: minute(9), types: [] });
      expect({ parked, held }).toStrictEqual({ parked: 1, held: 3 });
    });

    test("places count for rows of no order alone", async (store) => {
      await create(store, purchase());
      const parked = (paymentId: string) => inboxEntry("d1", { paymentId, outcome: "parked" });
      await store.commit({ appId: APP, inbox: ["payment_0001", "payment_0002"].map(parked) });
      expect(await store.countParked({ appId: APP, limit: 9 })).toBe(1);
      expect((await store.stats({ appId: APP, now: minute(9), types: [] })).parked).toBe(2);
    });

    test("what waits under an item is dismissed with it, and nothing else is", async (store) => {
      const rows = [
        inboxEntry("d1", { outcome: "parked", attentionId: "a1" }),
        inboxEntry("d2", { outcome: "held", attentionId: "a1" }),
        inboxEntry("d3", { outcome: "conflict", attentionId: "a1" }),
        inboxEntry("d4", { outcome: "applied", attentionId: "a1" }),
        inboxEntry("d5", { outcome: "parked", attentionId: "a2" }),
        inboxEntry("d6", { outcome: "parked" }),
      ];
      await store.commit({ appId: APP, inbox: rows, attention: [draft("a1"), draft("a2")] });
      const resolution = { appId: APP, id: "a1", by: "ann", note: "not ours", at: minute(9) };
      expect(await store.resolveAttention({ ...resolution, id: "a9" })).toBe(false);
      expect(await store.resolveAttention(resolution)).toBe(true);
      const { items } = await store.listInbox({ appId: APP, limit: 9 });
      const dismissed = rows.slice(0, 3).map((row) => ({ ...row, outcome: "dismissed" }));
      expect(items).toStrictEqual([...dismissed, ...rows.slice(3)].toReversed());
      expect(await store.countParked({ appId: APP, limit: 9 })).toBe(2);
      const { parked } = await store.read({ appId: APP, paymentId: "payment_0001" });
      expect(parked.map((row) => row.digest)).toStrictEqual(["d5", "d6"]);
    });

    test("what a commit answers is not dismissed", async (store) => {
      const row = inboxEntry("d1", { outcome: "held", attentionId: "a1" });
      await store.commit({ appId: APP, inbox: [row], attention: [draft("a1")] });
      await store.commit({ appId: APP, resolves: { ids: ["a1"], note: "", at: minute(9) } });
      expect((await store.listInbox({ appId: APP, limit: 9 })).items).toStrictEqual([row]);
    });

    test("old rows of no order can be removed, by outcome, the oldest first", async (store) => {
      await create(store, purchase());
      const row = (digest: string, over: Partial<InboxEntry> = {}) =>
        inboxEntry(digest, { paymentId: "payment_0009", outcome: "parked", lastAt: minute(5), ...over });
      await store.commit({
        appId: APP,
        inbox: [
          row("young", { lastAt: minute(60) }),
          row("first"),
          row("second"),
          row("third"),
          row("dismissed", { outcome: "dismissed" }),
          row("held", { outcome: "held" }),
          row("of an order", { paymentId: "payment_0001" }),
        ],
      });
      const remove = (outcomes: UnappliedOutcome[], limit = 9) =>
        store.pruneInbox({ appId: APP, outcomes, olderThan: minute(60), limit });
      const left = async () =>
        (await store.listInbox({ appId: APP, limit: 9 })).items.map((each) => each.digest).toReversed();
      expect(await remove(["parked"], 2)).toBe(2);
      expect(await left()).toStrictEqual(["young", "third", "dismissed", "held", "of an order"]);
      expect(
        await store.pruneInbox({ appId: OTHER_APP, outcomes: ["parked"], olderThan: minute(99), limit: 9 }),
      ).toBe(0);
      expect(await remove(["parked", "dismissed", "conflict"])).toBe(2);
      expect(await left()).toStrictEqual(["young", "held", "of an order"]);
      expect(await remove(["parked"])).toBe(0);
      expect(await store.countParked({ appId: APP, limit: 9 })).toBe(1);
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
