import type { Order, Page, Purchase } from "@coincoin/core";
import type { OrdersQuery, PurchasesQuery } from "@coincoin/core/store";
import { decode } from "../shared/facts.ts";
import { toKey } from "../shared/keys.ts";
import { mergedPage, prefixes, windowOf } from "../shared/listing.ts";
import { type Database, integer, type Row, text } from "./database.ts";
import { lists } from "./statements.ts";

type Walk = readonly [sql: string, values: Readonly<Record<string, string>>];

/** One walk for each facet, or one for each field that is searched, merged: every walk stops at the limit. */
export function listOrders(database: Database, query: OrdersQuery): Page<Order> {
  const { facets, reference, customer } = query;
  const values = {
    ...windowOf(query),
    facets: facets === undefined ? null : JSON.stringify(facets),
    reference: reference === undefined ? null : toKey(reference),
    customer: customer === undefined ? null : toKey(customer),
  };
  const rows = orderWalks(query).flatMap(([sql, more]) => database.allNamed(sql, { ...values, ...more }));
  return mergedPage(rows.map(placed), query.limit, orderIn);
}

export function listPurchases(database: Database, query: PurchasesQuery): Page<Purchase> {
  const { status = null, text: searched } = query;
  const values = { ...windowOf(query), status };
  const [sql, more] = purchaseWalk(status, searched);
  const rows = database.allNamed(sql, { ...values, ...more });
  return mergedPage(rows.map(placed), query.limit, (row) => decode("purchase", text(row, "data")));
}

function orderWalks({ facets, reference, customer, text: searched }: OrdersQuery): Walk[] {
  if (searched !== undefined) {
    const { ids, addresses } = prefixes(searched);
    return [
      ...ids.flatMap((range): Walk[] => [
        [lists.ordersByPaymentId, range],
        [lists.ordersByReference, range],
        [lists.ordersByCustomer, range],
      ]),
      ...addresses.map((range): Walk => [lists.ordersByAddress, range]),
    ];
  }
  if (reference !== undefined) return [[lists.ordersOfReference, {}]];
  if (customer !== undefined) return [[lists.ordersOfCustomer, {}]];
  if (facets !== undefined) return facets.map((facet) => [lists.ordersOfFacet, { facet }]);
  return [[lists.orders, {}]];
}

function purchaseWalk(status: string | null, searched: string | undefined): Walk {
  const [range] = searched === undefined ? [] : prefixes(searched).ids;
  if (range !== undefined) return [lists.purchasesByReference, range];
  return [status === null ? lists.purchases : lists.purchasesOfStatus, {}];
}

function placed(row: Row): { at: string; seq: number; row: Row } {
  return { at: text(row, "listed_at"), seq: integer(row, "seq"), row };
}

function orderIn(row: Row): Order {
  const { attempts, reference } = decode("purchase", text(row, "data"));
  const order = attempts.find(({ paymentId }) => toKey(paymentId) === text(row, "payment_id"));
  if (order === undefined) throw new TypeError(`the purchase ${reference} lacks an attempt`);
  return order;
}
