import type { AttentionItem, AttentionKind, CoinCoin } from "@coincoin/core";
import { type Html, html } from "../html.ts";
import { type Frame, form, older, orderLink, table, time } from "../layout.ts";
import type { Asked, DeskPage } from "./page.ts";

export const attention: DeskPage = async (asked) => {
  const { coincoin, frame, query, id } = asked;
  if (id !== undefined) return oneItem(asked, id);
  const open = query.get("show") !== "resolved";
  const { items, cursor } = await coincoin.attention.list({ open, after: query.get("after") ?? undefined });
  const other = open
    ? html`<a href="${frame.base}/attention?show=resolved">What was resolved</a>`
    : html`<a href="${frame.base}/attention">What is open</a>`;
  return {
    title: open ? "Needs a person" : "Resolved",
    content: html`<p>${other}</p>${attentionTable({ coincoin, frame }, items, "attention")}${older(frame, "attention", query, cursor)}`,
  };
};

async function oneItem({ coincoin, frame }: Asked, id: string): ReturnType<DeskPage> {
  for await (const item of coincoin.attention.each({ open: "all" })) {
    if (item.id !== id) continue;
    const details = Object.entries(item.details).map(
      ([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`,
    );
    return {
      title: coincoin.attention.message(item).subject,
      content: html`${attentionTable({ coincoin, frame }, [item], "attention")}<h2>Details</h2><dl class="facts">${details}</dl>`,
    };
  }
  return { title: "Not found", content: html`<p>There is no such item. It may have been deleted since.</p>` };
}

export function attentionTable(
  { coincoin, frame }: { readonly coincoin: CoinCoin; readonly frame: Frame },
  items: readonly AttentionItem[],
  back: string,
): Html {
  const rows = items.map((item) => {
    const { severity, subject } = coincoin.attention.message(item);
    return [
      html`<strong class="${severity}"><a href="${frame.base}/attention/${encodeURIComponent(item.id)}">${subject}</a></strong><br><span class="soft">${severity}, ${time(item.firstAt)}${item.count > 1 ? `, ${item.count} times` : ""}</span>`,
      html`${orderLink(frame, item.paymentId)}${item.reference === null || item.reference === item.paymentId ? null : html`<br>${item.reference}`}`,
      item.message,
      item.resolvedAt === null
        ? html`${actionsOf(frame, item, back)}${resolveForm(frame, item, back)}`
        : html`${item.note}<br><span class="soft">${item.resolvedBy}, ${time(item.resolvedAt)}</span>`,
    ];
  });
  return table(
    "What needs a person",
    ["What", "Order", "What happened", "What to do"],
    rows,
    "Nothing needs anybody.",
  );
}

function resolveForm(frame: Frame, { id }: AttentionItem, back: string): Html {
  return form(
    frame,
    "resolve",
    back,
    html`<input type="hidden" name="id" value="${id}"><label>What was done <input name="note" required maxlength="500"></label><button>Resolve</button>`,
  );
}

/** Money that may have to go back. */
const withMoney: ReadonlySet<AttentionKind> = new Set<AttentionKind>([
  "underpaid",
  "overpaid",
  "paid_late",
  "paid_twice",
  "wrong_coin",
  "invalid_with_money",
  "withdrawn_with_money",
  "partly_settled",
  "paid_corrected",
]);
/** What CoinCoin's own site may know better. */
const unsure: ReadonlySet<AttentionKind> = new Set<AttentionKind>([
  "stalled",
  "no_amount",
  "suspicious_total",
  "unknown_state",
  "outcome_unknown",
  "conflict",
  "invalid_with_money",
  "paid_corrected",
]);
const unpaid: ReadonlySet<AttentionKind> = new Set<AttentionKind>([
  "underpaid",
  "wrong_coin",
  "outcome_unknown",
  "terms_not_accepted",
]);

function actionsOf(frame: Frame, { kind, paymentId, details }: AttentionItem, back: string): Html[] {
  const found: Html[] = [];
  const { eventId } = details;
  if ((kind === "dead_letter" || kind === "alert_failed") && eventId !== undefined)
    found.push(
      form(
        frame,
        "retry",
        back,
        html`<input type="hidden" name="event" value="${eventId}"><button>Retry</button>`,
      ),
    );
  if (kind === "held" || kind === "unmatched")
    found.push(
      html`<p><a href="${frame.base}/inbox?outcome=${kind === "held" ? "held" : "parked"}">See the notification</a></p>`,
    );
  if (paymentId === null) return found;
  const order = `${frame.base}/orders/${encodeURIComponent(paymentId)}`;
  if (withMoney.has(kind)) found.push(html`<p><a href="${order}#refund">Record a refund</a></p>`);
  if (unsure.has(kind))
    found.push(html`<p><a href="${order}#reconcile">Enter what CoinCoin’s site says</a></p>`);
  if (unpaid.has(kind)) found.push(html`<p><a href="${order}#withdraw">Withdraw</a></p>`);
  return found;
}
