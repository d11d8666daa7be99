/** `amount * numerator / denominator`, exactly for the small fractions that are asked here. Digits and a point in, the same out. */
export function share(amount: string, numerator: bigint, denominator: bigint): string {
  const [whole = "0", fraction = ""] = amount.split(".");
  // Room for the division: halves need one more digit, and nobody asks for finer parts than tenths.
  const digits = fraction.length + 2;
  const units = (BigInt(whole + fraction.padEnd(digits, "0")) * numerator) / denominator;
  const text = units.toString().padStart(digits + 1, "0");
  const rest = text.slice(-digits).replace(/0+$/, "");
  return rest === "" ? text.slice(0, -digits) : `${text.slice(0, -digits)}.${rest}`;
}

/** The exact sum of decimals without a sign. */
export function sumOf(amounts: readonly string[]): string {
  const digits = Math.max(0, ...amounts.map((amount) => (amount.split(".")[1] ?? "").length));
  const units = amounts.map((amount) => {
    const [whole = "0", fraction = ""] = amount.split(".");
    return BigInt(whole + fraction.padEnd(digits, "0"));
  });
  const text = units
    .reduce((sum, each) => sum + each, 0n)
    .toString()
    .padStart(digits + 1, "0");
  const whole = text.slice(0, text.length - digits);
  const fraction = text.slice(text.length - digits).replace(/0+$/, "");
  return fraction === "" ? whole : `${whole}.${fraction}`;
}

/** `amount / by`, cut after so many digits; "" where `by` is 0. Digits and a point in, the same out. */
export function quotient(amount: string, by: string, digits: number): string {
  const scale = Math.max(...[amount, by].map((text) => (text.split(".")[1] ?? "").length));
  const units = (text: string) => {
    const [whole = "0", fraction = ""] = text.split(".");
    return BigInt(whole + fraction.padEnd(scale, "0"));
  };
  if (units(by) === 0n) return "";
  const text = ((units(amount) * 10n ** BigInt(digits)) / units(by)).toString().padStart(digits + 1, "0");
  const rest = text.slice(-digits).replace(/0+$/, "");
  return rest === "" ? text.slice(0, -digits) : `${text.slice(0, -digits)}.${rest}`;
}
