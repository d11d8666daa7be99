import { add, type Decimal, subtract, ZERO } from "./amount.ts";
import { amountBy, policyOf, proofOf, saysPaid } from "./chain-policy.ts";
import { isConfirmed, receivedOf } from "./coverage.ts";
import type { Draft } from "./draft.ts";
import type { PaidPart } from "./events.ts";
import { isNowInTime, isPaidInTime } from "./in-time.ts";
import { type IssuedOrder, isIssued, type Order, type Paid, type Purchase } from "./order.ts";
import { inTimeSubject, paidLateSubject, uncountedSubject } from "./subjects.ts";
import { changedSurpluses, payingAttempt, type Surplus, surplusSubject } from "./surplus.ts";
import { raiseWithdrawnMoney } from "./withdraw.ts";
import { amountIn, issuedIn, type MoneyFacts, meetsPrice, toleranceOf, worthIn } from "./worth.ts";

/**
 * After something happened to an attempt: sees whether the reference is paid now, and raises that once. Where it was paid
 * before, money beyond its price is for a person.
 */
export function judgePaid(draft: Draft, paymentId: string): void {
  const { paid, withdrawn } = draft.purchase;
  if (withdrawn !== undefined) raiseWithdrawnMoney(draft, paymentId);
  else if (paid !== null) {
    raiseSurplus(draft, paymentId, paid.paymentId !== paymentId);
    if (isNowInTime(draft.before, draft.purchase, draft.at)) raiseInTime(draft, paid);
  } else if (!markPaid(draft, paymentId)) raiseUncounted(draft, paymentId);
}

/**
 * Marks the reference as paid when what came in one coin is worth its price, which is the one asked last: by the word of the gateway, or
 * of the chain, as `chain.paid` says.
 * @param paymentId the attempt to which something happened, if it was one
 * @returns whether it did
 */
export function markPaid(draft: Draft, paymentId?: string): boolean {
  const { purchase } = draft;
  const proof = proofOf(purchase);
  if (purchase.paid !== null || purchase.withdrawn !== undefined || proof === undefined) return false;
  const { coin, by } = proof;
  const funded = issuedIn(purchase.attempts, coin).filter((order) => amountBy(order, by) !== ZERO);
  const order = funded.find((attempt) => attempt.paymentId === paymentId) ?? funded.at(-1);
  if (order === undefined) return false;
  const late = !isPaidInTime(purchase, coin);
  const { price } = purchase;
  const paid: Paid = { at: draft.at, paymentId: order.paymentId, late, price };
  draft.set({ paid, attempts: purchase.attempts.map((attempt) => ({ ...attempt, paid })) });
  const amount = funded.map((attempt) => amountBy(attempt, by)).reduce(add, ZERO);
  const parts = funded.map((attempt) => partOf(attempt, amountBy(attempt, by)));
  const type = late ? "order.paid_late" : "order.paid";
  draft.emit(type, order.paymentId, (base) => ({ ...base, type, coin, amount, price, parts }));
  const wasExpired = funded.some((attempt) => attempt.told.includes("expired"));
  if (late || wasExpired) {
    const how = late
      ? "was paid in full after its deadline"
      : "was paid in time, but the notification was taken in after order.expired had been raised";
    draft.warn(
      "paid_late",
      order.paymentId,
      paidLateSubject(purchase),
      `${purchase.reference} ${how}. See whether it can still be delivered; else refund by hand.`,
      { coin, amount },
    );
  }
  raiseSurplus(draft, order.paymentId, false);
  return true;
}

/** The coin in which the reference is paid, by what is known or by what is confirmed. */
export function coinThatPays(purchase: Purchase, facts: MoneyFacts): string | undefined {
  const orders = purchase.attempts.filter(isIssued);
  return orders
    .map(({ coin }) => coin)
    .find((coin) => meetsPrice(worthIn(orders, coin, facts), purchase.price, toleranceOf(purchase)));
}

function raiseInTime(draft: Draft, { paymentId, price }: Paid): void {
  const { reference } = draft.purchase;
  draft.warn(
    "paid_late",
    paymentId,
    inTimeSubject(draft.purchase),
    `${reference} was paid in time after all: a notification that had come before the deadline was taken in after order.paid_late had been raised. Treat it like any paid order; nothing is to be refunded for being late.`,
    { price },
  );
}

function confirmedOf(order: IssuedOrder): Decimal {
  return amountIn(order.confirmed, order.coin);
}

function partOf({ paymentId, askedPrice, amountDue }: IssuedOrder, confirmed: Decimal): PaidPart {
  return { paymentId, askedPrice, amountDue, confirmed };
}

/** The attempt got all it asked for, and the reference is not paid by it. */
function raiseUncounted(draft: Draft, paymentId: string): void {
  const order = draft.issued(paymentId);
  if (!isConfirmed(order)) return;
  const { purchase } = draft;
  // The gateway said so, and the chain has to say it too: two looks tell a person when it does not.
  if (policyOf(purchase, order.coin) === "both" && saysPaid(purchase, order.coin, "gateway")) return;
  const received = receivedOf(order);
  const waiting = unconfirmedParts(purchase, order.coin);
  const all = `${received} ${order.coin}, all that ${paymentId} asked for, came, but ${order.reference} is not paid by it yet: `;
  const message =
    coinThatPays(purchase, "received") === order.coin
      ? `${all}${waiting.map((part) => `CoinCoin has not confirmed the ${unconfirmedOf(part)} ${part.coin} at ${part.paymentId}, whose deadline is ${part.expiresAt}`).join("; ")}. It is paid when CoinCoin confirms that. If CoinCoin's site shows it as received, reconcile it.`
      : `${all}its price is ${purchase.price} now, and what came is worth ${worthIn(purchase.attempts, order.coin, "confirmed")}. Let the customer pay the rest with a new order of the same reference, or refund by hand.`;
  draft.warn("underpaid", paymentId, uncountedSubject(order), message, {
    coin: order.coin,
    received,
    price: purchase.price,
  });
}

/** How much more was notified than confirmed. */
export function unconfirmedOf(order: IssuedOrder): Decimal {
  return subtract(receivedOf(order), confirmedOf(order));
}

/** Attempts for which more was notified than confirmed. */
export function unconfirmedParts(
  { attempts }: { readonly attempts: readonly Order[] },
  coin: string,
): IssuedOrder[] {
  return issuedIn(attempts, coin).filter((order) => receivedOf(order) !== confirmedOf(order));
}

/** What came beyond the price, in each coin in which that is another amount now: the same is not said twice. */
function raiseSurplus(draft: Draft, paymentId: string, isSecond: boolean): void {
  const { paid } = draft.purchase;
  if (paid === null) return;
  const coin = payingAttempt(draft.purchase)?.coin;
  for (const surplus of changedSurpluses(draft.before, draft.purchase)) {
    if (surplus.coin === coin) raiseBeyond(draft, paymentId, surplus, paid, isSecond);
    else raiseOtherCoin(draft, surplus, paid);
  }
}

function raiseBeyond(
  draft: Draft,
  paymentId: string,
  surplus: Surplus,
  { price }: Paid,
  isSecond: boolean,
): void {
  const { purchase } = draft;
  const { coin, amount } = surplus;
  draft.warn(
    isSecond ? "paid_twice" : "overpaid",
    paymentId,
    surplusSubject(purchase, surplus),
    `${amount} ${coin} more than the price of ${purchase.reference} (${price}) came${isSecond ? " over its addresses: it is paid already" : ""}. Refund it by hand if it is owed back.`,
    { coin, excess: amount, price },
  );
  if (purchase.attempts.some((order) => isIssued(order) && order.told.includes("overpaid"))) return;
  draft.update(paymentId, { told: [...draft.issued(paymentId).told, "overpaid"] });
  draft.emit("order.overpaid", paymentId, (base) => ({
    ...base,
    type: "order.overpaid",
    coin,
    excess: amount,
  }));
}

function raiseOtherCoin(draft: Draft, surplus: Surplus, { paymentId, price }: Paid): void {
  const { coin, amount } = surplus;
  const { reference } = draft.purchase;
  draft.warn(
    "paid_twice",
    paymentId,
    surplusSubject(draft.purchase, surplus),
    `${amount} ${coin} came for ${reference}, which was paid in another coin. Refund it by hand if it is owed back.`,
    { coin, excess: amount, price },
  );
}
