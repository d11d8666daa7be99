import type { IssuedOrder } from "@coincoin/core";
import { units } from "./decimal.ts";

/** A price and a worth in 10^-18 of the price's currency. */
const ONE = 10n ** 18n;

/** What may be lost to rounding: a millionth. */
export const ROUNDING = 10n ** 12n;

/** One address: what it asked for, in coins and in the currency of the price, and what came there of its coin. */
export interface Address {
  readonly due: bigint;
  readonly price: bigint;
  readonly came: bigint;
}

/** The addresses of the orders in one coin, in their order. */
export function addressesOf(
  orders: readonly IssuedOrder[],
  coin: string,
  came: (order: IssuedOrder) => bigint,
): Address[] {
  return orders
    .filter((order) => order.coin === coin)
    .map((order) => ({ due: units(order.amountDue), price: units(order.askedPrice), came: came(order) }));
}

/**
 * What came is worth, worked out in other words than core's: each coin that an address asked for brings its share of what the
 * address was to bring, and each coin that nobody asked for brings what the newest address's rate says. What is missing by no more
 * than `rounding` is not missing.
 */
export function worthOf(addresses: readonly Address[], rounding = ROUNDING): bigint {
  const newest = addresses.at(-1);
  let worth = 0n;
  for (const { due, price, came } of addresses) {
    const unasked = came > due + rounding ? came - due : 0n;
    worth += came < due - rounding ? (came * price) / due : price;
    if (newest !== undefined) worth += (unasked * newest.price) / newest.due;
  }
  return worth;
}

/** What is beyond the price, in coins at the rate of the newest address. */
export function surplusOf(addresses: readonly Address[], price: bigint): bigint {
  const newest = addresses.at(-1);
  const beyond = worthOf(addresses) - price;
  return newest === undefined || beyond <= 0n ? 0n : (beyond * newest.due) / newest.price;
}

/** The least worth that pays a price. */
export function owedFor(price: string, tolerance: bigint): bigint {
  const whole = units(price);
  return whole - (whole * tolerance) / ONE - ROUNDING;
}
