import { SELECTORS } from "./test-token.ts";

/** Arguments of a call: an address, an amount, or a list of them. */
export type Argument = string | bigint | readonly (string | bigint)[];

/** Calldata of a function of the test token, by Ethereum's ABI. */
export function calldata(signature: keyof typeof SELECTORS, ...values: readonly Argument[]): string {
  const heads: string[] = [];
  let tail = "";
  for (const value of values) {
    if (!Array.isArray(value)) {
      heads.push(word(value as string | bigint));
      continue;
    }
    heads.push(word(BigInt(values.length * 32 + tail.length / 2)));
    tail += word(BigInt(value.length)) + value.map(word).join("");
  }
  return `0x${SELECTORS[signature]}${heads.join("")}${tail}`;
}

/** An address or a number as 32 bytes. */
export function word(value: string | bigint): string {
  const digits = typeof value === "bigint" ? value.toString(16) : value.replace(/^0x/, "");
  return digits.toLowerCase().padStart(64, "0");
}
