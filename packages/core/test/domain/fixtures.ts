import * as fc from "fast-check";
import { type Decimal, multiply, readDecimal, round, ZERO } from "../../src/domain/amount.ts";
import { acceptTerms } from "../../src/domain/answer.ts";
import { noAppFacts } from "../../src/domain/app-facts.ts";
import { applyNotification } from "../../src/domain/apply-notification.ts";
import { askFor, type IssueContext, type OrderTerms } from "../../src/domain/asking.ts";
import { withAttempt } from "../../src/domain/attempts.ts";
import type { AttentionDraft } from "../../src/domain/attention.ts";
import type { OnChain } from "../../src/domain/chain-facts.ts";
import type { Snapshot } from "../../src/domain/commit.ts";
import { type Change, Draft } from "../../src/domain/draft.ts";
import { decideIssue } from "../../src/domain/issue.ts";
import type { Notification } from "../../src/domain/notification.ts";
import { type IssuedOrder, isIssued, type PendingOrder, type Purchase } from "../../src/domain/order.ts";
import type { Reading } from "../../src/domain/reading.ts";
import { isSettlementCode, type StateMeaning } from "../../src/domain/state.ts";

export const START = "2026-01-01T00:00:00.000Z";
export const DEADLINE = "2026-01-01T12:00:00.000Z";
export const CLOSE = "2026-01-01T13:00:00.000Z";

export function dec(text: string): Decimal {
  const value = readDecimal(text);
  if (value === undefined) throw new TypeError(`not a decimal: ${text}`);
  return value;
}

export function context(overrides: Partial<IssueContext> = {}): IssueContext {
  return {
    appId: "app",
    at: START,
    freshId: "fresh_id_1",
    leaseId: "lease",
    leaseUntil: "2026-01-01T00:01:00.000Z",
    underpaymentTolerance: ZERO,
    minimumPrice: dec("10"),
    maximumAttempts: 20,
    ...overrides,
  };
}

export function terms(overrides: Partial<OrderTerms> = {}): OrderTerms {
  return {
    paymentId: "payment_1",
    reference: "cart",
    price: dec("100"),
    expiresInHours: 12,
    customer: null,
    metadata: {},
    display: null,
    ...overrides,
  };
}

export function snapshot(purchase?: Purchase): Snapshot {
  return { purchase, tombstone: undefined, seen: undefined, parked: [], app: noAppFacts };
}

/**
 * Asks for one more attempt of the purchase, also where an open one would serve: the gateway may still receive for one that its
 * customer was told has expired.
 */
export function asked(
  purchase: Purchase | undefined,
  request: OrderTerms,
  at: Partial<IssueContext> = {},
): { purchase: Purchase; order: PendingOrder } {
  let decision = decideIssue(request, snapshot(), snapshot(purchase), context(at));
  if (decision.type === "reprice")
    decision = decideIssue(request, snapshot(), snapshot(decision.priced.purchase), context(at));
  if (decision.type === "existing" && request.paymentId !== decision.order.paymentId) {
    const before = decision.priced?.purchase ?? purchase;
    if (before?.paid === null) return another(before, request, context(at));
  }
  if (decision.type !== "ask") throw new TypeError(`not asked: ${decision.type}`);
  return decision;
}

function another(purchase: Purchase, request: OrderTerms, at: IssueContext) {
  const { paymentId = at.freshId } = request;
  const next = withAttempt(
    purchase,
    { ...request, paymentId },
    askFor(purchase.attempts, request.price, at),
    at,
  );
  const draft = new Draft(next.purchase, at.at);
  draft.replace(next.order);
  return { purchase: draft.purchase, order: next.order };
}

/** One more attempt, answered by the gateway with `amountDue`, or with `rate` percent of what it is asked for. */
export function issued(
  purchase: Purchase | undefined,
  paymentId: string,
  options: {
    amountDue?: string;
    price?: string;
    rate?: number;
    coin?: string;
    tolerance?: string;
    onChain?: OnChain | null;
  } = {},
): Purchase {
  const { price = "100", tolerance = "0" } = options;
  const pending = asked(purchase, terms({ paymentId, price: dec(price) }), {
    underpaymentTolerance: dec(tolerance),
  });
  return answered(pending, options).purchase;
}

/** The gateway's answer to what was asked. */
export function answered(
  { purchase, order }: { purchase: Purchase; order: PendingOrder },
  options: { amountDue?: string; rate?: number; coin?: string; onChain?: OnChain | null } = {},
): Change {
  const { amountDue = "100", rate, coin = "usdt", onChain = null } = options;
  return acceptTerms(
    purchase,
    order,
    {
      address: `address-of-${order.paymentId}`,
      network: "tron",
      coin,
      amountDue: rate === undefined ? dec(amountDue) : atRate(order.askedPrice, rate),
      expiresAt: DEADLINE,
      receivingUntil: DEADLINE,
      closesAt: CLOSE,
      onChain,
    },
    START,
  );
}

function atRate(price: Decimal, percent: number): Decimal {
  return round(multiply(price, dec((percent / 100).toFixed(2))), 2, "half-up");
}

export function attemptOf(purchase: Purchase, paymentId: string): IssuedOrder {
  const order = purchase.attempts.find((attempt) => attempt.paymentId === paymentId);
  if (order === undefined || !isIssued(order)) throw new TypeError(`${paymentId} is not issued`);
  return order;
}

export function notification(
  paymentId: string,
  state: number,
  collected: Record<string, string>,
  rest: Partial<Notification> = {},
): Notification {
  return {
    paymentId,
    address: null,
    network: null,
    coin: null,
    amount: null,
    collected: Object.fromEntries(Object.entries(collected).map(([coin, amount]) => [coin, dec(amount)])),
    state,
    ...rest,
  };
}

export type Reader = (state: number) => StateMeaning;

const labels: Record<string, StateMeaning> = {
  "0": "receiving",
  "1": "completed",
  "2": "settling",
  "-1": "invalid",
};
export const statusTable: Reader = (state) => labels[String(state)] ?? "unknown";
export const responseTable: Reader = (state) => statusTable(state === 1 ? 2 : state === 2 ? 1 : state);

/** How a merchant with the default options reads a notification. */
export function reading(each: Notification, reader = statusTable, at = START): Reading {
  return { notification: each, meaning: reader(each.state), confirms: isSettlementCode(each.state), at };
}

/** Applies notifications one after another; returns the purchase, everything that was told on the way, and what of it is open. */
export function applied(
  purchase: Purchase,
  notifications: readonly Notification[],
  reader = statusTable,
  at = START,
) {
  const events = [];
  const attention = [];
  const resolves: string[] = [];
  const open = new Map<string, AttentionDraft>();
  let current = purchase;
  for (const each of notifications) {
    const result = applyNotification(current, reading(each, reader, at));
    if (result.type === "conflict") continue;
    current = result.change.purchase;
    events.push(...result.change.events);
    attention.push(...result.change.attention);
    resolves.push(...result.change.resolves);
    for (const id of result.change.resolves) open.delete(id);
    for (const item of result.change.attention) open.set(item.id, item);
  }
  return { purchase: current, events, attention, resolves, open: [...open.values()] };
}

/** Totals as a gateway could report them: around the amounts that matter, with the noise of floats. */
const total = fc.constantFrom(
  "0",
  "0.5",
  "40",
  "50",
  "59.99",
  "60",
  "99.999999",
  "99.99999999",
  "100",
  "100.000000000001",
  "100.01",
  "150",
  "200",
  "1000",
);
const state = fc.constantFrom(0, 1, 2, -1, 7);

export function notifications(paymentIds: readonly string[]): fc.Arbitrary<Notification[]> {
  const one = fc
    .record({
      paymentId: fc.constantFrom(...paymentIds),
      state,
      usdt: fc.option(total, { nil: undefined }),
      trx: fc.option(total, { nil: undefined }),
    })
    .map(({ paymentId, state: code, usdt, trx }) =>
      notification(paymentId, code, {
        ...(usdt === undefined ? {} : { usdt }),
        ...(trx === undefined ? {} : { trx }),
      }),
    );
  return fc.array(one, { maxLength: 12 });
}
