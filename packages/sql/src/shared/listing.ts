import {
  type AttentionEvent,
  type AttentionItem,
  CoinCoinError,
  isIssued,
  type Order,
  type Page,
} from "@coincoin/core";
import { addressKey, attentionEvent, facetOf, openOrder, type Tombstone } from "@coincoin/core/store";
import { toKey } from "./keys.ts";

/** What an order is found by. */
interface ListedFacts {
  /** Until when the gateway receives for it, or it is being asked for; null when it is not open. */
  readonly open_until: string | null;
  readonly facet: string;
  readonly customer: string | null;
  readonly address: string | null;
}

export function listedFacts(order: Order): ListedFacts {
  return {
    open_until: openOrder(order)?.until ?? null,
    facet: facetOf(order),
    customer: order.customer === null ? null : toKey(order.customer),
    address: isIssued(order) ? toKey(addressKey(order.address)) : null,
  };
}

/** Of a reference of whose tombstones one says that it is paid or withdrawn, that one speaks for it. */
export function isOpen({ paidAt, withdrawnAt }: Tombstone): boolean {
  return paidAt === null && withdrawnAt === undefined;
}

/** A place in a list that is ordered by time, then by arrival. */
interface TimePlace {
  readonly at: string;
  readonly seq: number;
}

/** After every row there is. */
const END: TimePlace = { at: "~", seq: Number.MAX_SAFE_INTEGER };

function readTimeCursor(after: string | undefined): TimePlace {
  if (after === undefined) return END;
  const [, at, seq] = /^(\d{4}-\d\d-\d\dT[\d:.]{8,16}Z)\.(\d{1,15})$/.exec(after) ?? [];
  if (at !== undefined && seq !== undefined) return { at, seq: Number(seq) };
  throw new CoinCoinError(
    "request_invalid",
    "`after` is not a cursor: pass the `cursor` of the page before, as it was.",
  );
}

interface Window {
  readonly appId: string;
  readonly limit: number;
  readonly after?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** What every list by time is bounded by; one row more than the page, to know whether there is another. */
export function windowOf({ appId, limit, after, from = "", to = END.at }: Window) {
  const { at, seq } = readTimeCursor(after);
  return { app: toKey(appId), from, to, at, seq, limit: limit + 1 };
}

/** Rows of several walks, each at least a page of what it has: the page of all of them. A row may come from two. */
export function mergedPage<R, T>(
  rows: readonly (TimePlace & { readonly row: R })[],
  limit: number,
  read: (row: R) => T,
): Page<T> {
  const each = [...new Map(rows.map((row) => [row.seq, row])).values()].sort(byTime);
  const shown = each.slice(0, limit);
  const last = shown.at(-1);
  const cursor = each.length > limit && last !== undefined ? `${last.at}.${last.seq}` : null;
  return { items: shown.map(({ row }) => read(row)), cursor };
}

/** Newest first. */
function byTime(a: TimePlace, b: TimePlace): number {
  return a.at === b.at ? b.seq - a.seq : a.at < b.at ? 1 : -1;
}

type KeyRange = Readonly<Record<"text" | "end", string>>;

/** Keys that begin with what is looked for: as it is, and where case means nothing in lower case, too. */
export function prefixes(searched: string): { ids: KeyRange[]; addresses: KeyRange[] } {
  const range = (prefix: string): KeyRange => {
    const text = toKey(prefix);
    return { text, end: `${text}\u{10FFFF}` };
  };
  const both = new Set([searched, searched.toLowerCase()]);
  return { ids: [range(searched)], addresses: [...both].map(range) };
}

export function eventsOf(type: AttentionEvent["type"], items: readonly AttentionItem[]): AttentionEvent[] {
  return items.map((item) => attentionEvent(type, item)).filter((event) => event !== undefined);
}
