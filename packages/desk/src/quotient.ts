const PLACES = 8;

/** What one unit of `divisor` is worth in `dividend`, rounded to 8 decimal places; undefined where there is none. */
export function quotient(dividend: string, divisor: string): string | undefined {
  const [above, below] = [scaled(dividend), scaled(divisor)];
  const scale = Math.max(above.places, below.places);
  const denominator = below.units * 10n ** BigInt(scale - below.places);
  if (denominator === 0n) return undefined;
  const numerator = above.units * 10n ** BigInt(scale - above.places + PLACES);
  const rounded = (2n * numerator + denominator) / (2n * denominator);
  const digits = rounded.toString().padStart(PLACES + 1, "0");
  return `${digits.slice(0, -PLACES)}.${digits.slice(-PLACES)}`.replace(/\.?0+$/, "");
}

function scaled(decimal: string): { readonly units: bigint; readonly places: number } {
  const [whole = "0", fraction = ""] = decimal.split(".", 2);
  return { units: BigInt(whole + fraction), places: fraction.length };
}
