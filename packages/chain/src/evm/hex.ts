/** `undefined` unless it is "0x" and hex digits of a number that a float holds exactly. */
export function countOf(value: unknown): number | undefined {
  if (typeof value !== "string" || !/^0x[0-9a-f]{1,64}$/i.test(value)) return undefined;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : undefined;
}

export function hexOf(number: number): string {
  return `0x${number.toString(16)}`;
}

/** 32 bytes in lower case: a hash, a topic, a word. */
export function wordOf(value: unknown): string | undefined {
  return typeof value === "string" && /^0x[0-9a-f]{64}$/i.test(value) ? value.toLowerCase() : undefined;
}
