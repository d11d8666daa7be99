import { receivedOf } from "./coverage.ts";
import type { IssuedOrder, Purchase } from "./order.ts";
import { amountIn } from "./worth.ts";

/**
 * What an item is about. Two parts of the code have to agree on it, the one that raises the item and the one that
 * closes it.
 */

/** An attempt that ended with so much of the money. */
export function underpaidSubject(order: IssuedOrder): string[] {
  return [order.paymentId, receivedOf(order)];
}

/** An attempt that got all it asked for, and does not pay its reference. */
export function uncountedSubject(order: IssuedOrder): string[] {
  return [order.paymentId, "uncounted", receivedOf(order)];
}

/** An attempt that the gateway settled with so much of the money before its deadline. */
export function partlySettledSubject(order: IssuedOrder): string[] {
  return [order.paymentId, receivedOf(order)];
}

/** An attempt that the gateway settled without saying what came. */
export function noAmountSubject(order: IssuedOrder): string[] {
  return [order.paymentId];
}

/** A coin of an attempt whose total was smaller than one before: whether totals or single payments are notified is in doubt. */
export function fallSubject(paymentId: string, coin: string): string[] {
  return [paymentId, coin];
}

/** A coin that an attempt did not ask for, of which so much came. */
export function wrongCoinSubject({ paymentId, received }: IssuedOrder, coin: string): string[] {
  return [paymentId, coin, amountIn(received, coin)];
}

/** An attempt that got its amount, where the gateway has never confirmed any. */
export function unconfirmedSubject(order: IssuedOrder): string[] {
  return [order.paymentId, "unconfirmed"];
}

/** An attempt that got its amount, and whose settlement does not end. */
export function stalledSubject(order: IssuedOrder): string[] {
  return [order.paymentId];
}

/** A reference that was paid after its deadline, or after that had been said. */
export function paidLateSubject({ reference }: Purchase): string[] {
  return [reference];
}

/** A reference that was called late, and was not. */
export function inTimeSubject({ reference }: Purchase): string[] {
  return [reference, "in time"];
}

/** An attempt of a withdrawn reference that got so much. */
export function withdrawnSubject(order: IssuedOrder): string[] {
  return [order.paymentId, receivedOf(order)];
}
