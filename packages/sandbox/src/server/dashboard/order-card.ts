import { COIN_PLACES, COINS } from "../../engine/coins.ts";
import { formatDecimal, parseDecimal } from "../../engine/decimal.ts";
import type { SandboxOrder } from "../../engine/order.ts";
import { type Html, html } from "./html.ts";

const STATUS_TEXT = {
  receiving: "Receiving",
  settling: "In settlement",
  completed: "Completed",
  invalid: "Invalid",
} as const;

export function renderOrder(order: SandboxOrder, paymentPage: string | undefined): Html {
  const collected = order.collected[order.coin] ?? "0";
  const others = Object.entries(order.collected).filter(([coin]) => coin !== order.coin);
  return html`<div class="row">
  <h3>${order.paymentId}</h3>
  <span class="badge ${order.status}">${STATUS_TEXT[order.status]} <small>${order.state}</small></span>
</div>
<p class="sum"><strong>${collected}</strong> of ${order.amountDue} ${order.coin.toUpperCase()} on ${order.network}${others.map(
    ([coin, amount]) => html`, <em>${amount} ${coin.toUpperCase()}, which does not count</em>`,
  )}</p>
<progress max="1000" value="${share(collected, order.amountDue)}" aria-label="Received"></progress>
<p class="fine"><code>${order.address}</code></p>
<p class="fine">${deadline(order)}</p>
${paymentPage === undefined ? html`` : html`<p class="fine"><a href="${paymentPage}" target="_blank" rel="noreferrer">The shop’s payment page</a></p>`}
${payButtons(order)}
${order.status === "receiving" || order.status === "settling" ? closeButtons(order) : html``}`;
}

function payButtons(order: SandboxOrder): Html {
  const path = `orders/${order.paymentId}/payments`;
  const half = halfOf(order);
  const wrongCoin = order.coin === "trx" ? "usdt" : "trx";
  const partly = order.remaining !== order.amountDue && order.remaining !== "0";
  const receiving = order.status === "receiving";
  return html`<div class="row buttons">
  ${button(path, `Half`, { amount: half })}
  ${partly ? button(path, `Rest`, { amount: order.remaining }, receiving ? "primary" : "") : html``}
  ${button(path, `All`, { amount: order.amountDue }, receiving && !partly ? "primary" : "")}
  ${button(path, `Wrong coin`, { amount: "50", coin: wrongCoin })}
  <form data-post="${path}">
    <input name="amount" inputmode="decimal" size="7" placeholder="amount" aria-label="Amount" required>
    <select name="coin" aria-label="Coin">${COINS.map(
      (coin) =>
        html`<option value="${coin}"${coin === order.coin ? html` selected` : html``}>${coin.toUpperCase()}</option>`,
    )}</select>
    <button>Pay</button>
  </form>
</div>`;
}

function closeButtons(order: SandboxOrder): Html {
  const path = `orders/${order.paymentId}`;
  const receiving = order.status === "receiving";
  return html`<div class="row buttons quiet">
  ${receiving ? button(`${path}/settle`, "Settle now", {}) : html``}
  ${button(`${path}/complete`, "Complete", {})}
  ${receiving ? html`${button(`${path}/expire`, "Expire", {})}${button(`${path}/invalidate`, "Make invalid", {})}` : html``}
</div>`;
}

/** A button that posts a JSON body to a control. */
export function button(
  path: string,
  label: string,
  body: Readonly<Record<string, unknown>>,
  kind = "",
): Html {
  return html`<button data-post="${path}" data-body="${JSON.stringify(body)}" class="${kind}">${label}</button>`;
}

function deadline(order: SandboxOrder): Html {
  const expires = html`<time datetime="${order.expiresAt}">${order.expiresAt.slice(0, 16).replace("T", " ")}</time>`;
  return order.status === "receiving"
    ? html`expires ${expires} (<span data-until="${order.expiresAt}"></span>)`
    : html`expiry ${expires}`;
}

function halfOf(order: SandboxOrder): string {
  const due = parseDecimal(order.amountDue) ?? 0n;
  const step = 10n ** BigInt(18 - Math.min(8, COIN_PLACES[order.coin]));
  const half = (due / 2n / step) * step;
  return formatDecimal(half > 0n ? half : due);
}

function share(collected: string, due: string): number {
  const total = parseDecimal(due) ?? 1n;
  const part = ((parseDecimal(collected) ?? 0n) * 1000n) / (total === 0n ? 1n : total);
  return Number(part > 1000n ? 1000n : part);
}
