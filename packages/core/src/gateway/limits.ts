import { compare, type Decimal, decimalLiteral, readDecimal } from "../domain/amount.ts";
import { CoinCoinError } from "../lib/errors.ts";
import { kindOf, received } from "../lib/received.ts";

/** The least price of an order, in the currency of the merchant's account. Gateway's document: "Create order", Params. */
export const MINIMUM_PRICE = decimalLiteral("10");
/** Gateway's document: "Orders are valid for 48 hours max." */
export const MAXIMUM_HOURS = 48;

/** Gateway's document: "length 8-32 digits, only numbers, upper and lower case letters, underscores allowed". */
const paymentIdPattern = /^[A-Za-z0-9_]{8,32}$/;

/** @throws CoinCoinError `payment_id_invalid` */
export function checkPaymentId(paymentId: unknown): string {
  if (typeof paymentId !== "string") {
    throw new CoinCoinError(
      "payment_id_invalid",
      `A payment id must be a string, received ${kindOf(paymentId)}.`,
    );
  }
  if (paymentIdPattern.test(paymentId)) return paymentId;
  throw new CoinCoinError(
    "payment_id_invalid",
    `A payment id must be 8 to 32 letters (A-Z, a-z), digits and underscores, received ${received(paymentId)}. ${idMistake(paymentId)}`,
  );
}

function idMistake(id: string): string {
  if (paymentIdPattern.test(id.replaceAll("-", ""))) {
    return `It has dashes. For a UUID: id.replaceAll("-", "") leaves 32 characters.`;
  }
  if (id.length < 8)
    return `It has ${id.length} characters. Put a word before it: "order_${id}" reads better too.`;
  if (id.length > 32)
    return `It has ${id.length} characters. Pass your own id as reference, and leave the payment id out.`;
  return "It has other characters. Pass your own id as reference, and leave the payment id out.";
}

/**
 * The exact price, from a string, a bigint, or a number that is surely what was meant.
 * @throws CoinCoinError `price_invalid`, `price_too_low`
 */
export function checkPrice(price: unknown): Decimal {
  const readable = typeof price === "string" || typeof price === "number" || typeof price === "bigint";
  const value = readable ? readDecimal(price) : undefined;
  if (value === undefined) {
    throw new CoinCoinError(
      "price_invalid",
      `The price must be an exact decimal, received ${received(price)}. ${priceMistake(price)}`,
    );
  }
  if (compare(value, MINIMUM_PRICE) < 0) {
    throw new CoinCoinError(
      "price_too_low",
      `The price must be at least ${MINIMUM_PRICE}, received ${value}. CoinCoin accepts no smaller order; offer another way to pay below it.`,
      {
        details: { minimum: MINIMUM_PRICE },
      },
    );
  }
  return value;
}

function priceMistake(price: unknown): string {
  if (typeof price === "number") {
    return Number.isFinite(price)
      ? `This looks like the rounding error of a float. Calculate in whole cents, or pass a string like "19.99".`
      : 'A calculation before this call went wrong; pass a string like "19.99".';
  }
  if (typeof price === "string") {
    return 'Write it like "1234.5": a point, no separators, no currency, no spaces.';
  }
  return 'Pass a string like "19.99".';
}

/** @throws CoinCoinError `expiry_invalid` */
export function checkExpiry(hours: unknown): number {
  if (typeof hours === "number" && Number.isInteger(hours) && hours >= 1 && hours <= MAXIMUM_HOURS)
    return hours;
  throw new CoinCoinError(
    "expiry_invalid",
    `expiresInHours must be a whole number from 1 to ${MAXIMUM_HOURS}, CoinCoin's maximum, received ${received(hours)}.`,
    { details: { maximum: MAXIMUM_HOURS } },
  );
}
