import { CoinCoinError } from "../lib/errors.ts";
import { nearest } from "./nearest.ts";

/** The error of a wrong option. `problem` says what was given and the way out; never a secret. */
export function invalid(option: string, problem: string): CoinCoinError {
  return new CoinCoinError("config_invalid", `Option ${option} ${problem}`, { details: { option } });
}

/** What was given, short. For options that hold no secret. */
export function given(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint")
    return String(value);
  if (value === null || value === undefined) return String(value);
  return Array.isArray(value) ? "an array" : typeof value === "function" ? "a function" : "an object";
}

export type Given = Readonly<Record<string, unknown>>;

/** An object that holds none but known names; {} when absent. Values of unknown names are not printed: they may be secrets. */
export function optionsOf(value: unknown, path: string, known: readonly string[]): Given {
  if (value === undefined) return {};
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw invalid(
      path,
      `is an object; ${typeof value === "object" ? given(value) : `this is a ${typeof value}`} was given.`,
    );
  }
  for (const name of Object.keys(value)) {
    if (known.includes(name)) continue;
    const full = path === "options" ? name : `${path}.${name}`;
    const meant = nearest(name, known);
    throw invalid(
      full,
      meant === undefined
        ? `is not known. Known are: ${known.join(", ")}.`
        : `is not known. Did you mean ${meant}?`,
    );
  }
  return Object.fromEntries(Object.entries(value));
}

export function oneOf<const T extends string>(
  value: unknown,
  option: string,
  choices: readonly T[],
  fallback: T,
): T {
  if (value === undefined) return fallback;
  const choice = choices.find((one) => one === value);
  if (choice === undefined) {
    throw invalid(
      option,
      `is one of ${choices.map((one) => `"${one}"`).join(", ")}; ${given(value)} was given.`,
    );
  }
  return choice;
}

export interface Range {
  readonly min: number;
  readonly max: number;
  readonly fallback: number;
}

export function wholeNumber(value: unknown, option: string, { min, max, fallback }: Range): number {
  if (value === undefined) return fallback;
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= min && value <= max) return value;
  throw invalid(option, `is a whole number from ${min} to ${max}; ${given(value)} was given.`);
}

/** A number that need not be whole. */
export function quantity(value: unknown, option: string, { min, max, fallback }: Range): number {
  if (value === undefined) return fallback;
  if (typeof value === "number" && Number.isFinite(value) && value >= min && value <= max) return value;
  throw invalid(option, `is a number from ${min} to ${max}; ${given(value)} was given.`);
}

/** Whether a value has methods of these names; own ones or inherited. */
export function hasMethods(value: unknown, names: readonly string[]): boolean {
  if (typeof value !== "object" || value === null) return false;
  return names.every((name) => name in value && typeof Reflect.get(value, name) === "function");
}
