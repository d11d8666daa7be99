/** Exact amounts, written apart from the code under test: units of 10^-18. */
const PLACES = 18;

export function units(text: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (match === null) throw new RangeError(`no amount: ${text}`);
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  const shift = PLACES - fraction.length + Number(exponent);
  const digits = BigInt(whole + fraction);
  const value = shift >= 0 ? digits * 10n ** BigInt(shift) : digits / 10n ** BigInt(-shift);
  return sign === "-" ? -value : value;
}

export function text(value: bigint): string {
  const digits = (value < 0n ? -value : value).toString().padStart(PLACES + 1, "0");
  const fraction = digits.slice(-PLACES).replace(/0+$/, "");
  const whole = digits.slice(0, -PLACES);
  return `${value < 0n ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}

/** Parts of an amount in whole millionths of a coin, as a wallet sends them; what is cut off goes to the last part. */
export function split(exact: bigint, shares: readonly number[]): bigint[] {
  const grain = 10n ** BigInt(PLACES - 6);
  const amount = ((exact + grain - 1n) / grain) * grain;
  const parts = shares.map((share) => ((amount * BigInt(Math.round(share * 1000))) / 1000n / grain) * grain);
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const last = parts.length - 1;
  if (Math.abs(whole - 1) < 1e-9) {
    parts[last] = amount - parts.slice(0, last).reduce((sum, part) => sum + part, 0n);
  }
  return parts.filter((part) => part > 0n);
}
