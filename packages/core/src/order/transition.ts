import { compareAmounts, type Decimal, max, subtract, ZERO } from "../amount.ts";
import type { StateMeaning } from "../gateway/wire.ts";
import type { Notification } from "../webhook/notification.ts";
import { type Change, Draft } from "./change.ts";
import { amountIn, coverageOf, isCovered, receivedOf, remainingOf } from "./coverage.ts";
import { contradiction } from "./match.ts";
import { type IssuedOrder, type IssuedStatus, isIssued, type Purchase } from "./order.ts";
import { settleReference } from "./paid.ts";
import { underpaidSubject } from "./shortfall.ts";

export type Applied =
  | { readonly type: "applied"; readonly change: Change }
  | { readonly type: "conflict"; readonly field: "address" | "coin" | "network" };

export interface Reading {
  readonly notification: Notification;
  /** What the notification's code means to this merchant. It labels; it never decides whether an order is paid. */
  readonly meaning: StateMeaning;
  /** When it came, ISO 8601. */
  readonly at: string;
}

const rank: Readonly<Record<IssuedStatus, number>> = { receiving: 0, settling: 1, completed: 2 };

/**
 * Joins a notification into the order it is about. The facts of the order (status, invalidSeen, received,
 * confirmed) end the same in whatever order and however often notifications come.
 * The payment id has to be one of an issued attempt of the purchase.
 */
export function applyNotification(purchase: Purchase, reading: Reading): Applied {
  const { notification } = reading;
  const draft = new Draft(purchase, reading.at);
  const before = draft.issued(notification.paymentId);
  const field = contradiction(before, notification);
  if (field !== undefined) return { type: "conflict", field };

  const increments = joinFacts(draft, before, reading);
  tellReceived(draft, before, increments);
  tellState(draft, before, reading);
  settleReference(draft, before.paymentId, increments.length > 0);
  tellShortfall(draft, before.paymentId);
  return { type: "applied", change: draft.done() };
}

interface Increment {
  readonly coin: string;
  readonly amount: Decimal;
  readonly total: Decimal;
}

/** "Confirms" under both readings of the codes: 1 and 2 are settlement and completion, whichever is which. */
function confirms(state: number): boolean {
  return state === 1 || state === 2;
}

function joinFacts(draft: Draft, before: IssuedOrder, reading: Reading): Increment[] {
  const { collected, state } = reading.notification;
  const received = { ...before.received };
  const confirmed = { ...before.confirmed };
  const increments: Increment[] = [];
  for (const [coin, total] of Object.entries(collected)) {
    if (isBeyond(received, coin, before.coin)) {
      tellBeyond(draft, before.paymentId, coin);
      continue;
    }
    const known = amountIn(before.received, coin);
    if (compareAmounts(coin, total, known) > 0) {
      increments.push({ coin, total, amount: subtract(total, known) });
    }
    if (compareAmounts(coin, total, known) < 0) {
      draft.warn(
        "suspicious_total",
        before.paymentId,
        [before.paymentId, coin, known],
        `A notification gave a smaller total than one before it for ${before.paymentId}. Delivered out of order, or the gateway reports single payments: compare with CoinCoin's own site.`,
        { coin, before: known, now: total },
      );
    }
    const seen = max(known, total);
    if (seen !== ZERO) received[coin] = seen;
    const sure = max(amountIn(before.confirmed, coin), total);
    if (confirms(state) && sure !== ZERO) confirmed[coin] = sure;
  }
  const coverage = coverageOf(before, amountIn(received, before.coin));
  draft.update(before.paymentId, {
    received,
    confirmed,
    coverage,
    coveredAt: before.coveredAt ?? (isCovered(coverage) ? reading.at : null),
    status: higherStatus(before.status, reading.meaning),
    invalidSeen: before.invalidSeen || reading.meaning === "invalid",
  });
  return increments;
}

/** Whoever found the webhook's URL could make up names of coins without end. The order's own always has its place. */
const OTHER_COINS = 32;

function isBeyond(received: Readonly<Record<string, Decimal>>, coin: string, own: string): boolean {
  if (coin === own || Object.hasOwn(received, coin)) return false;
  return Object.keys(received).filter((name) => name !== own).length >= OTHER_COINS;
}

function tellBeyond(draft: Draft, paymentId: string, coin: string): void {
  draft.warn(
    "wrong_coin",
    paymentId,
    [paymentId, "beyond"],
    `${paymentId} was told of more than ${OTHER_COINS} coins that it did not ask for: those beyond are not noted with the order, only with the notifications. If the webhook URL leaked, replace its token.`,
    { coin },
  );
}

function higherStatus(status: IssuedStatus, meaning: StateMeaning): IssuedStatus {
  if (meaning !== "settling" && meaning !== "completed") return status;
  return rank[meaning] > rank[status] ? meaning : status;
}

function tellReceived(draft: Draft, before: IssuedOrder, increments: readonly Increment[]): void {
  for (const { coin, amount, total } of increments) {
    draft.emit("order.payment", before.paymentId, (base) => ({
      ...base,
      type: "order.payment",
      coin,
      increment: amount,
      received: total,
      remaining: remainingOf(base.order),
    }));
    if (coin !== before.coin) {
      draft.warn(
        "wrong_coin",
        before.paymentId,
        [before.paymentId, coin, total],
        `${total} ${coin} came for an order in ${before.coin}. It does not count toward the order: refund or settle it by hand.`,
        { coin, amount: total, expected: before.coin },
      );
    }
  }
  if (increments.some((increment) => increment.coin === before.coin)) tellOver(draft, before.paymentId);
}

function tellOver(draft: Draft, paymentId: string): void {
  const order = draft.issued(paymentId);
  if (order.coverage !== "over") return;
  const received = receivedOf(order);
  const excess = subtract(received, order.amountDue);
  draft.warn(
    "overpaid",
    paymentId,
    [paymentId, received],
    `${excess} ${order.coin} more than was due came for ${paymentId}: refund it by hand if it is owed back.`,
    { coin: order.coin, excess },
  );
  if (order.told.includes("overpaid")) return;
  draft.update(paymentId, { told: [...order.told, "overpaid"] });
  draft.emit("order.overpaid", paymentId, (base) => ({
    ...base,
    type: "order.overpaid",
    coin: order.coin,
    excess,
  }));
}

function tellState(draft: Draft, before: IssuedOrder, reading: Reading): void {
  const { paymentId } = before;
  const order = draft.issued(paymentId);
  if (order.status === "settling" && !order.told.includes("settling")) {
    draft.update(paymentId, { told: [...order.told, "settling"] });
    draft.emit("order.settling", paymentId, (base) => ({ ...base, type: "order.settling" }));
  }
  if (order.status === "completed" && !order.told.includes("completed")) {
    draft.update(paymentId, { told: [...order.told, "completed"] });
    draft.emit("order.completed", paymentId, (base) => ({ ...base, type: "order.completed" }));
  }
  if (reading.meaning === "unknown") {
    const state = String(reading.notification.state);
    draft.warn(
      "unknown_state",
      paymentId,
      [paymentId, state, receivedOf(order)],
      `CoinCoin sent the state code ${state}, which its document does not have. Amounts were noted, nothing was confirmed by it.`,
      { state },
    );
  }
  tellInvalid(draft, paymentId);
}

function tellInvalid(draft: Draft, paymentId: string): void {
  const order = draft.issued(paymentId);
  if (!order.invalidSeen) return;
  if (readsInvalid(order)) {
    if (order.told.includes("invalid")) return;
    draft.update(paymentId, { told: [...order.told, "invalid"] });
    draft.emit("order.invalid", paymentId, (base) => ({ ...base, type: "order.invalid" }));
    return;
  }
  draft.warn(
    "invalid_with_money",
    paymentId,
    [paymentId, receivedOf(order)],
    `CoinCoin calls ${paymentId} invalid, and there is money or a settlement: look at CoinCoin's own site and reconcile.`,
    { coin: order.coin, received: receivedOf(order), status: order.status },
  );
}

/** The gateway said invalid, and nothing speaks against it. */
export function readsInvalid(order: IssuedOrder): boolean {
  return order.invalidSeen && order.status === "receiving" && Object.keys(order.received).length === 0;
}

/** The order is over, by the gateway's word or by the clock, with less than was due. */
function tellShortfall(draft: Draft, paymentId: string): void {
  const order = draft.issued(paymentId);
  const isOver = order.status !== "receiving" || order.lapsed;
  if (isOver && order.coverage === "partial") tellUnderpaid(draft, paymentId);
}

/**
 * Tells that an attempt ended with part of the money, and of each later part; not where the reference is paid. The event
 * is raised once, and not where the reference is asked for anew.
 */
export function tellUnderpaid(draft: Draft, paymentId: string): void {
  const order = draft.issued(paymentId);
  if (draft.purchase.paid !== null) return;
  const received = receivedOf(order);
  const missing = remainingOf(order);
  draft.warn(
    "underpaid",
    paymentId,
    underpaidSubject(order),
    `${received} of ${order.amountDue} ${order.coin} came for ${paymentId} before it closed: ask for the rest with a new order of the same reference, or refund by hand.`,
    { coin: order.coin, received, missing },
  );
  if (order.told.includes("underpaid")) return;
  draft.update(paymentId, { told: [...order.told, "underpaid"] });
  if (!isLatest(draft.purchase, paymentId)) return;
  draft.emit("order.underpaid", paymentId, (base) => ({
    ...base,
    type: "order.underpaid",
    coin: order.coin,
    received,
    missing,
  }));
}

/** True when no attempt after this one was issued or is being asked for. */
export function isLatest(purchase: Purchase, paymentId: string): boolean {
  const live = purchase.attempts.filter((order) => isIssued(order) || order.creation.outcome !== "refused");
  return live.at(-1)?.paymentId === paymentId;
}
