/** Exact amounts, read and compared without anything of core's: what verifies must not share the mistakes of what is verified. */

const PLACES = 24;
const number = /^(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/** Units of 10^-24. Throws what it cannot hold exactly. */
export function exact(text: string): bigint {
  const [, whole, fraction = "", exponent = "0"] = number.exec(text) ?? [];
  if (whole === undefined) throw new RangeError(`not an amount: ${JSON.stringify(text)}`);
  const shift = PLACES - fraction.length + Number(exponent);
  const digits = BigInt(whole + fraction);
  if (shift >= 0) return digits * 10n ** BigInt(shift);
  const divisor = 10n ** BigInt(-shift);
  if (digits % divisor !== 0n) throw new RangeError(`more than ${PLACES} places: ${text}`);
  return digits / divisor;
}

/** Without an exponent and without trailing zeros. */
export function plain(units: bigint): string {
  const digits = units.toString().padStart(PLACES + 1, "0");
  return `${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`.replace(/\.?0+$/, "");
}
