import { type CoinCoin, isIssued, listedStatus, type Order } from "@coincoin/core";
import { filterOf } from "./filter.ts";
import { amounts } from "./layout.ts";

const columns: readonly (readonly [string, (order: Order) => string | null | undefined])[] = [
  ["created", ({ createdAt }) => createdAt],
  ["reference", ({ reference }) => reference],
  ["payment_id", ({ paymentId }) => paymentId],
  ["status", (order) => (order.withdrawn === undefined ? listedStatus(order) : "withdrawn")],
  ["coverage", (order) => (isIssued(order) ? order.coverage : null)],
  ["price", ({ price }) => price],
  ["display_amount", ({ display }) => display?.amount],
  ["display_currency", ({ display }) => display?.currency],
  ["coin", (order) => (isIssued(order) ? order.coin : null)],
  ["network", (order) => (isIssued(order) ? order.network : null)],
  ["address", (order) => (isIssued(order) ? order.address : null)],
  ["amount_due", (order) => (isIssued(order) ? order.amountDue : null)],
  ["received", (order) => (isIssued(order) ? amounts(order.received) : null)],
  ["confirmed", (order) => (isIssued(order) ? amounts(order.confirmed) : null)],
  ["paid_at", ({ paid }) => paid?.at],
  ["expires_at", (order) => (isIssued(order) ? order.expiresAt : null)],
  ["customer", ({ customer }) => customer],
  [
    "refunds",
    ({ refunds = [] }) => refunds.map(({ amount, coin, at }) => `${amount} ${coin} at ${at}`).join("; "),
  ],
];

/** Row by row, so that a million of them need no memory. The mark at the beginning tells spreadsheets that it is UTF-8. */
export async function* ordersCsv(
  coincoin: CoinCoin,
  query: URLSearchParams,
): AsyncGenerator<string, void, undefined> {
  const orders = coincoin.eachOrder(filterOf(query));
  let next = await orders.next();
  yield `\uFEFF${columns.map(([name]) => name).join(",")}\r\n`;
  while (next.done !== true) {
    const order = next.value;
    yield `${columns.map(([, value]) => cell(value(order) ?? "")).join(",")}\r\n`;
    next = await orders.next();
  }
}

/** Quoted where it has to be. What a spreadsheet would run as a formula begins with an apostrophe: a customer may have written it. */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
