import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agreedFacts, type Fact, factKey, joinFacts, type Testimonies } from "../src/index.ts";

const fact = (txId: string, amount: string): Fact => ({
  network: "tron",
  txId,
  index: 0,
  address: "T",
  coin: "usdt",
  amount,
  block: { number: 1, hash: "a" },
  at: "2026-01-01T00:00:00.000Z",
});

const look = fc.record({
  provider: fc.constantFrom("first", "second", "third"),
  facts: fc.array(fc.record({ txId: fc.constantFrom("x", "y"), amount: fc.constantFrom("1", "2") }), {
    maxLength: 4,
  }),
});

const join = (
  looks: readonly { provider: string; facts: readonly { txId: string; amount: string }[] }[],
): Testimonies =>
  looks.reduce<Testimonies>(
    (known, { provider, facts }) =>
      joinFacts(known, { provider, facts: facts.map(({ txId, amount }) => fact(txId, amount)) }),
    new Map(),
  );

const plain = (known: Testimonies): unknown => [...known].sort(([a], [b]) => (a < b ? -1 : 1));

describe("what providers say together", () => {
  it("is the same in any order and with any repetition", () => {
    const shuffled = fc
      .array(look, { maxLength: 8 })
      .chain((looks) =>
        fc.tuple(
          fc.constant(looks),
          fc.shuffledSubarray([...looks, ...looks], { minLength: looks.length * 2 }),
        ),
      );
    fc.assert(
      fc.property(shuffled, ([looks, mixed]) => {
        expect(plain(join(mixed))).toEqual(plain(join(looks)));
      }),
    );
  });

  it("is agreed on by as many as are asked for, and by none who contradicts", () => {
    const both = join([
      {
        provider: "first",
        facts: [
          { txId: "x", amount: "1" },
          { txId: "y", amount: "1" },
        ],
      },
      {
        provider: "second",
        facts: [
          { txId: "x", amount: "1" },
          { txId: "y", amount: "2" },
        ],
      },
      { provider: "third", facts: [{ txId: "y", amount: "2" }] },
    ]);
    expect(agreedFacts(both, 2).map(factKey)).toEqual(["tron:x:0"]);
    expect(agreedFacts(both, 3)).toEqual([]);
  });
});
