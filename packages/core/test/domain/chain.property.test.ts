import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareAmounts, ZERO } from "../../src/domain/amount.ts";
import { applyLook, type Sighting } from "../../src/domain/apply-look.ts";
import { applyNotification } from "../../src/domain/apply-notification.ts";
import { provedOf } from "../../src/domain/chain-cover.ts";
import type { PaidBy } from "../../src/domain/chain-facts.ts";
import type { DomainEvent } from "../../src/domain/events.ts";
import type { Notification } from "../../src/domain/notification.ts";
import { isIssued, type Order, type Purchase } from "../../src/domain/order.ts";
import { onChain } from "./chain.fixtures.ts";
import { attemptOf, issued, notifications, reading, START } from "./fixtures.ts";

const HOSTS = ["a.example", "b.example", "c.example"];
const IDS = ["payment_1", "payment_2"];

/** What happens to a reference: a webhook, or a look at one of its addresses. */
type Happening =
  | { readonly type: "webhook"; readonly notification: Notification }
  | { readonly type: "look"; readonly paymentId: string; readonly sighting: Sighting };

/** Few blocks and amounts, so that hosts agree, contradict each other, and show what others do not. */
const transfer = fc.record({
  txId: fc.constantFrom("t1", "t2", "t3"),
  index: fc.constantFrom(0, 1),
  amount: fc.constantFrom("40", "60", "100", "150"),
  hash: fc.constantFrom("h1", "h2"),
  coin: fc.constantFrom("usdt", "usdt", "usdt", "usdc"),
  // The second is of before the order was made.
  at: fc.constantFrom("2026-01-01T01:00:00.000Z", "2025-12-31T23:00:00.000Z", "2026-01-01T14:00:00.000Z"),
});

const look: fc.Arbitrary<Happening> = fc
  .record({
    paymentId: fc.constantFrom(...IDS),
    provider: fc.constantFrom(...HOSTS),
    head: fc.integer({ min: 1, max: 6 }),
    facts: fc.array(transfer, { maxLength: 3 }),
    glimpses: fc.array(transfer, { maxLength: 2 }),
  })
  .map(({ paymentId, provider, head, facts, glimpses }) => {
    const address = `address-of-${paymentId}`;
    const place = (hash: string) => ({ number: 7, hash });
    const sighting: Sighting = {
      provider,
      head,
      isWhole: true,
      absence: { looks: [], apartMs: 600_000 },
      facts: facts.map(({ hash, ...fact }) => ({ ...fact, address, block: place(hash) })),
      glimpses: glimpses.map(({ hash: _hash, at: _at, ...seen }) => ({
        ...seen,
        address,
        confirmations: head,
      })),
    };
    return { type: "look", paymentId, sighting };
  });

const webhook: fc.Arbitrary<Happening> = notifications(IDS)
  .filter((list) => list.length > 0)
  .map(([notification]) => ({ type: "webhook", notification: notification ?? never() }));

const happenings = fc.array(fc.oneof(look, webhook), { maxLength: 14 });
const policy = fc.constantFrom<PaidBy>("gateway", "both", "either");

function never(): never {
  throw new TypeError("filtered");
}

function two(paidBy: PaidBy): Purchase {
  const first = issued(undefined, "payment_1", { onChain: onChain(paidBy) });
  return issued(first, "payment_2", { onChain: onChain(paidBy) });
}

function happened(purchase: Purchase, list: readonly Happening[]) {
  const events: DomainEvent[] = [];
  let current = purchase;
  for (const each of list) {
    const change = changeOf(current, each);
    if (change === undefined) continue;
    current = change.purchase;
    events.push(...change.events);
  }
  return { purchase: current, events };
}

function changeOf(purchase: Purchase, each: Happening) {
  if (each.type === "look") return applyLook(purchase, each.paymentId, each.sighting, START);
  const result = applyNotification(purchase, reading(each.notification));
  return result.type === "conflict" ? undefined : result.change;
}

/** Everything but history: when it was paid depends on what came first, whether it is does not. */
function facts(order: Order) {
  if (!isIssued(order)) return order.status;
  const { status, received, confirmed, coverage } = order;
  return { status, received, confirmed, coverage, onChain: order.onChain };
}

const outcome = (purchase: Purchase) => ({
  paid: purchase.paid !== null,
  orders: purchase.attempts.map(facts),
});

const shuffled = happenings.chain((list) =>
  fc.tuple(
    fc.constant(list),
    fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
    fc.array(fc.nat({ max: Math.max(0, list.length - 1) }), { maxLength: 6 }),
  ),
);

describe("looks at the chain, beside webhooks", () => {
  it("end in the same order for any interleaving, repetition and reorganisation", () => {
    fc.assert(
      fc.property(policy, shuffled, (paidBy, [list, other, again]) => {
        const repeated = [...other, ...again.flatMap((index) => other[index] ?? [])];
        expect(outcome(happened(two(paidBy), repeated).purchase)).toEqual(
          outcome(happened(two(paidBy), list).purchase),
        );
      }),
      { numRuns: 300 },
    );
  });

  it("make a reference paid once, and never take it back; so do what is proved and what is seen", () => {
    fc.assert(
      fc.property(policy, happenings, (paidBy, list) => {
        const { purchase, events } = happened(two(paidBy), list);
        const paid = events.filter(({ type }) => type === "order.paid" || type === "order.paid_late");
        expect(paid).toHaveLength(purchase.paid === null ? 0 : 1);
        expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
        for (const type of ["order.seen", "order.proved"]) {
          for (const id of IDS) {
            expect(
              events.filter((event) => event.type === type && event.paymentId === id).length,
            ).toBeLessThanOrEqual(1);
          }
        }
        let before = two(paidBy);
        for (const each of list) {
          const after = happened(before, [each]).purchase;
          if (before.paid !== null) expect(after.paid).toEqual(before.paid);
          for (const id of IDS) {
            const [was, is] = [provedOf(attemptOf(before, id)), provedOf(attemptOf(after, id))];
            expect(compareAmounts("usdt", is, was)).toBeGreaterThanOrEqual(0);
          }
          before = after;
        }
      }),
      { numRuns: 500 },
    );
  });

  it("pay by the word of those who may say so, by an oracle of its own", () => {
    fc.assert(
      fc.property(policy, happenings, (paidBy, list) => {
        const { purchase } = happened(two(paidBy), list);
        const gateway = gatewaySum(list) >= 100;
        const chain = chainSum(list, paidBy === "either" ? 2 : 1) >= 100;
        const expected = { gateway, both: gateway && chain, either: gateway || chain }[paidBy];
        expect(purchase.paid !== null).toBe(expected);
      }),
      { numRuns: 1000 },
    );
  });
});

/** In whole coins: the noise of floats is below. */
function gatewaySum(list: readonly Happening[]): number {
  return IDS.map((id) => {
    const amounts = list.flatMap((each) => {
      if (each.type !== "webhook") return [];
      const { paymentId, state, collected } = each.notification;
      const isSure = paymentId === id && (state === 1 || state === 2);
      return isSure ? [Number(collected["usdt"] ?? ZERO)] : [];
    });
    return Math.round(Math.max(0, ...amounts) * 1e6) / 1e6;
  }).reduce((a, b) => a + b, 0);
}

function chainSum(list: readonly Happening[], quorum: number): number {
  let sum = 0;
  for (const id of IDS) {
    const largest = new Map<string, number>();
    const witnesses = new Map<string, Set<string>>();
    for (const each of list) {
      if (each.type !== "look" || each.paymentId !== id) continue;
      for (const { txId, index, amount, block, coin, at } of each.sighting.facts) {
        if (coin !== "usdt" || at < "2025-12-31T23:50:00.000Z") continue;
        const key = JSON.stringify([txId, index, amount, block.hash]);
        const hosts = (witnesses.get(key) ?? new Set()).add(each.sighting.provider);
        witnesses.set(key, hosts);
        const place = JSON.stringify([txId, index]);
        if (hosts.size >= quorum) largest.set(place, Math.max(largest.get(place) ?? 0, Number(amount)));
      }
    }
    for (const amount of largest.values()) sum += amount;
  }
  return sum;
}

describe("a set of transfers that is held to the largest", () => {
  it("keeps a payment however much dust comes before or after it", () => {
    const dust = Array.from({ length: 200 }, (_, index) => `dust-${index}`);
    const sighting = (txIds: readonly string[], amount: string): Happening => ({
      type: "look",
      paymentId: "payment_1",
      sighting: {
        provider: "a.example",
        head: 1,
        isWhole: true,
        absence: { looks: [], apartMs: 600_000 },
        glimpses: [],
        facts: txIds.map((txId) => ({
          txId,
          index: 0,
          amount,
          coin: "usdt",
          address: "address-of-payment_1",
          at: START,
          block: { number: 1, hash: "h" },
        })),
      },
    });
    const parts = [sighting(dust, "0.000001"), sighting(["payment"], "100")];
    for (const list of [parts, parts.toReversed()]) {
      const { purchase } = happened(two("both"), list);
      expect(Number(provedOf(attemptOf(purchase, "payment_1")))).toBeGreaterThanOrEqual(100);
      const transfers = attemptOf(purchase, "payment_1").onChain?.transfers ?? {};
      expect(Object.keys(transfers)).toHaveLength(64);
    }
  });
});
