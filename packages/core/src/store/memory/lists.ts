import { facetOf, isSearched, purchaseStatus } from "../../domain/listing.ts";
import type { Order, Purchase } from "../../domain/order.ts";
import { CoinCoinError } from "../../lib/errors.ts";
import type { ListQuery, OrdersQuery, PurchasesQuery } from "../queries.ts";
import type { Page } from "../store.ts";
import { copyOf } from "./copy.ts";
import type { Tables } from "./tables.ts";

interface Listed<T> {
  readonly at: string;
  readonly seq: number;
  readonly value: T;
}

export function listOrders({ orders, purchases }: Tables, query: OrdersQuery): Page<Order> {
  const rows = [...orders].flatMap(([paymentId, { at, seq, reference }]) => {
    const attempts = purchases.get(reference)?.value.attempts ?? [];
    return attempts
      .filter((order) => order.paymentId === paymentId && isMeant(order, query))
      .map((value) => ({ at, seq, value }));
  });
  return pageByTime(query, rows);
}

function isMeant(order: Order, { facets, reference, customer, text }: OrdersQuery): boolean {
  return (
    (facets === undefined || facets.includes(facetOf(order))) &&
    (reference === undefined || reference === order.reference) &&
    (customer === undefined || customer === order.customer) &&
    (text === undefined || isSearched(order, text))
  );
}

export function listPurchases({ purchases }: Tables, query: PurchasesQuery): Page<Purchase> {
  const { status, text } = query;
  const rows = [...purchases.values()].filter(
    ({ value }) =>
      (status === undefined || status === purchaseStatus(value)) &&
      (text === undefined || value.reference.startsWith(text)),
  );
  return pageByTime(query, rows);
}

function pageByTime<T>(
  query: ListQuery & { readonly from?: string | undefined; readonly to?: string | undefined },
  rows: readonly Listed<T>[],
): Page<T> {
  const { from, to, after, limit } = query;
  const before = after === undefined ? undefined : readTimeCursor(after);
  const meant = rows
    .filter((row) => (from === undefined || row.at >= from) && (to === undefined || row.at < to))
    .filter((row) => before === undefined || isBefore(row, before))
    .sort((a, b) => (isBefore(a, b) ? 1 : -1));
  const shown = meant.slice(0, limit);
  const last = shown.at(-1);
  const cursor = meant.length > limit && last !== undefined ? `${last.at}.${last.seq}` : null;
  return { items: copyOf(shown.map(({ value }) => value)), cursor };
}

type Place = Pick<Listed<unknown>, "at" | "seq">;

function isBefore(a: Place, b: Place): boolean {
  return a.at === b.at ? a.seq < b.seq : a.at < b.at;
}

function readTimeCursor(cursor: string): Place {
  const [, at, seq] = /^(\d{4}-\d\d-\d\dT[\d:.]{8,16}Z)\.(\d{1,15})$/.exec(cursor) ?? [];
  if (at !== undefined && seq !== undefined) return { at, seq: Number(seq) };
  throw new CoinCoinError(
    "request_invalid",
    "`after` must be the `cursor` of the page before, received another text. Pass it unchanged.",
  );
}
