/**
 * Exact decimals. An amount is a string in canonical form: no exponent, no sign but a leading "-", no leading
 * or trailing zeros ("0", "12.5", "-3"). Arithmetic is on bigint; nothing here is ever a float.
 */

declare const decimalBrand: unique symbol;

/** A decimal in canonical form, as made by `readDecimal`. */
export type Decimal = string & { readonly [decimalBrand]: true };

/**
 * What an amount may be given as. A number is taken only when its shortest spelling has at most 15 significant
 * digits: with more it may be what a float left of another number.
 */
export type AmountInput = string | number | bigint;

/** Longest run of digits that is read, before and after the point together: more is not an amount of money. */
const MAX_DIGITS = 80;

/** What `canonical` makes; "-0" is none. */
const canonicalPattern = /^(?:0|-?(?:[1-9]\d*|(?:0|[1-9]\d*)\.\d*[1-9]))$/;

const pattern = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,4}))?$/;

interface Scaled {
  readonly units: bigint;
  readonly scale: number;
}

/** The one place where a text becomes a `Decimal`: the one who calls it has made it canonical. */
function brand(canonicalText: string): Decimal {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a brand exists in types alone
  return canonicalText as Decimal;
}

function canonical(units: bigint, scale: number): Decimal {
  const negative = units < 0n;
  const digits = (negative ? -units : units).toString().padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, "");
  const text = fraction === "" ? whole : `${whole}.${fraction}`;
  return brand(negative && text !== "0" ? `-${text}` : text);
}

function scaled(value: Decimal): Scaled {
  const point = value.indexOf(".");
  if (point < 0) return { units: BigInt(value), scale: 0 };
  return { units: BigInt(value.slice(0, point) + value.slice(point + 1)), scale: value.length - point - 1 };
}

function aligned(a: Decimal, b: Decimal): { a: bigint; b: bigint; scale: number } {
  const left = scaled(a);
  const right = scaled(b);
  if (left.scale === right.scale) return { a: left.units, b: right.units, scale: left.scale };
  const scale = Math.max(left.scale, right.scale);
  return {
    a: left.units * 10n ** BigInt(scale - left.scale),
    b: right.units * 10n ** BigInt(scale - right.scale),
    scale,
  };
}

function fractionDigits(value: Decimal): number {
  const point = value.indexOf(".");
  return point < 0 ? 0 : value.length - point - 1;
}

export const ZERO = brand("0");

/**
 * Reads a decimal from its spelling ("100", "100.0", "1e-7"). Returns `undefined` for anything that is not
 * exactly one number of at most 80 digits: "NaN", "1e400", "0x10", "", " 1".
 */
export function readDecimal(input: AmountInput): Decimal | undefined {
  const text = typeof input === "string" ? input : readable(input);
  if (text === undefined || text.length > MAX_DIGITS * 2) return undefined;
  if (text.length <= MAX_DIGITS && canonicalPattern.test(text)) return brand(text);
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [, sign = "", whole = "", fraction = "", exponentText = "0"] = match;
  const exponent = Number(exponentText);
  const digits = (whole + fraction).replace(/^0+(?=\d)/, "");
  const scale = fraction.length - exponent;
  if (digits === "0") return ZERO;
  if (Math.max(digits.length, scale, digits.length - scale) > MAX_DIGITS) return undefined;
  const units = BigInt(sign + digits);
  return scale >= 0 ? canonical(units, scale) : canonical(units * 10n ** BigInt(-scale), 0);
}

/** A decimal that stands in the code. */
export function decimalLiteral(text: string): Decimal {
  const value = readDecimal(text);
  if (value === undefined) throw new TypeError(`${text} is not a decimal`);
  return value;
}

function readable(input: number | bigint): string | undefined {
  if (typeof input === "bigint") return input.toString();
  if (!Number.isFinite(input)) return undefined;
  const text = String(input);
  const digits = text
    .replace(/e.*$/, "")
    .replace(/[-.]/g, "")
    .replace(/^0+|0+$/g, "");
  return digits.length <= 15 ? text : undefined;
}

/** Negative, zero or positive, as `a` is less than, equal to or more than `b`. */
export function compare(a: Decimal, b: Decimal): number {
  // One spelling for each value.
  if (a === b) return 0;
  if (isNegative(a) || isNegative(b)) {
    if (!isNegative(a)) return 1;
    return isNegative(b) ? compareSpelling(b.slice(1), a.slice(1)) : -1;
  }
  return compareSpelling(a, b);
}

/** Of two without a sign. With as many digits before the point, the order of the texts is that of the numbers. */
function compareSpelling(a: string, b: string): number {
  const longer = wholeDigits(a) - wholeDigits(b);
  if (longer !== 0) return longer;
  return a < b ? -1 : 1;
}

function wholeDigits(text: string): number {
  const point = text.indexOf(".");
  return point < 0 ? text.length : point;
}

/** Less than zero. */
export function isNegative(value: Decimal): boolean {
  return value.startsWith("-");
}

export function add(a: Decimal, b: Decimal): Decimal {
  const pair = aligned(a, b);
  return canonical(pair.a + pair.b, pair.scale);
}

export function subtract(a: Decimal, b: Decimal): Decimal {
  const pair = aligned(a, b);
  return canonical(pair.a - pair.b, pair.scale);
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  const left = scaled(a);
  const right = scaled(b);
  return canonical(left.units * right.units, left.scale + right.scale);
}

export function min(a: Decimal, b: Decimal): Decimal {
  return compare(a, b) <= 0 ? a : b;
}

export function max(a: Decimal, b: Decimal): Decimal {
  return compare(a, b) >= 0 ? a : b;
}

/** "down" is toward zero, "up" away from it; "half-up" is to the nearest, and away from zero from the middle. */
export type Rounding = "down" | "up" | "half-up";

/** Rounds to at most `places` decimals. Throws a RangeError unless `places` is a whole number, 0 or more. */
export function round(value: Decimal, places: number, rounding: Rounding): Decimal {
  checkPlaces(places);
  if (fractionDigits(value) <= places) return value;
  const { units, scale } = scaled(value);
  return canonical(roundedQuotient(units, 10n ** BigInt(scale - places), rounding), places);
}

/** `a / b` rounded to at most `places` decimals. Throws a RangeError when `b` is zero, or for `places` that `round` refuses. */
export function divide(a: Decimal, b: Decimal, places: number, rounding: Rounding): Decimal {
  checkPlaces(places);
  const left = scaled(a);
  const right = scaled(b);
  if (right.units === 0n) throw new RangeError("division by zero");
  const numerator = left.units * 10n ** BigInt(places + right.scale);
  const denominator = right.units * 10n ** BigInt(left.scale);
  return canonical(roundedQuotient(numerator, denominator, rounding), places);
}

function checkPlaces(places: number): void {
  if (!Number.isSafeInteger(places) || places < 0)
    throw new RangeError("places is a whole number, 0 or more");
}

function roundedQuotient(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const quotient = n / d;
  const rest = n % d;
  const away = rounding === "up" ? rest > 0n : rounding === "half-up" ? rest * 2n >= d : false;
  const magnitude = away ? quotient + 1n : quotient;
  return negative ? -magnitude : magnitude;
}

/** Decimals that count when amounts of a coin are compared; eight where the coin has more, since the gateway's may be floats. */
const PLACES: Readonly<Record<string, number>> = { usdt: 6, usdc: 6, trx: 6 };
const DEFAULT_PLACES = 8;

export function comparablePlaces(coin: string): number {
  return Object.hasOwn(PLACES, coin) ? (PLACES[coin] ?? DEFAULT_PLACES) : DEFAULT_PLACES;
}

/** Compares two amounts of one coin after rounding both to the decimals that count for it. */
export function compareAmounts(coin: string, a: Decimal, b: Decimal): number {
  const places = comparablePlaces(coin);
  return compare(round(a, places, "half-up"), round(b, places, "half-up"));
}
