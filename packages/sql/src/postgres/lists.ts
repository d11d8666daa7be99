import type { Order, OrdersQuery, Page, Purchase, PurchasesQuery } from "@coincoin/core";
import { decode } from "../shared/facts.ts";
import { toKey } from "../shared/keys.ts";
import { mergedPage, prefixes, windowOf } from "../shared/listing.ts";
import type { Value } from "./pool.ts";
import { integer, type Row, type Session, text } from "./session.ts";

type Parameter = (value: Value) => string;
interface Range {
  readonly text: string;
  readonly end: string;
}

/**
 * One walk for each facet, or one for each field that is searched, merged: every walk stops at the limit. Each is of one index,
 * named by its condition alone, so that the plan does not depend on how many orders there are.
 */
export async function listOrders(session: Session, query: OrdersQuery): Promise<Page<Order>> {
  const { facets, reference, customer } = query;
  // Conditions that contradict each other: nothing is meant.
  if (facets?.length === 0) return { items: [], cursor: null };
  const values: Value[] = [];
  const parameter: Parameter = (value) => `$${values.push(value)}`;
  const { app, limit, ...bounds } = parametersOf(query, parameter);
  const residual = [
    ...(facets === undefined
      ? []
      : [`facet = ANY (ARRAY(SELECT json_array_elements_text(${parameter(JSON.stringify(facets))}::json)))`]),
    ...(reference === undefined ? [] : [`reference = ${parameter(toKey(reference))}`]),
    ...(customer === undefined ? [] : [`customer = ${parameter(toKey(customer))}`]),
  ];
  const walk = (condition: string) => `(SELECT listed_at, seq, payment_id, reference FROM @orders
    WHERE ${[`app_id = ${app}`, condition, ...residual, bounds.window].filter((one) => one !== "").join(" AND ")}
    ORDER BY listed_at DESC, seq DESC LIMIT ${limit}::integer)`;
  const rows = await session.query(
    `SELECT o.listed_at, o.seq, o.payment_id, p.data FROM
      (SELECT DISTINCT * FROM (${conditionsOf(query, parameter).map(walk).join(" UNION ALL ")}) w
       ORDER BY listed_at DESC, seq DESC LIMIT ${limit}::integer) o
     JOIN @purchases p ON p.app_id = ${app} AND p.reference = o.reference`,
    values,
  );
  return mergedPage(rows.map(placed), query.limit, orderIn);
}

function conditionsOf({ facets, reference, customer, text: searched }: OrdersQuery, parameter: Parameter) {
  if (searched !== undefined) {
    const { ids, addresses } = prefixes(searched);
    return [
      ...["payment_id", "reference", "customer"].flatMap((column) => ids.map(inRange(column, parameter))),
      ...addresses.map(inRange("address", parameter)),
    ];
  }
  if (reference !== undefined || customer !== undefined || facets === undefined) return [""];
  return facets.map((facet) => `facet = ${parameter(facet)}`);
}

function inRange(column: string, parameter: Parameter) {
  return (range: Range) => `${column} >= ${parameter(range.text)} AND ${column} < ${parameter(range.end)}`;
}

export async function listPurchases(session: Session, query: PurchasesQuery): Promise<Page<Purchase>> {
  const values: Value[] = [];
  const parameter: Parameter = (value) => `$${values.push(value)}`;
  const { app, limit, window } = parametersOf(query, parameter);
  const { status, text: searched } = query;
  const conditions = [
    `app_id = ${app}`,
    ...(status === undefined ? [] : [`status = ${parameter(status)}`]),
    ...(searched === undefined ? [] : prefixes(searched).ids.map(inRange("reference", parameter))),
    window,
  ];
  const rows = await session.query(
    `SELECT listed_at, seq, data FROM @purchases WHERE ${conditions.join(" AND ")}
     ORDER BY listed_at DESC, seq DESC LIMIT ${limit}::integer`,
    values,
  );
  return mergedPage(rows.map(placed), query.limit, (row) => decode("purchase", text(row, "data")));
}

/** Where the list goes on, and how far. */
function parametersOf(query: OrdersQuery | PurchasesQuery, parameter: Parameter) {
  const { app, from, to, at, seq, limit } = windowOf(query);
  const bounds = [
    `(listed_at, seq) < (${parameter(at)}::text COLLATE "C", ${parameter(seq)}::bigint)`,
    ...(query.from === undefined ? [] : [`listed_at >= ${parameter(from)}`]),
    ...(query.to === undefined ? [] : [`listed_at < ${parameter(to)}`]),
  ];
  return { app: parameter(app), limit: parameter(limit), window: bounds.join(" AND ") };
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
