import { CoinCoinError, type Page } from "@coincoin/core";

/** Rows are listed by descending `seq`; a cursor is the last one shown. */
export function readCursor(after: string | undefined): number {
  if (after === undefined) return Number.MAX_SAFE_INTEGER;
  const seq = Number(after);
  if (/^\d{1,15}$/.test(after)) return seq;
  throw new CoinCoinError(
    "request_invalid",
    "`after` must be the `cursor` of the page before, received another text. Pass it unchanged.",
  );
}

/** Of `limit + 1` rows asked for, the page of at most `limit`. */
export function toPage<R extends { readonly seq: number }, T>(
  rows: readonly R[],
  limit: number,
  read: (row: R) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(read),
    cursor: rows.length > limit && last !== undefined ? String(last.seq) : null,
  };
}
