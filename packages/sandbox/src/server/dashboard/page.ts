import type { Sandbox } from "../contract.ts";
import { renderDelivery } from "./delivery-card.ts";
import { type Html, html } from "./html.ts";
import { renderOrder } from "./order-card.ts";
import { renderClock, renderFaults, renderSettings } from "./panels.ts";

const ORDERS_SHOWN = 50;
const DELIVERIES_SHOWN = 100;

export interface Fragment {
  readonly key: string;
  readonly html: string;
}

interface Parts {
  readonly panels: readonly KeyedHtml[];
  readonly orders: readonly KeyedHtml[];
  readonly deliveries: readonly KeyedHtml[];
}

interface KeyedHtml {
  readonly key: string;
  readonly body: Html;
}

/** The parts of the page that change, each under a key; newest first. */
export function fragments(sandbox: Sandbox): Fragment[] {
  const { panels, orders, deliveries } = parts(sandbox);
  return [...panels, ...orders, ...deliveries].map(({ key, body }) => ({ key, html: body.text }));
}

function parts(sandbox: Sandbox): Parts {
  const orders = sandbox.orders();
  const deliveries = sandbox.deliveries();
  return {
    panels: [
      { key: "clock", body: renderClock(sandbox) },
      { key: "settings", body: renderSettings(sandbox) },
      { key: "faults", body: renderFaults(sandbox) },
      { key: "orders-cut", body: renderCut("orders", ORDERS_SHOWN, orders.length) },
      { key: "deliveries-cut", body: renderCut("deliveries", DELIVERIES_SHOWN, deliveries.length) },
    ],
    orders: orders
      .slice(-ORDERS_SHOWN)
      .toReversed()
      .map((order) => ({
        key: `order:${order.paymentId}`,
        body: renderOrder(order, sandbox.paymentPage(order.paymentId)),
      })),
    deliveries: deliveries
      .slice(-DELIVERIES_SHOWN)
      .toReversed()
      .map((delivery) => ({ key: `delivery:${delivery.id}`, body: renderDelivery(delivery) })),
  };
}

export function renderPage(sandbox: Sandbox): string {
  const { panels, orders, deliveries } = parts(sandbox);
  const [clock, settings, faults, ordersCut, deliveriesCut] = panels.map(({ key, body }) => slot(key, body));
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>CoinCoin sandbox</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/_sandbox/dashboard.css">
</head>
<body>
<header>
  <h1>CoinCoin <span>sandbox</span></h1>
  <p class="warning">Pretend money only. Nobody holds the keys of these addresses.</p>
  <p id="connection" role="status" aria-live="polite"></p>
</header>
<noscript><p class="notice">The buttons need JavaScript. The control API under /_sandbox does all they do.</p></noscript>
<main>
  <section class="side" aria-label="Settings">${present(clock)}${present(settings)}${present(faults)}</section>
  <section aria-labelledby="orders-title">
    <h2 id="orders-title">Orders</h2>
    ${present(ordersCut)}
    <div id="orders" data-list="order:" data-empty="No orders yet. Let your shop make one, or order something at the left.">${orders.map(({ key, body }) => slot(key, body))}</div>
  </section>
  <section aria-labelledby="deliveries-title">
    <h2 id="deliveries-title">Webhooks</h2>
    ${present(deliveriesCut)}
    <div id="deliveries" data-list="delivery:" data-empty="No webhooks yet. They come with the first payment.">${deliveries.map(({ key, body }) => slot(key, body))}</div>
  </section>
</main>
<script src="/_sandbox/dashboard.js"></script>
</body>
</html>
`;
  return page.text;
}

function present(part: Html | undefined): Html {
  return part ?? html``;
}

/** Says that a list is longer than what is shown of it. */
function renderCut(list: "orders" | "deliveries", shown: number, all: number): Html {
  if (all <= shown) return html``;
  return html`<p class="fine">The newest ${shown} of ${all}. <a href="/_sandbox/${list}">All of them as JSON</a></p>`;
}

function slot(key: string, body: Html): Html {
  return key.endsWith("-cut")
    ? html`<div data-key="${key}">${body}</div>`
    : html`<article data-key="${key}">${body}</article>`;
}
