import { isProvedInTime } from "./chain-policy.ts";
import type { Purchase } from "./order.ts";
import { payingAttempt } from "./surplus.ts";
import { issuedIn, meetsPrice, toleranceOf, valued } from "./worth.ts";

/**
 * What came to each address before its own deadline was enough. When a notification came counts, not when it was taken in.
 * @param coin the one in which the reference is paid
 */
export function isPaidInTime(purchase: Purchase, coin: string): boolean {
  const inTime = valued(issuedIn(purchase.attempts, coin), (order) => order.receivedInTime);
  return meetsPrice(inTime, purchase.price, toleranceOf(purchase)) || isProvedInTime(purchase, coin);
}

/**
 * It was marked as paid late, and a notification that came before that one says that it was in time: a machine was behind with
 * what it had spooled.
 * @param at when the notification came that is taken in now
 */
export function isNowInTime(before: Purchase, after: Purchase, at: string): boolean {
  const coin = payingAttempt(after)?.coin;
  const { paid } = before;
  if (paid === null || !paid.late || at >= paid.at || coin === undefined) return false;
  return isPaidInTime(after, coin) && !isPaidInTime(before, coin);
}
