import { html } from "../html.ts";
import { attentionTable } from "./attention.ts";
import { orderTable } from "./orders.ts";
import type { DeskPage } from "./page.ts";

export const today: DeskPage = async ({ coincoin, frame }) => {
  const health = await coincoin.health();
  const { sales, store, spooled, spoolStuck } = health;
  if (store === null)
    return {
      title: "Today",
      content: html`<p class="problem" role="alert">The store is out of order: ${health.error?.message}</p>`,
    };
  const [attention, newest] = await Promise.all([
    coincoin.attention.list({ limit: 5 }),
    coincoin.listOrders({ limit: 10 }),
  ]);
  const needs = Object.values(store.attention).reduce((sum, count) => sum + count, 0);
  const tiles: [string, string | number][] = [
    ["Need a person", needs],
    ["Paid, not delivered", many(health.paidUndelivered)],
    ["Events waiting", many(store.pendingDeliveries)],
    ["Dead letters", store.deadDeliveries],
    ["Notifications held", many(store.held)],
    ["Notifications parked", many(store.parked)],
    ["Receiving now", `${sales.openOrders ?? "?"} of ${sales.openOrdersLimit}`],
    ["Requests today", `${sales.requestsToday ?? "?"} of ${sales.requestsPerDay.toLocaleString("en")}`],
    [
      "In the spool",
      spooled === null ? "none" : `${spooled}${spoolStuck > 0 ? `, ${spoolStuck} stuck` : ""}`,
    ],
  ];
  return {
    title: "Today",
    content: html`<dl class="tiles">${tiles.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
<h2>Needs a person</h2>${attentionTable({ coincoin, frame }, attention.items, "")}
${attention.cursor === null ? null : html`<p><a href="${frame.base}/attention">All of them</a></p>`}
<h2>Newest orders</h2>${orderTable(frame, newest.items)}`,
  };
};

/** The store counts some figures to 10,000. */
function many(count: number | null): string {
  return count === null ? "?" : count >= 10_000 ? "10,000 or more" : String(count);
}
