import { CoinCoinError, type Coverage, type ListedStatus, type OrderFilter } from "@coincoin/core";
import { given } from "./form.ts";

export const statuses: readonly ListedStatus[] = ["pending", "receiving", "expired", "settling", "completed"];
export const coverages: readonly Coverage[] = ["none", "partial", "full", "over"];

/** The filter that a page's address says. Empty fields are none. */
export function filterOf(query: URLSearchParams): OrderFilter {
  const paid = given(query, "paid");
  return {
    text: given(query, "text"),
    status: oneOf(statuses, "status", given(query, "status")),
    coverage: oneOf(coverages, "coverage", given(query, "coverage")),
    paid: paid === undefined ? undefined : paid === "yes",
    from: given(query, "from"),
    to: given(query, "to"),
  };
}

function oneOf<T extends string>(
  known: readonly T[],
  name: string,
  value: string | undefined,
): T | undefined {
  if (value === undefined) return undefined;
  const found = known.find((each) => each === value);
  if (found !== undefined) return found;
  throw new CoinCoinError(
    "request_invalid",
    `\`${name}\` must be one of ${known.join(", ")}, received ${JSON.stringify(value)}.`,
  );
}
