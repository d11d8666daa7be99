import type { IssuedOrder } from "@coincoin/core";
import { units } from "./decimal.ts";

/** A price and a worth in 10^-18 of the price's currency. */
const ONE = 10n ** 18n;

/** What may be lost to rounding: a millionth. */
export const ROUNDING = 10n ** 12n;

/**
 * What came is worth, worked out in other words than core's: each coin that an order asked for brings its share of what the order
 * was to bring, and each coin that nobody asked for brings what the newest order's rate says.
 */
export function worthOf(
  orders: readonly IssuedOrder[],
  coin: string,
  came: (order: IssuedOrder) => bigint,
): bigint {
  const ofCoin = orders.filter((order) => order.coin === coin);
  const newest = ofCoin.at(-1);
  let worth = 0n;
  for (const order of ofCoin) {
    const due = units(order.amountDue);
    const amount = came(order);
    const asked =
      amount < due - ROUNDING ? (amount * units(order.askedPrice)) / due : units(order.askedPrice);
    const unasked = amount > due + ROUNDING ? amount - due : 0n;
    worth += asked;
    if (newest !== undefined) worth += (unasked * units(newest.askedPrice)) / units(newest.amountDue);
  }
  return worth;
}

/** The least worth that pays a price. */
export function owedFor(price: string, tolerance: bigint): bigint {
  const whole = units(price);
  return whole - (whole * tolerance) / ONE - ROUNDING;
}
