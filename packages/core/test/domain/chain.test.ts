import { describe, expect, it } from "vitest";
import { sightingsOf } from "../../src/chain/sightings.ts";
import type { OnChain } from "../../src/domain/chain-facts.ts";
import type { ChainLook } from "../../src/domain/chain-reader.ts";
import { holderOf, nextWatch, type Watched, watchOf, withWatch } from "../../src/domain/chain-watch.ts";
import { onChain } from "./chain.fixtures.ts";
import { attemptOf, CLOSE, issued, START } from "./fixtures.ts";

const after = (at: string, hours: number) => new Date(Date.parse(at) + hours * 3_600_000).toISOString();

function watched(paymentId: string, createdAt: string, over: Partial<Watched> = {}): Watched {
  return { paymentId, address: "TAddress", createdAt, isLate: false, visitAt: null, ...over };
}

function look(at: string): ChainLook {
  const transfer = { txId: "t", index: 0, address: "TAddress", coin: "usdt", amount: "100" };
  return {
    provider: "a.example",
    head: { number: 9, at },
    facts: [{ ...transfer, at, block: { number: 5, hash: "h" } }],
    glimpses: [],
    cursor: null,
    unread: [],
  };
}

describe("an address that is given out again", () => {
  const first = watched("payment_1", START);
  const second = watched("payment_2", after(START, 2));

  it("gets what came before the second order for the first, and what came after it for the second", () => {
    expect(holderOf([second, first], after(START, 1))).toBe(first);
    expect(holderOf([second, first], after(START, 3))).toBe(second);
    expect(holderOf([first, second], after(START, -0.1))).toBe(first);
    expect(holderOf([first, second], after(START, -1))).toBeUndefined();
  });

  it("counts one payment for one order, also where only one of them is asked for", () => {
    const sightings = sightingsOf(
      look(after(START, 3)),
      { asked: [first, second], watched: [first, second] },
      { looks: [], apartMs: 1 },
      after(START, 4),
    );
    expect([...sightings.keys()]).toEqual(["payment_2"]);
    const late = sightingsOf(
      look(after(START, 3)),
      { asked: [first], watched: [first, second] },
      { looks: [], apartMs: 1 },
      after(START, 4),
    );
    expect([...late.keys()]).toEqual([]);
  });
});

describe("an order that nobody paid", () => {
  const purchase = issued(undefined, "payment_1", { onChain: onChain("gateway") });
  const order = attemptOf(purchase, "payment_1");
  const watchIn = (changed: OnChain) =>
    watchOf(attemptOf(withWatch({ ...purchase, attempts: [{ ...order, onChain: changed }] }), "payment_1"));
  const seven = after(START, 7 * 24);

  it("is looked for until a day after it closed, and once more seven days after it was made", () => {
    const open = order.onChain ?? onChain("gateway");
    expect(nextWatch(order, open, after(CLOSE, 23))).toBe("open");
    expect(nextWatch(order, open, after(CLOSE, 24))).toBe("late");
    const late = { ...open, watch: "late" as const };
    expect(watchIn(late)).toMatchObject({ isLate: true, from: seven, visitAt: seven });
    expect(nextWatch(order, late, after(CLOSE, 30))).toBe("late");
    expect(nextWatch(order, late, seven)).toBe("over");
    expect(watchIn({ ...open, watch: "over" })).toBeNull();
  });
});
