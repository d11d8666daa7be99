import { CoinCoinError } from "../lib/errors.ts";
import { lengthOf } from "../lib/received.ts";

/**
 * Who did something, for the record.
 * @throws CoinCoinError `request_invalid` unless it is 1 to 200 characters
 */
export function readBy(by: unknown, what: string): string {
  return readLine(by, `${what} needs \`by\`, who does it`);
}

/** @throws CoinCoinError `request_invalid` unless it is 1 to 200 characters */
export function readLine(value: unknown, needed: string): string {
  const text = typeof value === "string" ? value.trim() : "";
  if (text !== "" && text.length <= 200) return text;
  throw new CoinCoinError(
    "request_invalid",
    `${needed}: a string of 1 to 200 characters, received ${lengthOf(typeof value === "string" ? text : value)}.`,
  );
}
