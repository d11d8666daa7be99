import { CoinCoinError } from "../lib/errors.ts";
import type { Page } from "../store/store.ts";

/** A page of a list. */
export interface PageRequest {
  /** 1 to 200. Default 50. */
  readonly limit?: number | undefined;
  /** The `cursor` of the page before. */
  readonly after?: string | undefined;
}

/** All items of a list, page by page: as many as there are, and never more than a page of them in memory. */
export async function* eachOf<T>(
  list: (page: { readonly limit: number; readonly after: string | undefined }) => Promise<Page<T>>,
): AsyncGenerator<T, void, undefined> {
  let after: string | undefined;
  do {
    const page = await list({ limit: MOST, after });
    yield* page.items;
    after = page.cursor ?? undefined;
  } while (after !== undefined);
}

const MOST = 200;

/** @throws CoinCoinError `request_invalid` */
export function pageOf({ limit = 50, after }: PageRequest): { limit: number; after: string | undefined } {
  if (Number.isInteger(limit) && limit >= 1 && limit <= 200) return { limit, after };
  throw new CoinCoinError(
    "request_invalid",
    `limit must be a whole number from 1 to 200, received ${limit}. Use the cursor for more.`,
  );
}
