import { ChainError } from "./errors.ts";
import type { LookQuery } from "./reader.ts";

/** `since` of a query in seconds. Throws `config_invalid`: without it a look would not know where to begin. */
export function sinceSeconds({ since }: LookQuery): number {
  const ms = Date.parse(since);
  if (Number.isFinite(ms)) return Math.floor(ms / 1000);
  throw new ChainError(
    "config_invalid",
    `"since" of a look must be a time as ISO 8601, received "${since}".`,
  );
}
