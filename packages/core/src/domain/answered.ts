import { answeredByLook } from "./answered-by-look.ts";
import { isConfirmed, receivedOf } from "./coverage.ts";
import { attentionId } from "./ids.ts";
import { isNowInTime } from "./in-time.ts";
import { type IssuedOrder, isIssued, type Purchase } from "./order.ts";
import {
  fallSubject,
  noAmountSubject,
  paidLateSubject,
  partlySettledSubject,
  stalledSubject,
  unconfirmedSubject,
  uncountedSubject,
  underpaidSubject,
  withdrawnSubject,
  wrongCoinSubject,
} from "./subjects.ts";
import { outgrownSurplus } from "./surplus.ts";

/**
 * The items that a change answers: of a reference that it makes paid or withdrawn all that said that money is missing, of an attempt for
 * which more came those that spoke of less, and what waited for a word of the gateway that has come. What is short then
 * is raised again, so that an attempt has at most one such item.
 */
export function answeredItems(before: Purchase, after: Purchase, at: string): string[] {
  const isPaidNow = before.paid === null && after.paid !== null;
  const isWithdrawnNow = before.withdrawn === undefined && after.withdrawn !== undefined;
  const ids = outgrownSurplus(before, after);
  if (isNowInTime(before, after, at))
    ids.push(attentionId(before.appId, "paid_late", paidLateSubject(before)));
  const issued = before.attempts.filter(isIssued);
  for (const now of after.attempts.filter(isIssued)) {
    const order = issued.find(({ paymentId }) => paymentId === now.paymentId);
    if (order !== undefined) ids.push(...answeredOf(order, now, isPaidNow || isWithdrawnNow));
  }
  return ids;
}

function answeredOf(order: IssuedOrder, now: IssuedOrder, isEnded: boolean): string[] {
  const ids = answeredByLook(order, now);
  const isMore = receivedOf(now) !== receivedOf(order);
  const isNowConfirmed = isConfirmed(now) && !isConfirmed(order);
  const close = (kind: Parameters<typeof attentionId>[1], subject: readonly string[]) => {
    ids.push(attentionId(order.appId, kind, subject));
  };
  if (isMore && order.withdrawn !== undefined) close("withdrawn_with_money", withdrawnSubject(order));
  if (isEnded || isMore) {
    if (order.told.includes("underpaid")) close("underpaid", underpaidSubject(order));
    if (isConfirmed(order)) close("underpaid", uncountedSubject(order));
  }
  const isOver = !order.told.includes("underpaid") && now.told.includes("underpaid");
  if (order.status !== "receiving") {
    if (isEnded || isMore || isOver) close("partly_settled", partlySettledSubject(order));
    if (isEnded || isMore || isNowConfirmed) close("no_amount", noAmountSubject(order));
  }
  for (const coin of Object.keys(order.received).filter((name) => name !== order.coin)) {
    if (order.received[coin] !== now.received[coin]) close("wrong_coin", wrongCoinSubject(order, coin));
  }
  // With all that was asked for confirmed, it was a matter of the order of delivery.
  if (isNowConfirmed) close("suspicious_total", fallSubject(order.paymentId, order.coin));
  if (isNowConfirmed && order.told.includes("unconfirmed")) close("stalled", unconfirmedSubject(order));
  const isSettled = now.status === "completed" && isConfirmed(now);
  if (isSettled && order.told.includes("stalled")) close("stalled", stalledSubject(order));
  return ids;
}
