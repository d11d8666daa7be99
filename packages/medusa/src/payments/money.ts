import type { BigNumberInput } from "@medusajs/framework/types";
import { defaultCurrencies, MathBN } from "@medusajs/framework/utils";

/** A decimal string of any Medusa amount: a number, a string, `{ value, precision }` or a `BigNumber`. */
export function exact(amount: BigNumberInput): string {
  return MathBN.convert(amount).toFixed();
}

/** Whether `amount` reaches `owed`, at the precision in which amounts of coins are compared. */
export function reaches(amount: string, owed: string): boolean {
  return MathBN.gte(rounded(amount), rounded(owed));
}

export function sum(amounts: readonly string[]): string {
  return exact(amounts.reduce((total, amount) => exact(MathBN.add(total, amount)), "0"));
}

export function difference(amount: string, other: string): string {
  return exact(MathBN.sub(amount, other));
}

export function largest(amount: string, other: string): string {
  return MathBN.gt(amount, other) ? amount : other;
}

export function smallest(amount: string, other: string): string {
  return MathBN.lt(amount, other) ? amount : other;
}

/** `amount * part / whole`, exact to 20 decimals. */
export function share(amount: string, part: string, whole: string): string {
  return MathBN.eq(whole, 0) ? "0" : exact(MathBN.div(MathBN.mult(amount, part), whole));
}

/** Up to whole cents: a customer is never asked for less than the cart. */
export function inCents(amount: string): string {
  const cents = MathBN.convert(MathBN.mult(amount, 100)).integerValue(CEIL);
  return exact(MathBN.div(cents, 100));
}

/** Above 0 at the precision in which amounts of coins are compared. */
export function isPositive(amount: string): boolean {
  return MathBN.gt(rounded(amount), 0);
}

/** For people: `26.10 USD`, with as many digits as the currency has, or as the amount needs. */
export function inWords(amount: string, currency: string): string {
  const code = currency.toUpperCase();
  const digits = defaultCurrencies[code]?.decimal_digits ?? 2;
  const short = MathBN.convert(rounded(amount));
  return `${short.toFixed(Math.max(digits, short.decimalPlaces() ?? 0))} ${code}`;
}

/** bignumber.js's ROUND_CEIL. */
const CEIL = 2;
const PLACES = 8;

function rounded(amount: string): string {
  return MathBN.convert(amount).decimalPlaces(PLACES).toFixed();
}
