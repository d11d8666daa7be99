import { CoinCoinError } from "../lib/errors.ts";
import { kindOf, received } from "../lib/received.ts";
import { nearest } from "./nearest.ts";

/** The error of a wrong option. `problem` says what it must be, what was received and what to do; never a secret. */
export function invalid(option: string, problem: string): CoinCoinError {
  return new CoinCoinError("config_invalid", `Option "${option}" ${problem}`, { details: { option } });
}

/** The same where the value may be printed: for options that hold no secret. */
export function mustBe(option: string, expected: string, value: unknown, advice = ""): CoinCoinError {
  return invalid(option, `must be ${expected}, received ${received(value)}.${advice && ` ${advice}`}`);
}

export type OptionValues = Readonly<Record<string, unknown>>;

/** An object that holds none but known names; {} when absent. Values of unknown names are not printed: they may be secrets. */
export function optionsOf(value: unknown, path: string, known: readonly string[]): OptionValues {
  if (value === undefined) return {};
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw invalid(path, `must be an object, received ${kindOf(value)}.`);
  }
  for (const name of Object.keys(value)) {
    if (known.includes(name)) continue;
    const full = path === "options" ? name : `${path}.${name}`;
    const meant = nearest(name, known);
    throw invalid(
      full,
      meant === undefined
        ? `is not known. Known options: ${known.join(", ")}.`
        : `is not known. Did you mean "${meant}"?`,
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
    throw mustBe(option, `one of ${choices.map((one) => `"${one}"`).join(", ")}`, value);
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
  throw mustBe(option, `a whole number from ${min} to ${max}`, value);
}

/** A number that need not be whole. */
export function quantity(value: unknown, option: string, { min, max, fallback }: Range): number {
  if (value === undefined) return fallback;
  if (typeof value === "number" && Number.isFinite(value) && value >= min && value <= max) return value;
  throw mustBe(option, `a number from ${min} to ${max}`, value);
}

/** Whether a value has methods of these names; own ones or inherited. */
export function hasMethods(value: unknown, names: readonly string[]): boolean {
  if (typeof value !== "object" || value === null) return false;
  return names.every((name) => name in value && typeof Reflect.get(value, name) === "function");
}
