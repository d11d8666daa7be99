import { compare, type Decimal, decimalLiteral, readDecimal } from "../domain/amount.ts";
import { CoinCoinError } from "../lib/errors.ts";

/** The least price of an order. Gateway's document: "Create order", Params. */
export const MINIMUM_PRICE = decimalLiteral("10");
/** Gateway's document: "Orders are valid for 48 hours max." */
export const MAXIMUM_HOURS = 48;

/** Gateway's document: "length 8-32 digits, only numbers, upper and lower case letters, underscores allowed". */
const paymentIdPattern = /^[A-Za-z0-9_]{8,32}$/;

/** @throws CoinCoinError `payment_id_invalid` */
export function checkPaymentId(paymentId: unknown): string {
  if (typeof paymentId !== "string") {
    throw new CoinCoinError("payment_id_invalid", `A payment id is a string; this is ${kindOf(paymentId)}.`);
  }
  if (paymentIdPattern.test(paymentId)) return paymentId;
  throw new CoinCoinError(
    "payment_id_invalid",
    `A payment id is 8 to 32 letters (A-Z, a-z), digits and underscores; ${quoted(paymentId)} ${idMistake(paymentId)}`,
  );
}

function idMistake(id: string): string {
  if (paymentIdPattern.test(id.replaceAll("-", ""))) {
    return `has dashes. For a UUID: id.replaceAll("-", "") leaves 32 characters.`;
  }
  if (id.length < 8)
    return `has ${id.length} characters. Put a word before it: "order_${id}" reads better too.`;
  if (id.length > 32)
    return `has ${id.length} characters. Pass your own id as reference, and let us make the payment id.`;
  return "has other characters. Pass your own id as reference, and let us make the payment id.";
}

/**
 * The exact price, from a string, a bigint, or a number that is surely what was meant.
 * @throws CoinCoinError `price_invalid`, `price_too_low`
 */
export function checkPrice(price: unknown): Decimal {
  const readable = typeof price === "string" || typeof price === "number" || typeof price === "bigint";
  const value = readable ? readDecimal(price) : undefined;
  if (value === undefined) {
    throw new CoinCoinError("price_invalid", `The price is not an exact decimal: ${priceMistake(price)}`);
  }
  if (compare(value, MINIMUM_PRICE) < 0) {
    throw new CoinCoinError(
      "price_too_low",
      `The price is ${value}; CoinCoin takes no order below ${MINIMUM_PRICE}.`,
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
      ? `${price} looks like what a float left of another number. Calculate in whole cents, or pass a string: "19.99".`
      : `it is ${price}. A calculation before this went wrong.`;
  }
  if (typeof price === "string") {
    return `${quoted(price)}. Write it like "1234.5": a point, no separators, no currency, no spaces.`;
  }
  return `it is ${kindOf(price)}. Pass a string like "19.99".`;
}

/** @throws CoinCoinError `expiry_invalid` */
export function checkExpiry(hours: unknown): number {
  if (typeof hours === "number" && Number.isInteger(hours) && hours >= 1 && hours <= MAXIMUM_HOURS)
    return hours;
  const given = typeof hours === "number" ? String(hours) : kindOf(hours);
  throw new CoinCoinError(
    "expiry_invalid",
    `expiresInHours is a whole number of hours from 1 to ${MAXIMUM_HOURS}, the most CoinCoin allows; this is ${given}.`,
    { details: { maximum: MAXIMUM_HOURS } },
  );
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  return value === undefined ? "undefined" : `of type ${typeof value}`;
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
