import type { InboxEntry } from "@coincoin/core";
import { type Html, html } from "../html.ts";
import { type Frame, form, older, orderLink, table, time } from "../layout.ts";
import type { DeskPage } from "./page.ts";

const outcomes = ["held", "parked", "conflict", "dismissed"] as const;

export const inbox: DeskPage = async ({ coincoin, frame, query }) => {
  const outcome = outcomes.find((known) => known === query.get("outcome"));
  const { items, cursor } = await coincoin.inbox.list({ outcome, after: query.get("after") ?? undefined });
  const filters = [undefined, ...outcomes].map(
    (each) =>
      html`<a href="${frame.base}/inbox${each === undefined ? "" : `?outcome=${each}`}"${each === outcome ? html` aria-current="true"` : null}>${each ?? "all"}</a> `,
  );
  const rows = items.map((entry) => [
    time(entry.firstAt),
    orderLink(frame, entry.paymentId),
    html`${entry.outcome}${entry.reason === null ? null : html`<br><span class="soft">${entry.reason}</span>`}`,
    proofsOf(entry),
    html`<code>${entry.body}</code>`,
    entry.outcome === "held" ? acceptForm(frame, entry) : null,
  ]);
  return {
    title: "Notifications",
    content: html`<p class="row">${filters}</p>
${table("Notifications", ["When", "Order", "What became of it", "Proofs", "Body", "What to do"], rows, "No notification here.")}${older(frame, "inbox", query, cursor)}`,
  };
};

/** What speaks for its sender. A token's fingerprint is no secret. */
export function proofsOf({ source, by, proofs, count }: InboxEntry): Html {
  const from = source === "webhook" ? null : html`entered by ${by}<br>`;
  return html`${from}token ${proofs.token ?? "none"}, signature ${proofs.signature}${count > 1 ? `, came ${count} times` : ""}`;
}

function acceptForm(frame: Frame, { paymentId, digest }: InboxEntry): Html {
  return form(
    frame,
    "accept",
    "inbox",
    html`<input type="hidden" name="payment" value="${paymentId}"><input type="hidden" name="digest" value="${digest}"><button>I compared it: let it pass</button>`,
  );
}
