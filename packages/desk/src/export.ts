import {
  type CoinCoin,
  type InboxEntry,
  type IssuedOrder,
  isIssued,
  listedStatus,
  type Order,
} from "@coincoin/core";
import { filterOf } from "./filter.ts";
import { quotient } from "./quotient.ts";

/** An order, and the notifications on which it is believed. */
interface Row {
  readonly order: Order;
  readonly notifications: readonly InboxEntry[];
}

const issued =
  (value: (order: IssuedOrder) => string | undefined) =>
  ({ order }: Row): string | undefined =>
    isIssued(order) ? value(order) : undefined;

/** In the order of the exports that bookkeepers know: when and what, the price, the coin, what came, and what speaks for it. */
const columns: readonly (readonly [string, (row: Row) => string | null | undefined])[] = [
  ["created", ({ order }) => order.createdAt],
  ["paid_at", ({ order }) => order.paid?.at],
  ["reference", ({ order }) => order.reference],
  ["payment_id", ({ order }) => order.paymentId],
  ["status", ({ order }) => (order.withdrawn === undefined ? listedStatus(order) : "withdrawn")],
  ["coverage", issued(({ coverage }) => coverage)],
  ["price", ({ order }) => order.price],
  ["asked_price", ({ order }) => order.askedPrice],
  ["display_amount", ({ order }) => order.display?.amount],
  ["display_currency", ({ order }) => order.display?.currency],
  ["coin", issued(({ coin }) => coin)],
  ["network", issued(({ network }) => network)],
  ["amount_due", issued(({ amountDue }) => amountDue)],
  ["rate", issued(({ askedPrice, amountDue }) => quotient(askedPrice, amountDue))],
  ["received", issued(({ received, coin }) => received[coin] ?? "0")],
  ["confirmed", issued(({ confirmed, coin }) => confirmed[coin] ?? "0")],
  ["received_other_coins", issued(otherCoins)],
  ["address", issued(({ address }) => address)],
  ["expires_at", issued(({ expiresAt }) => expiresAt)],
  ["customer", ({ order }) => order.customer],
  ["proofs", ({ notifications }) => [...new Set(notifications.map(proof))].join("; ")],
  [
    "refunds",
    ({ order: { refunds = [] } }) =>
      refunds
        .map(({ amount, coin, at, transaction }) => `${amount} ${coin} at ${at} ${transaction ?? ""}`.trim())
        .join("; "),
  ],
];

function otherCoins({ received, coin }: IssuedOrder): string {
  const others = Object.entries(received).filter(([other]) => other !== coin);
  return others.map(([other, amount]) => `${amount} ${other}`).join("; ");
}

function proof({ source, by, proofs }: InboxEntry): string {
  return source === "operator" ? `entered by ${by}` : `token ${proofs.token}, signature ${proofs.signature}`;
}

async function rowOf(coincoin: CoinCoin, order: Order): Promise<Row> {
  if (!isIssued(order) || Object.keys(order.received).length === 0) return { order, notifications: [] };
  const { paymentId } = order;
  const { items } = await coincoin.inbox.list({ paymentId, limit: 200 });
  return { order, notifications: items.filter(({ outcome }) => outcome === "applied").reverse() };
}

/** Row by row, so that a million of them need no memory. The mark at the beginning tells spreadsheets that it is UTF-8. */
export async function* ordersCsv(
  coincoin: CoinCoin,
  query: URLSearchParams,
): AsyncGenerator<string, void, undefined> {
  const orders = coincoin.eachOrder(filterOf(query));
  let next = await orders.next();
  yield `\uFEFF${columns.map(([name]) => name).join(",")}\r\n`;
  while (next.done !== true) {
    const row = await rowOf(coincoin, next.value);
    yield `${columns.map(([, value]) => cell(value(row) ?? "")).join(",")}\r\n`;
    next = await orders.next();
  }
}

/** Quoted where it has to be. What a spreadsheet would run as a formula begins with an apostrophe: a customer may have written it. */
function cell(value: string): string {
  const safe = /^\s*[=+\-@]|^[\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
