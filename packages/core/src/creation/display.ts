import type { Display } from "@coincoin/checkout";
import { isNegative, readDecimal } from "../domain/amount.ts";
import { CoinCoinError } from "../lib/errors.ts";
import { kindOf, lengthOf, received } from "../lib/received.ts";

const MAX_TEXT = 200;
const MAX_LINES = 20;

/**
 * Checks what a customer is to be shown.
 * @throws CoinCoinError `display_invalid`
 */
export function checkDisplay(display: unknown): Display | null {
  if (display === undefined || display === null) return null;
  const { amount, currency, title, lines = [] } = fields(display, "display");
  if (typeof currency !== "string" || !/^[A-Z]{3}$/.test(currency))
    throw invalid("display.currency", 'three capital letters, like "EUR"', received(currency));
  if (!Array.isArray(lines) || lines.length > MAX_LINES)
    throw invalid(
      "display.lines",
      `a list of at most ${MAX_LINES}`,
      Array.isArray(lines) ? `${lines.length}` : kindOf(lines),
    );
  return {
    amount: money(amount, "display.amount"),
    currency,
    title: title === undefined || title === null ? null : text(title, "display.title"),
    lines: lines.map((given: unknown, index) => {
      const name = `display.lines[${index}]`;
      const line = fields(given, name);
      const cost = line["amount"];
      return {
        text: text(line["text"], `${name}.text`),
        amount: cost === undefined || cost === null ? null : money(cost, `${name}.amount`),
      };
    }),
  };
}

function fields(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null) return Object.fromEntries(Object.entries(value));
  throw invalid(name, "an object", kindOf(value));
}

function money(value: unknown, name: string): string {
  const isInput = typeof value === "string" || typeof value === "number" || typeof value === "bigint";
  const decimal = isInput ? readDecimal(value) : undefined;
  if (decimal === undefined || isNegative(decimal))
    throw invalid(name, 'an exact decimal, like "49.90"', received(value));
  return decimal;
}

function text(value: unknown, name: string): string {
  if (typeof value === "string" && value !== "" && value.length <= MAX_TEXT && value.isWellFormed())
    return value;
  throw invalid(name, `a string of 1 to ${MAX_TEXT} characters`, lengthOf(value));
}

function invalid(name: string, expected: string, was: string): CoinCoinError {
  return new CoinCoinError("display_invalid", `${name} must be ${expected}, received ${was}.`);
}
