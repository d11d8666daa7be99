import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compare, type Decimal, ZERO } from "../../src/domain/amount.ts";
import { applyNotification } from "../../src/domain/apply-notification.ts";
import type { AttentionDraft } from "../../src/domain/attention.ts";
import type { Change } from "../../src/domain/draft.ts";
import type { DomainEvent } from "../../src/domain/events.ts";
import { decideIssue } from "../../src/domain/issue.ts";
import { isIssued, type Purchase } from "../../src/domain/order.ts";
import { surplusOf } from "../../src/domain/surplus.ts";
import { meetsPrice, worthIn } from "../../src/domain/worth.ts";
import {
  answered,
  applied,
  context,
  dec,
  issued,
  notification,
  reading,
  snapshot,
  terms,
} from "./fixtures.ts";

/** An exact fraction, to hold the decimals against. */
interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

const UNIT = 10n ** 6n;
const millionths = (value: Decimal): bigint => {
  const [whole = "0", part = ""] = value.split(".");
  return BigInt(whole) * UNIT + BigInt(part.padEnd(6, "0"));
};
const plus = (a: Fraction, b: Fraction): Fraction => ({
  over: a.over * b.under + b.over * a.under,
  under: a.under * b.under,
});
const nothing: Fraction = { over: 0n, under: 1n };

/** The rule in other words: walk the coins of each address; the first `amountDue` at its own rate, the others at the newest. */
function worthByHand(purchase: Purchase, facts: "received" | "confirmed"): Fraction {
  const orders = purchase.attempts.filter(isIssued).filter(({ coin }) => coin === "usdt");
  const newest = orders.at(-1);
  return orders.reduce((sum, order) => {
    const came = millionths(order[facts]["usdt"] ?? ZERO);
    const due = millionths(order.amountDue);
    const own = came < due ? came : due;
    const others = came - own;
    const atOwn = { over: own * millionths(order.askedPrice), under: due };
    const atNewest =
      newest === undefined
        ? nothing
        : { over: others * millionths(newest.askedPrice), under: millionths(newest.amountDue) };
    return plus(plus(sum, atOwn), atNewest);
  }, nothing);
}

/** Within a thousandth of a cent, in millionths. */
const isClose = (worth: Decimal, exact: Fraction): boolean => {
  const rounded = exact.over / exact.under;
  const difference = millionths(dec(Number(worth).toFixed(6))) - rounded;
  return difference >= -10n && difference <= 10n;
};

const amount = fc.integer({ min: 0, max: 30_000 }).map((cents) => dec((cents / 100).toFixed(2)));

/** A shop's day with one cart: its price moves, so does the rate, and money comes to any address that was shown. */
const story = fc.array(
  fc.oneof(
    fc.record({
      type: fc.constant("ask" as const),
      price: fc.integer({ min: 10, max: 300 }),
      rate: fc.constantFrom(50, 90, 100, 110, 200),
    }),
    fc.record({
      type: fc.constant("pay" as const),
      at: fc.nat({ max: 5 }),
      state: fc.constantFrom(0, 1, 2),
      usdt: amount,
    }),
  ),
  { minLength: 2, maxLength: 14 },
);

function tell(steps: Parameters<Parameters<typeof story.map>[0]>[0]) {
  let purchase = issued(undefined, "payment_0");
  const open = new Map<string, AttentionDraft>();
  const events: DomainEvent[] = [];
  const take = (change: Change) => {
    ({ purchase } = change);
    events.push(...change.events);
    for (const id of change.resolves) open.delete(id);
    for (const item of change.attention) open.set(item.id, item);
  };
  const ask = (price: number, rate: number): void => {
    const paymentId = `payment_${purchase.attempts.length}`;
    const request = terms({ paymentId, price: dec(String(price)) });
    const decision = decideIssue(request, snapshot(), snapshot(purchase), context());
    if ("priced" in decision && decision.priced !== undefined) take(decision.priced);
    if (decision.type === "ask") take(answered(decision, { rate }));
    if (decision.type === "reprice") ask(price, rate);
  };
  for (const step of steps) {
    if (step.type === "ask") {
      ask(step.price, step.rate);
      continue;
    }
    const { paymentId } = purchase.attempts[step.at % purchase.attempts.length] ?? { paymentId: "" };
    const result = applyNotification(
      purchase,
      reading(notification(paymentId, step.state, { usdt: step.usdt })),
    );
    if (result.type === "applied") take(result.change);
  }
  return { purchase, open: [...open.values()], events };
}

describe("what money is worth", () => {
  it("is what an attempt asked for when it got its amount, whatever the rate", () => {
    const odd = issued(undefined, "payment_1", { price: "100", amountDue: "99.73" });
    const { purchase } = applied(odd, [notification("payment_1", 2, { usdt: "99.73" })]);
    expect(worthIn(purchase.attempts, "usdt", "confirmed")).toBe("100");
    expect(worthIn(purchase.attempts, "trx", "confirmed")).toBe("0");
  });

  it("follows the rule in exact fractions over any story of asking and paying", () => {
    fc.assert(
      fc.property(story, (steps) => {
        const { purchase } = tell(steps);
        for (const facts of ["received", "confirmed"] as const) {
          const worth = worthIn(purchase.attempts, "usdt", facts);
          expect(isClose(worth, worthByHand(purchase, facts))).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("is at least the price of whatever is marked as paid, and nothing that pays goes unmarked", () => {
    fc.assert(
      fc.property(story, (steps) => {
        const { purchase, events } = tell(steps);
        const worth = worthIn(purchase.attempts, "usdt", "confirmed");
        const paid = events.filter(({ type }) => type === "order.paid");
        expect(paid.length).toBeLessThanOrEqual(1);
        if (purchase.paid === null) expect(meetsPrice(worth, purchase.price, ZERO)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it("has no person refund what was counted: an open excess is what is beyond the price", () => {
    fc.assert(
      fc.property(story, (steps) => {
        const { purchase, open } = tell(steps);
        const excess = open.filter(({ kind }) => kind === "overpaid" || kind === "paid_twice");
        const surplus = surplusOf(purchase);
        expect(excess.map(({ details }) => details["excess"])).toEqual(
          surplus === undefined ? [] : [surplus.amount],
        );
        if (purchase.paid === null || surplus === undefined) return;
        const worth = worthIn(purchase.attempts, "usdt", "received");
        expect(compare(worth, purchase.paid.price)).toBeGreaterThan(0);
      }),
      { numRuns: 1000 },
    );
  });
});
