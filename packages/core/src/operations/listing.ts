import { type FacetFilter, facetsOf, type PurchaseStatus } from "../domain/listing.ts";
import { isoTime } from "../lib/environment.ts";
import { CoinCoinError } from "../lib/errors.ts";
import type { OrdersQuery, PurchasesQuery } from "../store/queries.ts";
import type { PageRequest } from "./paging.ts";

/** Times as a `Date` or ISO 8601; a day alone is its beginning in UTC. */
export interface Period {
  /** First asked for at or after this time. */
  readonly from?: Date | string | undefined;
  /** First asked for before this time. */
  readonly to?: Date | string | undefined;
}

/** Which orders; all conditions together. */
export interface OrderFilter extends FacetFilter, Period {
  readonly reference?: string | undefined;
  readonly customer?: string | undefined;
  /** What the payment id, reference, customer or address begins with. 1 to 200 characters. */
  readonly text?: string | undefined;
}

/** Which references; all conditions together. */
export interface PurchaseFilter extends Period {
  readonly status?: PurchaseStatus | undefined;
  /** What the reference begins with. */
  readonly text?: string | undefined;
}

export type OrderQuery = OrderFilter & PageRequest;
export type PurchaseQuery = PurchaseFilter & PageRequest;

/** @throws CoinCoinError `request_invalid` */
export function orderFilter(filter: OrderFilter): Omit<OrdersQuery, "appId" | "limit" | "after"> {
  const { reference, customer, text, ...rest } = filter;
  return { facets: facetsOf(rest), ...period(rest), reference, customer, text: searched(text) };
}

/** @throws CoinCoinError `request_invalid` */
export function purchaseFilter(filter: PurchaseFilter): Omit<PurchasesQuery, "appId" | "limit" | "after"> {
  return { status: filter.status, ...period(filter), text: searched(filter.text) };
}

function period({ from, to }: Period): { from: string | undefined; to: string | undefined } {
  return { from: timeOf("from", from), to: timeOf("to", to) };
}

function timeOf(name: string, time: Date | string | undefined): string | undefined {
  if (time === undefined) return undefined;
  const ms = new Date(time).getTime();
  if (Number.isFinite(ms)) return isoTime(ms);
  throw new CoinCoinError(
    "request_invalid",
    `\`${name}\` must be a time: a Date, or ISO 8601 such as 2026-01-31, received ${JSON.stringify(time)}.`,
  );
}

/** What an empty field of a form sends looks for everything. */
function searched(text: string | undefined): string | undefined {
  const wanted = text?.trim();
  if (wanted === undefined || wanted === "") return undefined;
  if (wanted.length <= 200) return wanted;
  throw new CoinCoinError(
    "request_invalid",
    `\`text\` must have at most 200 characters, received ${wanted.length}.`,
  );
}
