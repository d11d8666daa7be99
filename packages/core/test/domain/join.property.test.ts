import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { add, compareAmounts, type Decimal, max, ZERO } from "../../src/domain/amount.ts";
import type { Notification } from "../../src/domain/notification.ts";
import { isIssued, type Order, type Purchase } from "../../src/domain/order.ts";
import { applied, attemptOf, dec, issued, notifications, responseTable, statusTable } from "./fixtures.ts";

/** What has to be the same whatever the order of delivery: everything but history and labels of arrival. */
function facts(order: Order) {
  if (!isIssued(order)) return order.status;
  const { status, invalidSeen, received, confirmed, coverage, amountDue, address } = order;
  return { status, invalidSeen, received, confirmed, coverage, amountDue, address };
}

function outcome(purchase: Purchase) {
  return { paid: purchase.paid !== null, orders: purchase.attempts.map(facts) };
}

function single() {
  return issued(undefined, "payment_1");
}

function three() {
  const first = applied(issued(undefined, "payment_1"), []).purchase;
  return issued(issued(first, "payment_2"), "payment_3");
}

const permuted = (ids: readonly string[]) =>
  notifications(ids).chain((list) =>
    fc.tuple(
      fc.constant(list),
      fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
      fc.array(fc.nat({ max: Math.max(0, list.length - 1) }), { maxLength: 6 }),
    ),
  );

describe("the join of notifications into orders", () => {
  it("ends the same for every permutation and repetition, for one attempt", () => {
    fc.assert(
      fc.property(permuted(["payment_1"]), ([list, shuffled, again]) => {
        const repeated = [...shuffled, ...again.flatMap((index) => shuffled[index] ?? [])];
        expect(outcome(applied(single(), repeated).purchase)).toEqual(
          outcome(applied(single(), list).purchase),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it("ends the same for every interleaving over three attempts of a reference", () => {
    fc.assert(
      fc.property(permuted(["payment_1", "payment_2", "payment_3"]), ([list, shuffled, again]) => {
        const repeated = [...shuffled, ...again.flatMap((index) => shuffled[index] ?? [])];
        expect(outcome(applied(three(), repeated).purchase)).toEqual(
          outcome(applied(three(), list).purchase),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it("tells that a reference is paid at most once, and exactly when it reads as paid", () => {
    fc.assert(
      fc.property(notifications(["payment_1", "payment_2", "payment_3"]), (list) => {
        const { purchase, events } = applied(three(), list);
        const paid = events.filter(({ type }) => type === "order.paid" || type === "order.paid_late");
        expect(paid).toHaveLength(purchase.paid === null ? 0 : 1);
        expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
      }),
      { numRuns: 1000 },
    );
  });

  it("leaves no shortfall open of a paid reference, and of an attempt that is short one at most: what it received", () => {
    fc.assert(
      fc.property(notifications(["payment_1", "payment_2", "payment_3"]), (list) => {
        const { purchase, open } = applied(three(), list);
        const short = open.filter(({ kind }) => kind === "underpaid");
        if (purchase.paid !== null) expect(short).toEqual([]);
        for (const { paymentId, details } of short) {
          expect(details.received).toBe(attemptOf(purchase, paymentId ?? "").received.usdt);
        }
        const subjects = short.map(({ paymentId, details }) => `${paymentId} ${"price" in details}`);
        expect(new Set(subjects).size).toBe(short.length);
      }),
      { numRuns: 1000 },
    );
  });

  it("takes nothing back: every fact grows at every step", () => {
    const rank = { pending: 0, receiving: 1, settling: 2, completed: 3 };
    fc.assert(
      fc.property(notifications(["payment_1", "payment_2"]), (list) => {
        let before = issued(single(), "payment_2");
        for (const notification of list) {
          const after = applied(before, [notification]).purchase;
          for (const id of ["payment_1", "payment_2"]) {
            const was = attemptOf(before, id);
            const is = attemptOf(after, id);
            expect(rank[is.status]).toBeGreaterThanOrEqual(rank[was.status]);
            expect(is.sequence).toBeGreaterThanOrEqual(was.sequence);
            if (was.invalidSeen) expect(is.invalidSeen).toBe(true);
            for (const [coin, amount] of Object.entries(was.received)) {
              expect(compareAmounts(coin, is.received[coin] ?? ZERO, amount)).toBeGreaterThanOrEqual(0);
            }
            for (const [coin, amount] of Object.entries(was.confirmed)) {
              expect(compareAmounts(coin, is.confirmed[coin] ?? ZERO, amount)).toBeGreaterThanOrEqual(0);
            }
            expect(is.amountDue).toBe(was.amountDue);
          }
          if (before.paid !== null) expect(after.paid).toEqual(before.paid);
          before = after;
        }
      }),
      { numRuns: 500 },
    );
  });

  it("is never paid without the confirmed full amount of the right coin, by an oracle of its own", () => {
    const largestConfirmed = (list: readonly Notification[], id: string): Decimal =>
      list
        .filter(({ paymentId, state }) => paymentId === id && (state === 1 || state === 2))
        .map(({ collected }) => collected.usdt ?? ZERO)
        .reduce(max, ZERO);
    fc.assert(
      fc.property(notifications(["payment_1", "payment_2"]), (list) => {
        const { purchase } = applied(issued(single(), "payment_2"), list);
        const sum = add(largestConfirmed(list, "payment_1"), largestConfirmed(list, "payment_2"));
        expect(purchase.paid !== null).toBe(compareAmounts("usdt", sum, dec("100")) >= 0);
      }),
      { numRuns: 1000 },
    );
  });

  it("leads to the same paid orders under both readings of the state codes", () => {
    fc.assert(
      fc.property(notifications(["payment_1", "payment_2", "payment_3"]), (list) => {
        const one = applied(three(), list, statusTable).purchase;
        const other = applied(three(), list, responseTable).purchase;
        expect(one.paid === null).toBe(other.paid === null);
        expect(one.paid?.paymentId).toBe(other.paid?.paymentId);
      }),
      { numRuns: 1000 },
    );
  });
});
