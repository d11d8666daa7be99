import { compare, ZERO } from "./amount.ts";
import { isConfirmed, isShort, receivedOf, remainingOf } from "./coverage.ts";
import type { Draft } from "./draft.ts";
import { type IssuedOrder, isIssued, type Purchase } from "./order.ts";
import type { Reading } from "./reading.ts";
import { noAmountSubject, partlySettledSubject, underpaidSubject } from "./subjects.ts";

/** Less came than was due, and the deadline passed or the gateway says that it settles. */
export function raiseShortfall(draft: Draft, paymentId: string, { notification, meaning }: Reading): void {
  if (draft.purchase.withdrawn !== undefined) return;
  const order = draft.issued(paymentId);
  if (isShort(order, draft.at) && order.coverage === "partial") raiseUnderpaid(draft, paymentId);
  if (meaning !== "settling" && meaning !== "completed") return;
  const hasAmount = Object.values(notification.collected).some((amount) => compare(amount, ZERO) > 0);
  if (!hasAmount) raiseNoAmount(draft, order);
  else if (!isShort(order, draft.at)) raiseEarlySettlement(draft, order);
}

function raiseNoAmount(draft: Draft, order: IssuedOrder): void {
  if (isConfirmed(order)) return;
  const { paymentId, coin, amountDue, status } = order;
  const received = receivedOf(order);
  draft.warn(
    "no_amount",
    paymentId,
    noAmountSubject(order),
    `CoinCoin sent a code of settlement for ${paymentId} without an amount; ${received} of ${amountDue} ${coin} was notified before. Look at CoinCoin's own site and reconcile the order with what it shows.`,
    { coin, due: amountDue, received, status },
  );
}

/** A code of settlement does not close an order that is not covered. It is odd all the same. */
function raiseEarlySettlement(draft: Draft, order: IssuedOrder): void {
  if (order.coverage !== "partial" || draft.purchase.paid !== null) return;
  const { paymentId, coin, amountDue, expiresAt } = order;
  const received = receivedOf(order);
  draft.warn(
    "partly_settled",
    paymentId,
    partlySettledSubject(order),
    `CoinCoin sent a code of settlement for ${paymentId} with ${received} of ${amountDue} ${coin}. Until ${expiresAt} the customer can still send the rest to the same address. Compare with CoinCoin's own site: if it shows the whole amount, reconcile the order with it; if it keeps a fee of what is paid, set underpaymentTolerance; if it shows the order as closed, ask the customer for the rest another way, or refund by hand.`,
    { coin, received, missing: remainingOf(order) },
  );
}

/**
 * Raises that an attempt ended with part of the money, and each later part; not where the reference is paid. The event
 * is raised once, and not where a newer attempt asks for the rest.
 */
export function raiseUnderpaid(draft: Draft, paymentId: string): void {
  const order = draft.issued(paymentId);
  if (draft.purchase.paid !== null || draft.purchase.withdrawn !== undefined) return;
  const received = receivedOf(order);
  const missing = remainingOf(order);
  draft.warn(
    "underpaid",
    paymentId,
    underpaidSubject(order),
    `${received} of ${order.amountDue} ${order.coin} came for ${paymentId} before its deadline: ask for the rest with a new order of the same reference, or refund by hand.`,
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
