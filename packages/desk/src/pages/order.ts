import { type CoinCoin, type HistoryEntry, isCoinCoinError, isIssued, type Order } from "@coincoin/core";
import { type Html, html } from "../html.ts";
import { amounts, type Frame, form, orderLink, time } from "../layout.ts";
import { proofsOf } from "./inbox.ts";
import { stateOf } from "./orders.ts";
import type { Asked, Shown } from "./page.ts";

export async function order({ coincoin, frame }: Asked, paymentId: string): Promise<Shown> {
  const { order, purchase, entries, complete } = await coincoin.orderHistory(paymentId);
  const others = purchase.attempts.filter((each) => each.paymentId !== paymentId);
  return {
    title: `Order ${order.reference}`,
    content: html`${factsOf(order)}${payLink(coincoin, order)}
${others.length === 0 ? null : html`<p>Other attempts: ${others.map((each) => html`${orderLink(frame, each.paymentId)} `)}</p>`}
<h2>What can be done</h2>${actionsOf(frame, order)}
<h2>What happened</h2>${complete ? null : html`<p class="soft">There is more than is shown here: only the newest 200 of a kind are.</p>`}
<ol class="timeline">${entries.map((entry) => html`<li><p class="soft">${time(entry.at)}</p>${entryOf(entry)}</li>`)}</ol>`,
  };
}

function factsOf(order: Order): Html {
  const facts: [string, string | Html | null][] = [
    ["Payment id", order.paymentId],
    ["Status", stateOf(order)],
    ["Price", order.price],
    [
      "Shown to the customer",
      order.display === null ? null : `${order.display.amount} ${order.display.currency}`,
    ],
    ["Customer", order.customer],
    ["Paid", order.paid === null ? null : html`${time(order.paid.at)}${order.paid.late ? ", late" : ""}`],
  ];
  if (isIssued(order))
    facts.push(
      ["Due", `${order.amountDue} ${order.coin} on ${order.network}`],
      ["Received", amounts(order.received)],
      ["Confirmed", amounts(order.confirmed)],
      ["Address", html`<code>${order.address}</code>`],
      ["Expires", time(order.expiresAt)],
    );
  return html`<dl class="facts">${facts.map(([name, value]) => (value === null ? null : html`<dt>${name}</dt><dd>${value}</dd>`))}</dl>`;
}

/** To be sent to a customer who did not finish: it asks for what is missing. */
function payLink(coincoin: CoinCoin, order: Order): Html | null {
  const { reference, price, display, paid, withdrawn } = order;
  if (paid !== null || withdrawn !== undefined) return null;
  try {
    const url = coincoin.payUrl(reference, { price, display: display ?? undefined });
    return html`<h2>Pay link</h2><p>For the customer: it asks for what is missing, and can be opened for 30 days.</p><p><code>${url}</code></p>`;
  } catch (error) {
    // Without a public address, or of an order that was asked for in a way that no link can say.
    if (!isCoinCoinError(error)) throw error;
    return null;
  }
}

function actionsOf(frame: Frame, order: Order): Html {
  const back = `orders/${order.paymentId}`;
  const coin = isIssued(order) ? order.coin : "usdt";
  const payment = html`<input type="hidden" name="payment" value="${order.paymentId}">`;
  const withdraw =
    order.paid !== null || order.withdrawn !== undefined
      ? null
      : html`<details id="withdraw"><summary>Withdraw it</summary><p>It was paid in another way, or cancelled: its page closes, and nothing pays it any more.</p>${form(frame, "withdraw", back, html`<input type="hidden" name="reference" value="${order.reference}"><label>Why <input name="reason" required maxlength="200"></label><button>Withdraw</button>`)}</details>`;
  const money = html`<label>Amount <input name="amount" required inputmode="decimal" size="12"></label><label>Coin <input name="coin" required value="${coin}" size="6"></label>`;
  return html`<details id="refund"><summary>Record a refund</summary><p>Send the money with your own wallet first: this records it, and moves none.</p>${form(frame, "refund", back, html`${payment}${money}<label>Transaction <input name="transaction" maxlength="200"></label><label>Note <input name="note" maxlength="200"></label><label class="check"><input type="checkbox" name="more" value="yes"> More than is known to have come</label><button>Record the refund</button>`)}</details>
${isIssued(order) ? html`<details id="reconcile"><summary>Enter what CoinCoin’s site says</summary>${form(frame, "reconcile", back, html`${payment}${money}<label>State <select name="state"><option>receiving</option><option>settling</option><option>completed</option><option>invalid</option></select></label><label class="check"><input type="checkbox" name="correct" value="yes"> Replaces an earlier entry</label><button>Enter it</button>`)}</details>` : null}${withdraw}`;
}

function entryOf(entry: HistoryEntry): Html {
  switch (entry.type) {
    case "asked":
      return html`<p><strong>Asked for</strong></p>`;
    case "notification": {
      const { notification } = entry;
      return html`<p><strong>Notification</strong>: ${notification.outcome}${notification.reason === null ? null : `, ${notification.reason}`}</p><p class="soft">${proofsOf(notification)}</p><p><code>${notification.body}</code></p>`;
    }
    case "event": {
      const { event, state, attempts, lastError } = entry.delivery;
      return html`<p><strong>${event.type}</strong>: ${attempts === 0 ? "no handler has run" : `${state}, ${triesOf(attempts)}`}</p>${lastError === null ? null : html`<p><code>${lastError}</code></p>`}`;
    }
    case "attention":
      return html`<p><strong>Needs a person</strong>: ${entry.item.message}</p>`;
    case "attention_resolved":
      return html`<p><strong>Resolved</strong> by ${entry.item.resolvedBy}: ${entry.item.note}</p>`;
    case "withdrawn":
      return html`<p><strong>Withdrawn</strong> by ${entry.withdrawn.by}: ${entry.withdrawn.reason}</p>`;
    case "refund": {
      const { amount, coin, by, transaction, note } = entry.refund;
      return html`<p><strong>Refund</strong> of ${amount} ${coin}, recorded by ${by}</p><p class="soft">${transaction} ${note}</p>`;
    }
  }
}

function triesOf(attempts: number): string {
  return attempts === 1 ? "tried once" : `tried ${attempts} times`;
}
