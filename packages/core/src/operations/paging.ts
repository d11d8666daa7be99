import { CoinCoinError } from "../lib/errors.ts";

/** A page of a list. */
export interface PageRequest {
  /** 1 to 200. Default 50. */
  readonly limit?: number | undefined;
  /** The `cursor` of the page before. */
  readonly after?: string | undefined;
}

/** @throws CoinCoinError `request_invalid` */
export function pageOf({ limit = 50, after }: PageRequest): { limit: number; after: string | undefined } {
  if (Number.isInteger(limit) && limit >= 1 && limit <= 200) return { limit, after };
  throw new CoinCoinError(
    "request_invalid",
    `limit is ${limit}: a page has 1 to 200 items. Use the cursor for more.`,
  );
}
