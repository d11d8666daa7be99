/** Exact decimals with 18 places, held as a count of the smallest place. Nothing here is ever a float. */
export type Decimal = bigint;

const PLACES = 18;
const ONE = 10n ** BigInt(PLACES);
const pattern = /^(\d{1,40})(?:\.(\d{0,60}))?(?:[eE]([+-]?\d{1,2}))?$/;

/** Reads an unsigned decimal, exponents included. `undefined` when it is none, or has digits beyond 18 places. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [, whole = "", fraction = "", exponent = "0"] = match;
  const shift = Number(exponent) - fraction.length + PLACES;
  const digits = BigInt(whole + fraction);
  if (shift >= 0) return digits * 10n ** BigInt(shift);
  const divisor = 10n ** BigInt(-shift);
  return digits % divisor === 0n ? digits / divisor : undefined;
}

/** Canonical spelling: no exponent, no trailing zeros. */
export function formatDecimal(value: Decimal): string {
  const digits = value.toString().padStart(PLACES + 1, "0");
  const fraction = digits.slice(-PLACES).replace(/0+$/, "");
  const whole = digits.slice(0, -PLACES);
  return fraction === "" ? whole : `${whole}.${fraction}`;
}

/** How many places a value needs. */
export function placesOf(value: Decimal): number {
  const text = formatDecimal(value);
  const point = text.indexOf(".");
  return point < 0 ? 0 : text.length - point - 1;
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return (a * b) / ONE;
}

/** Rounds up to `places`: a gateway does not ask for less than the price. */
export function roundUp(value: Decimal, places: number): Decimal {
  const step = 10n ** BigInt(PLACES - places);
  return ((value + step - 1n) / step) * step;
}
