import { html } from "../html.ts";
import { form, older, orderLink, table, time } from "../layout.ts";
import type { DeskPage } from "./page.ts";

export const deadLetters: DeskPage = async ({ coincoin, frame, query }) => {
  const { items, cursor } = await coincoin.deadLetters.list({ after: query.get("after") ?? undefined });
  const rows = items.map(({ event, attempts, createdAt, lastError }) => [
    html`<strong>${event.type}</strong><br>${time(createdAt)}`,
    orderLink(frame, event.paymentId),
    html`${attempts === 1 ? "Tried once" : `Tried ${attempts} times`}: <code>${lastError}</code>`,
    form(
      frame,
      "retry",
      "dead-letters",
      html`<input type="hidden" name="event" value="${event.id}"><button>Retry</button>`,
    ),
  ]);
  return {
    title: "Dead letters",
    content: html`<p class="soft">Events whose handlers failed for the last time. Mend the cause, then retry.</p>
${table("Dead letters", ["Event", "Order", "Why it failed", "What to do"], rows, "Every event was handled.")}${older(frame, "dead-letters", query, cursor)}`,
  };
};
