import { type Decimal, formatDecimal } from "./decimal.ts";

/** How numbers are spelled on the wire. All but the noisy two mean exactly the same value. */
export type NumberSpelling = "plain" | "padded" | "string" | "exponent" | "noise-above" | "noise-below";

export const NUMBER_SPELLINGS: readonly NumberSpelling[] = [
  "plain",
  "padded",
  "string",
  "exponent",
  "noise-above",
  "noise-below",
];

/** How coins and networks are spelled. */
export type NameSpelling = "lower" | "upper";

/** JSON text of an amount: 100.5, 100.50, "100.5", 1.005e2, 100.5000000000001 or 100.4999999999999. */
export function spellNumber(value: Decimal, spelling: NumberSpelling): string {
  const text = formatDecimal(value);
  const noise = noiseOf(value);
  const spellings: Readonly<Record<NumberSpelling, string>> = {
    plain: text,
    padded: text.includes(".") ? `${text}0` : `${text}.0`,
    string: `"${text}"`,
    exponent: exponentOf(text),
    "noise-above": formatDecimal(value + noise),
    "noise-below": formatDecimal(value > noise ? value - noise : value),
  };
  return spellings[spelling];
}

function exponentOf(text: string): string {
  const point = text.includes(".") ? text.indexOf(".") : text.length;
  const digits = text.replace(".", "");
  const significant = digits.replace(/^0+/, "");
  if (significant === "") return "0e0";
  const exponent = point - 1 - (digits.length - significant.length);
  const rest = significant.slice(1).replace(/0+$/, "");
  return `${significant.charAt(0)}${rest === "" ? "" : `.${rest}`}e${exponent < 0 ? "" : "+"}${exponent}`;
}

/** A little more than the last digit a double keeps, as left behind by arithmetic on floats. */
function noiseOf(value: Decimal): Decimal {
  const wholeDigits = (formatDecimal(value).split(".")[0] ?? "").length;
  return 10n ** BigInt(Math.min(2 + wholeDigits, 9));
}

export interface ParsedObject {
  readonly fields: Readonly<Record<string, unknown>>;
  /** A number's digits as they were written, by field: `JSON.parse` alone would round them. */
  readonly literals: Readonly<Record<string, string>>;
}

const tokens = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Reads a JSON object and keeps the spelling of its top-level numbers. `undefined` when it is not a JSON object. */
export function parseObject(text: string): ParsedObject | undefined {
  const fields = parseRecord(text);
  if (fields === undefined) return undefined;
  const quoted = parseRecord(text.replace(tokens, (token) => (token.startsWith('"') ? token : `"${token}"`)));
  const literals: Record<string, string> = {};
  for (const [name, value] of Object.entries(quoted ?? {})) {
    if (typeof fields[name] === "number" && typeof value === "string") literals[name] = value;
  }
  return { fields, literals };
}

function parseRecord(text: string): Record<string, unknown> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isRecord(value) ? value : undefined;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
