import { isConfirmed, receivedOf } from "./coverage.ts";
import { attentionId } from "./ids.ts";
import { type IssuedOrder, isIssued, type Purchase } from "./order.ts";

/** What an `underpaid` item is about: an attempt that ended with so much of the money. */
export function underpaidSubject(order: IssuedOrder): string[] {
  return [order.paymentId, receivedOf(order)];
}

/** An attempt that got all it asked for, and does not pay its reference. */
export function uncountedSubject(order: IssuedOrder): string[] {
  return [order.paymentId, "uncounted", receivedOf(order)];
}

/**
 * The `underpaid` items that a change answers: all of a reference that it makes paid, and of an attempt for which more came
 * the one that told of less. What is short then is told anew, so that there is one open item of an attempt at most.
 */
export function answeredShortfalls(before: Purchase, after: Purchase): string[] {
  const isPaidNow = before.paid === null && after.paid !== null;
  const ids: string[] = [];
  for (const order of before.attempts) {
    if (!isIssued(order)) continue;
    const now = after.attempts.find(({ paymentId }) => paymentId === order.paymentId);
    const isMore = now !== undefined && isIssued(now) && receivedOf(now) !== receivedOf(order);
    if (!isPaidNow && !isMore) continue;
    const id = (subject: readonly string[]) => attentionId(order.appId, "underpaid", subject);
    if (order.told.includes("underpaid")) ids.push(id(underpaidSubject(order)));
    if (isConfirmed(order)) ids.push(id(uncountedSubject(order)));
  }
  return ids;
}
