import { type CoinCoin, isCoinCoinError } from "@coincoin/core";
import { type Html, html } from "../html.ts";
import { form, time } from "../layout.ts";
import type { DeskPage } from "./page.ts";

export const setup: DeskPage = async ({ coincoin, frame, query }) => {
  const { ok, error, clockAheadMs, signaturePin, refused, staleSignatures } = await coincoin.health();
  const shown = query.get("show") === "webhook";
  const reveal = shown
    ? null
    : html`<form method="get"><input type="hidden" name="show" value="webhook"><button>Show it</button></form>`;
  const none = Object.entries(refused).map(([why, count]) => `${why}: ${count}`);
  return {
    title: "Setup",
    content: html`<h2>Webhook address</h2><p>Paste it into CoinCoin’s site. It holds a secret: who knows it can send notifications.</p>
<p><code>${webhookOf(coincoin, shown)}</code></p>${reveal}
<h2>State</h2><dl class="facts"><dt>App</dt><dd>${coincoin.appId}</dd>
<dt>Store</dt><dd>${ok ? "answers" : html`<span class="problem">${error?.message}</span>`}</dd>
<dt>Clock</dt><dd>${clockAheadMs === null ? "the store has none of its own" : `${clockAheadMs} ms ahead of the store’s`}</dd>
<dt>Webhooks refused</dt><dd>${none.length === 0 ? "none" : none.join(", ")}</dd><dt>Late signatures</dt><dd>${staleSignatures}</dd>
<dt>Handler of order.paid</dt><dd>${coincoin.handles("order.paid") ? "in this process" : "not in this process"}</dd>
<dt>Signature</dt><dd>${signaturePin === null ? "not expected yet" : html`expected since ${time(signaturePin.since)}`}</dd></dl>
${signaturePin === null ? null : html`<details><summary>Stop expecting signatures</summary><p>Only when CoinCoin does not sign any more: from then on whoever knows the webhook address is believed.</p>${form(frame, "unpin", "setup", html`<button>Unpin the signature</button>`)}</details>`}`,
  };
};

function webhookOf(coincoin: CoinCoin, shown: boolean): Html {
  try {
    const url = coincoin.webhookUrl();
    return html`${shown ? url : url.replace(/[^/]+$/, "••••••••")}`;
  } catch (error) {
    if (!isCoinCoinError(error, "public_url_missing")) throw error;
    return html`${error.message}`;
  }
}
