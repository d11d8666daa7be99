import {
  type AttentionItem,
  type DeliveryRecord,
  type InboxEntry,
  isIssued,
  type Order,
} from "@coincoin/core";
import type { ShopDatabase } from "./database.ts";
import { type Html, html } from "./html.ts";

export function attentionTable(items: readonly AttentionItem[]): Html {
  const rows = items.map(
    (
      item,
    ) => html`<tr><td><strong>${item.kind}</strong><br><span class="soft">${time(item.lastAt)}${item.count > 1 ? `, ${item.count} times` : ""}</span></td>
<td>${item.message}<br>${item.reference === null ? null : html`<code>${item.reference}</code> `}${item.paymentId === null ? null : link(item.paymentId)}</td>
<td><form class="row" method="post" action="/operator/resolve"><input type="hidden" name="id" value="${item.id}"><input name="note" placeholder="What was done" required><button class="plain">Resolve</button></form></td></tr>`,
  );
  return table(["What", "", ""], rows, "Nothing needs anybody.");
}

export function deadLetterTable(items: readonly DeliveryRecord[]): Html {
  const rows = items.map(
    ({
      event,
      attempts,
      lastError,
    }) => html`<tr><td>${event.type}<br>${link(event.paymentId)}</td><td>${attempts} attempts: <code>${lastError}</code></td>
<td><form method="post" action="/operator/retry"><input type="hidden" name="event" value="${event.id}"><button class="plain">Retry</button></form></td></tr>`,
  );
  return table(["Event", "Why it failed", ""], rows, "Every event was handled.");
}

export function orderTable(orders: readonly Order[]): Html {
  const rows = orders.map((order) => {
    const issued = isIssued(order);
    return html`<tr><td>${link(order.paymentId)}</td><td><code>${order.reference}</code></td><td>${order.status}</td><td>${issued ? order.coverage : ""}</td>
<td class="amount">${issued ? `${amounts(order.received)} of ${order.amountDue} ${order.coin}` : ""}</td><td>${issued ? time(order.expiresAt) : ""}</td></tr>`;
  });
  return table(["Payment", "Order", "Status", "Coverage", "Received", "Expires"], rows, "No orders yet.");
}

export function inboxTable(entries: readonly InboxEntry[]): Html {
  const rows = entries.map(
    (
      entry,
    ) => html`<tr><td>${time(entry.lastAt)}<br><span class="soft">${entry.count > 1 ? `${entry.count} times` : ""}</span></td><td>${link(entry.paymentId)}</td>
<td>${entry.outcome}<br><span class="soft">${entry.reason}</span></td><td>${entry.source === "operator" ? `entered by ${entry.by}` : `token: ${entry.proofs.token ? "right" : "none"}, signature: ${entry.proofs.signature}`}</td><td><code>${entry.body}</code></td></tr>`,
  );
  return table(["When", "Payment", "Outcome", "Proofs", "Body"], rows, "No notification has come yet.");
}

export function fulfilmentTable(shop: ShopDatabase): Html {
  const rows = shop
    .fulfilments()
    .map(
      (done) =>
        html`<tr><td>${time(done.at)}</td><td><code>${done.orderId}</code></td><td><code>${done.eventId}</code></td></tr>`,
    );
  return table(["When", "Order", "Event"], rows, "Nothing was fulfilled yet.");
}

export function reconcileForm(): Html {
  return html`<form class="row card" method="post" action="/operator/reconcile">
<input name="payment" placeholder="Payment id" required><input name="amount" placeholder="Total received" required size="14"><input name="coin" value="usdt" size="5" required>
<select name="state"><option>receiving</option><option>settling</option><option>completed</option><option>invalid</option></select><button class="plain">Enter</button></form>`;
}

function table(heads: readonly string[], rows: readonly Html[], empty: string): Html {
  if (rows.length === 0) return html`<p class="soft">${empty}</p>`;
  return html`<div class="card wide"><table><tr>${heads.map((head) => html`<th>${head}</th>`)}</tr>${rows}</table></div>`;
}

const link = (paymentId: string) =>
  html`<a href="/operator?order=${paymentId}"><code>${paymentId}</code></a>`;
const time = (iso: string) => iso.slice(0, 19).replace("T", " ");
const amounts = (received: Readonly<Record<string, string>>) =>
  Object.entries(received)
    .map(([coin, amount]) => `${amount} ${coin}`)
    .join(", ") || "0";
