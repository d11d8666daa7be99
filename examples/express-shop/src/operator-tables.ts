import {
  type AttentionItem,
  type DeliveryRecord,
  type InboxEntry,
  isIssued,
  type Order,
} from "@coincoin/core";
import { kindInWords } from "./attention.ts";
import type { ShopDatabase } from "./database.ts";
import { type Html, html } from "./html.ts";

export function attentionTable(items: readonly AttentionItem[], now: number): Html {
  const rows = items.map(
    (item) => html`<tr><td data-head="What"><strong>${kindInWords[item.kind]}</strong><br>
<span class="soft">${ago(item.firstAt, now)}${item.count > 1 ? `, ${item.count} times` : ""}</span></td>
<td data-head="Order">${orderOf(item)}</td><td data-head="What happened">${item.message}</td>
<td data-head="What was done">${item.resolvedAt === null ? resolveForm(item) : html`${item.note}<br><span class="soft">${item.resolvedBy}, ${time(item.resolvedAt)}</span>`}</td></tr>`,
  );
  return table(["What", "Order", "What happened", "What was done"], rows, "Nothing needs anybody.");
}

const orderOf = ({ reference, paymentId }: AttentionItem): Html =>
  html`${reference === null ? null : html`<code>${reference}</code><br>`}${paymentId === null ? null : link(paymentId)}`;

const resolveForm = ({ id }: AttentionItem): Html =>
  html`<form class="row" method="post" action="/operator/resolve"><input type="hidden" name="id" value="${id}">
<input name="note" aria-label="What was done" required><button class="plain">Resolve</button></form>`;

export function deadLetterTable(items: readonly DeliveryRecord[]): Html {
  const rows = items.map(
    ({
      event,
      attempts,
      lastError,
    }) => html`<tr><td>${event.type}<br>${event.paymentId === null ? null : link(event.paymentId)}</td><td>${attempts} attempts: <code>${lastError}</code></td>
<td><form method="post" action="/operator/retry"><input type="hidden" name="event" value="${event.id}"><button class="plain">Retry</button></form></td></tr>`,
  );
  return table(["Event", "Why it failed", "What to do"], rows, "Every event was handled.");
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
<label>Payment id<br><input name="payment" required></label><label>Total received<br><input name="amount" required size="14"></label><label>Coin<br><input name="coin" value="usdt" size="5" required></label>
<label>State<br><select name="state"><option>receiving</option><option>settling</option><option>completed</option><option>invalid</option></select></label><button class="plain">Enter</button></form>`;
}

function table(heads: readonly string[], rows: readonly Html[], empty: string): Html {
  if (rows.length === 0) return html`<p class="soft">${empty}</p>`;
  return html`<div class="card wide"><table><tr>${heads.map((head) => html`<th>${head}</th>`)}</tr>${rows}</table></div>`;
}

const link = (paymentId: string) =>
  html`<a href="/operator?order=${paymentId}"><code>${paymentId}</code></a>`;
const time = (iso: string) => `${iso.slice(0, 16).replace("T", " ")} UTC`;

/** "3 hours ago": what has waited how long is what an operator looks for first. */
function ago(iso: string, now: number): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(iso)) / 60_000));
  const [count, unit] =
    minutes < 60
      ? [minutes, "minute"]
      : minutes < 2_880
        ? [Math.floor(minutes / 60), "hour"]
        : [Math.floor(minutes / 1_440), "day"];
  return `${count} ${unit}${count === 1 ? "" : "s"} ago`;
}
const amounts = (received: Readonly<Record<string, string>>) =>
  Object.entries(received)
    .map(([coin, amount]) => `${amount} ${coin}`)
    .join(", ") || "0";
