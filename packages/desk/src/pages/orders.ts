import { isIssued, listedStatus, type Order } from "@coincoin/core";
import { coverages, filterOf, statuses } from "../filter.ts";
import { type Html, html } from "../html.ts";
import { amounts, type Frame, older, orderLink, table, time } from "../layout.ts";
import type { DeskPage } from "./page.ts";

export const orders: DeskPage = async ({ coincoin, frame, query }) => {
  const { items, cursor } = await coincoin.listOrders({
    ...filterOf(query),
    after: query.get("after") ?? undefined,
  });
  const exported = new URLSearchParams(query);
  for (const name of ["after", "done", "problem"]) exported.delete(name);
  return {
    title: "Orders",
    content: html`<form method="get" role="search">
<label>Begins with <input type="search" name="text" value="${query.get("text")}" placeholder="payment id, reference, address"></label>
${choice("Status", "status", statuses, query)}${choice("Received", "coverage", coverages, query)}${choice("Paid", "paid", ["yes", "no"], query)}
<label>From <input type="date" name="from" value="${query.get("from")}"></label><label>Before <input type="date" name="to" value="${query.get("to")}"></label>
<button class="main">Show</button></form>
<p><a href="${frame.base}/orders.csv?${exported.toString()}">Export these orders (CSV)</a></p>
${orderTable(frame, items)}${older(frame, "orders", query, cursor)}`,
  };
};

function choice(label: string, name: string, values: readonly string[], query: URLSearchParams): Html {
  const options = values.map(
    (value) => html`<option${value === query.get(name) ? html` selected` : null}>${value}</option>`,
  );
  return html`<label>${label} <select name="${name}"><option value="">any</option>${options}</select></label>`;
}

export function orderTable(frame: Frame, items: readonly Order[]): Html {
  const rows = items.map((order) => [
    orderLink(frame, order.paymentId),
    order.reference,
    order.price,
    stateOf(order),
    isIssued(order) ? `${amounts(order.received)} of ${order.amountDue} ${order.coin}` : "",
    time(order.createdAt),
  ]);
  return table(
    "Orders",
    ["Payment", "Reference", "Price", "Status", "Received", "Asked for"],
    rows,
    "No orders here.",
  );
}

export function stateOf(order: Order): string {
  if (order.withdrawn !== undefined) return "withdrawn";
  return order.paid === null ? listedStatus(order) : `paid, ${listedStatus(order)}`;
}
