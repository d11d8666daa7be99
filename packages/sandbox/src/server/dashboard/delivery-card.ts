import type { Delivery, DeliveryAttempt } from "../../engine/outbox.ts";
import { type Html, html } from "./html.ts";
import { indentJson } from "./indent.ts";
import { button } from "./order-card.ts";

const STATUS_TEXT = {
  waiting: "Waiting",
  sending: "Sending",
  delivered: "Delivered",
  failed: "Failed",
  dropped: "Dropped",
} as const;

export function renderDelivery(delivery: Delivery): Html {
  return html`<div class="row">
  <h3>${delivery.reason}</h3>
  <span class="badge ${delivery.status}">${STATUS_TEXT[delivery.status]}</span>
</div>
<p class="fine">${delivery.paymentId}, state ${delivery.state}, ${timeOf(delivery.createdAt)}</p>
<details><summary>Body</summary><pre>${indentJson(delivery.body)}</pre></details>
${delivery.attempts.map(renderAttempt)}
<div class="row buttons quiet">${button(`deliveries/${delivery.id}/redeliver`, "Send again", {})}</div>`;
}

function renderAttempt(attempt: DeliveryAttempt): Html {
  const faults = attempt.faults.length === 0 ? html`` : html` <em>${attempt.faults.join(", ")}</em>`;
  const took = attempt.durationMs === undefined ? "" : ` in ${attempt.durationMs} ms`;
  return html`<details><summary>${attempt.cause}: ${resultOf(attempt)}${took}${faults}</summary>
<p class="fine">${timeOf(attempt.at)}</p>
${attempt.request === undefined ? html`` : html`<pre>${headersOf(attempt.request.headers)}\n\n${indentJson(attempt.request.body)}</pre>`}
${attempt.reply === undefined ? html`` : html`<pre>${attempt.reply.status}\n${indentJson(attempt.reply.body)}</pre>`}
</details>`;
}

function resultOf(attempt: DeliveryAttempt): string {
  if (attempt.reply !== undefined) return `answered ${attempt.reply.status}`;
  return attempt.error ?? attempt.outcome;
}

function headersOf(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");
}

function timeOf(iso: string): Html {
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace("T", " ")}</time>`;
}
