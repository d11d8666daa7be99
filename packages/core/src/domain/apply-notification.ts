import { proofOf } from "./chain-policy.ts";
import { receivedOf, remainingOf } from "./coverage.ts";
import { type Change, Draft } from "./draft.ts";
import { type Increment, joinFacts } from "./facts.ts";
import { type Contradiction, contradiction } from "./match.ts";
import { namesHint } from "./names.ts";
import type { IssuedOrder, Purchase } from "./order.ts";
import { judgePaid } from "./paid.ts";
import type { Reading } from "./reading.ts";
import { raiseShortfall } from "./shortfall.ts";
import { wrongCoinSubject } from "./subjects.ts";

export type Applied =
  | { readonly type: "applied"; readonly change: Change }
  | ({ readonly type: "conflict" } & Contradiction);

/**
 * Joins a notification into the order that it names. The facts of the order (status, invalidSeen, received,
 * confirmed) end the same in whatever order and however often notifications come.
 * The payment id has to be one of an issued attempt of the purchase.
 */
export function applyNotification(purchase: Purchase, reading: Reading): Applied {
  const { notification } = reading;
  const draft = new Draft(purchase, reading.at);
  const before = draft.issued(notification.paymentId);
  const differs = contradiction(before, notification);
  if (differs !== undefined) return { type: "conflict", ...differs };

  const increments = joinFacts(draft, before, reading);
  overrideChain(draft, before, reading);
  raiseReceived(draft, before, increments);
  raiseWrongCoins(draft, before);
  raiseState(draft, before, reading);
  judgePaid(draft, before.paymentId);
  raiseShortfall(draft, before.paymentId, reading);
  if (reading.corrects === true) raiseCorrected(draft, before.paymentId);
  return { type: "applied", change: draft.done() };
}

function overrideChain(draft: Draft, { paymentId, onChain }: IssuedOrder, { overridesChain }: Reading): void {
  if (overridesChain === undefined || onChain?.overriddenBy !== null) return;
  draft.update(paymentId, { onChain: { ...onChain, overriddenBy: overridesChain } });
}

function raiseReceived(draft: Draft, before: IssuedOrder, increments: readonly Increment[]): void {
  for (const { coin, amount, total } of increments) {
    draft.emit("order.payment", before.paymentId, (base) => ({
      ...base,
      type: "order.payment",
      coin,
      increment: amount,
      received: total,
      remaining: remainingOf(base.order),
    }));
  }
}

/** A person is notified of all that came of a coin, where that is another amount now. */
function raiseWrongCoins(draft: Draft, before: IssuedOrder): void {
  const { paymentId, coin: expected } = before;
  const order = draft.issued(paymentId);
  for (const [coin, amount] of Object.entries(order.received)) {
    if (coin === expected || amount === before.received[coin]) continue;
    draft.warn(
      "wrong_coin",
      paymentId,
      wrongCoinSubject(order, coin),
      `${amount} ${coin} came for an order in ${expected}. It does not count toward the order: refund or settle it by hand.${namesHint("coins", coin, expected)}`,
      { coin, amount, expected },
    );
  }
}

function raiseState(draft: Draft, before: IssuedOrder, reading: Reading): void {
  const { paymentId } = before;
  const order = draft.issued(paymentId);
  if (order.status === "settling" && !order.told.includes("settling")) {
    draft.update(paymentId, { told: [...order.told, "settling"] });
    draft.emit("order.settling", paymentId, (base) => ({ ...base, type: "order.settling" }));
  }
  if (order.status === "completed" && !order.told.includes("settled")) {
    draft.update(paymentId, { told: [...draft.issued(paymentId).told, "settled"] });
    const { coverage } = order;
    draft.emit("order.settled", paymentId, (base) => ({ ...base, type: "order.settled", coverage }));
  }
  if (reading.meaning === "unknown") {
    const state = String(reading.notification.state);
    draft.warn(
      "unknown_state",
      paymentId,
      [paymentId, state, receivedOf(order)],
      `CoinCoin sent the state code ${state}, which its document does not have. Amounts were noted, nothing was confirmed by it.`,
      { state },
    );
  }
  raiseInvalid(draft, paymentId);
}

function raiseInvalid(draft: Draft, paymentId: string): void {
  const order = draft.issued(paymentId);
  if (!order.invalidSeen) return;
  if (readsInvalid(order)) {
    if (order.told.includes("invalid")) return;
    draft.update(paymentId, { told: [...order.told, "invalid"] });
    draft.emit("order.invalid", paymentId, (base) => ({ ...base, type: "order.invalid" }));
    return;
  }
  draft.warn(
    "invalid_with_money",
    paymentId,
    [paymentId, receivedOf(order)],
    `CoinCoin calls ${paymentId} invalid, and there is money or a settlement: look at CoinCoin's own site and reconcile.`,
    { coin: order.coin, received: receivedOf(order), status: order.status },
  );
}

/** The gateway said invalid, and nothing speaks against it. */
export function readsInvalid(order: IssuedOrder): boolean {
  return order.invalidSeen && order.status === "receiving" && Object.keys(order.received).length === 0;
}

/** What was paid by an entry that is taken back stays paid: the event is out. */
function raiseCorrected(draft: Draft, paymentId: string): void {
  const { purchase } = draft;
  if (purchase.paid === null || proofOf(purchase) !== undefined) return;
  draft.warn(
    "paid_corrected",
    paymentId,
    [paymentId, draft.at],
    `What was entered for ${paymentId} was corrected to less than the price of ${purchase.reference}, which was marked as paid before. The order.paid event is not taken back: stop the delivery, or collect the rest.`,
    { price: purchase.paid.price },
  );
}
