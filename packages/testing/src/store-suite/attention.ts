import type { Suite } from "./bench.ts";
import { APP, create, draft, everything, minute, purchase } from "./facts.ts";

export function attention({ describe, expect, test }: Suite): void {
  describe("attention", () => {
    test("an item is stored as it was raised", async (store) => {
      const item = draft("a1", {
        kind: "paid_twice",
        reference: "cart-1",
        details: JSON.parse('{"__proto__":"x"}'),
      });
      await store.commit({ appId: APP, attention: [item] });
      const { at, ...facts } = item;
      expect((await store.listAttention({ appId: APP, limit: 10 })).items).toStrictEqual([
        { ...facts, firstAt: at, lastAt: at, count: 1, resolvedAt: null, resolvedBy: null, note: null },
      ]);
    });

    test("the same thing seen again raises the count, not another row", async (store) => {
      await store.commit({ appId: APP, attention: [draft("a1")] });
      const again = draft("a1", {
        kind: "conflict",
        paymentId: "payment_0009",
        reference: "ignored",
        message: "newer",
        details: { n: "2" },
        at: minute(8),
      });
      await store.commit({ appId: APP, attention: [again, draft("a2")] });
      const { items } = await store.listAttention({ appId: APP, limit: 10 });
      expect(items.map((item) => item.id)).toStrictEqual(["a2", "a1"]);
      expect(items[1]).toMatchObject({
        kind: "unmatched",
        paymentId: "payment_0001",
        reference: null,
        message: "newer",
        details: { n: "2" },
        firstAt: minute(5),
        lastAt: minute(8),
        count: 2,
      });
    });

    test("a person resolves an item once, and it stays resolved when it is seen again", async (store) => {
      await store.commit({ appId: APP, attention: [draft("a1")] });
      const resolution = { appId: APP, id: "a1", by: "ann", note: "called the customer", at: minute(9) };
      expect(await store.resolveAttention(resolution)).toBe(true);
      expect(await store.resolveAttention({ ...resolution, by: "bob" })).toBe(false);
      expect(await store.resolveAttention({ ...resolution, id: "a9" })).toBe(false);
      await store.commit({ appId: APP, attention: [draft("a1", { at: minute(10) })] });
      expect((await store.listAttention({ appId: APP, limit: 10 })).items).toMatchObject([
        {
          count: 2,
          lastAt: minute(10),
          resolvedAt: minute(9),
          resolvedBy: "ann",
          note: "called the customer",
        },
      ]);
    });

    test("a change resolves what it answers, and passes over what is unknown or resolved", async (store) => {
      await store.commit({ appId: APP, attention: [draft("a1"), draft("a2"), draft("a3")] });
      await store.resolveAttention({ appId: APP, id: "a2", by: "ann", note: "mine", at: minute(6) });
      const resolves = { ids: ["a1", "a2", "a9", "a4"], note: "the order appeared", at: minute(9) };
      await create(store, purchase(), { resolves, attention: [draft("a4")] });
      const { items } = await store.listAttention({ appId: APP, limit: 10 });
      expect(items.map((item) => [item.id, item.resolvedAt, item.resolvedBy, item.note])).toStrictEqual([
        ["a4", null, null, null],
        ["a3", null, null, null],
        ["a2", minute(6), "ann", "mine"],
        ["a1", minute(9), null, "the order appeared"],
      ]);
    });

    test("it is listed newest first: all, open, resolved, and of one payment id", async (store) => {
      for (let index = 0; index < 6; index += 1) {
        await store.commit({
          appId: APP,
          attention: [draft(`a${index}`, { paymentId: `payment_000${index % 2}` })],
        });
      }
      for (const id of ["a1", "a4"])
        await store.resolveAttention({ appId: APP, id, by: null, note: "", at: minute(9) });
      const ids = async (query: { open?: boolean; paymentId?: string }) =>
        (await everything((after) => store.listAttention({ appId: APP, limit: 2, after, ...query }))).map(
          (item) => item.id,
        );
      expect(await ids({})).toStrictEqual(["a5", "a4", "a3", "a2", "a1", "a0"]);
      expect(await ids({ open: true })).toStrictEqual(["a5", "a3", "a2", "a0"]);
      expect(await ids({ open: false })).toStrictEqual(["a4", "a1"]);
      expect(await ids({ paymentId: "payment_0000" })).toStrictEqual(["a4", "a2", "a0"]);
      expect(await ids({ paymentId: "payment_0000", open: true })).toStrictEqual(["a2", "a0"]);
    });
  });
}
