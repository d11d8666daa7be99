import { isCoinCoinError } from "@coincoin/core";

/** The command line was not understood, or something is not configured. */
export class UsageError extends Error {
  declare readonly name: "UsageError";
  static {
    Object.defineProperty(this.prototype, "name", { value: "UsageError" });
  }
}

export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly isUsage: boolean;
}

const CONFIGURATION: ReadonlySet<string> = new Set([
  "config_invalid",
  "public_url_missing",
  "store_not_durable",
]);

export function failureOf(error: unknown): Failure {
  if (error instanceof UsageError) return { code: "usage", message: error.message, isUsage: true };
  if (isCoinCoinError(error)) {
    return { code: error.code, message: error.message, isUsage: CONFIGURATION.has(error.code) };
  }
  return { code: "unexpected", message: reasonOf(error), isUsage: false };
}

/** Also what a failed `fetch` hides in its cause. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return "no answer in time";
  const { cause } = error;
  if (cause instanceof AggregateError && cause.errors[0] instanceof Error) return cause.errors[0].message;
  return cause instanceof Error && cause.message !== "" ? cause.message : error.message;
}
