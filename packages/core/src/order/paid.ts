import { type Decimal, subtract, ZERO } from "../amount.ts";
import type { Draft } from "./change.ts";
import { coveringAttempt, isConfirmed, paidInOtherCoins, receivedOf, surplusOver } from "./coverage.ts";
import { uncountedSubject } from "./shortfall.ts";

/**
 * Sees whether the reference is paid now, after something happened to one of its attempts, and tells it once.
 * Where it was paid before, money beyond what was owed is for a person.
 */
export function settleReference(draft: Draft, paymentId: string, moneyCame: boolean): void {
  const covering = draft.purchase.paid === null ? coveringAttempt(draft.purchase.attempts) : undefined;
  if (covering !== undefined) {
    const late = draft.issued(paymentId).lapsed;
    const paid = { at: draft.at, paymentId: covering.order.paymentId, late };
    draft.set({ paid, attempts: draft.purchase.attempts.map((order) => ({ ...order, paid })) });
    const { coin } = covering.order;
    const { amount } = covering;
    if (late) {
      draft.emit("order.paid_late", paymentId, (base) => ({
        ...base,
        type: "order.paid_late",
        coin,
        amount,
      }));
      draft.warn(
        "paid_late",
        paymentId,
        [draft.purchase.reference],
        `${draft.purchase.reference} was paid in full after its deadline. See whether it can still be delivered; else refund by hand.`,
        { coin, amount },
      );
    } else {
      draft.emit("order.paid", paymentId, (base) => ({ ...base, type: "order.paid", coin, amount }));
    }
  }
  if (draft.purchase.paid === null) tellUncounted(draft, paymentId);
  else if (moneyCame || covering !== undefined) tellPaidTwice(draft);
}

/** The attempt got all it asked for, and the reference is not paid by it: its price has changed since, or its credit is not sure. */
function tellUncounted(draft: Draft, paymentId: string): void {
  const order = draft.issued(paymentId);
  if (!isConfirmed(order)) return;
  const received = receivedOf(order);
  draft.warn(
    "underpaid",
    paymentId,
    uncountedSubject(order),
    `${received} ${order.coin}, all that ${paymentId} asked for, came, but ${order.reference} is not paid by it: its price was changed meanwhile, or earlier money is not confirmed. Let the customer pay the rest with a new order of the same reference, or refund by hand.`,
    { coin: order.coin, received, price: order.price },
  );
}

function tellPaidTwice(draft: Draft): void {
  const { paid, attempts, reference } = draft.purchase;
  if (paid === null) return;
  const paying = draft.issued(paid.paymentId);
  const tell = (coin: string, surplus: Decimal) =>
    draft.warn(
      "paid_twice",
      paid.paymentId,
      [reference, coin, surplus],
      `${surplus} ${coin} more than ${reference} owed came over its attempts: it is paid already, refund by hand.`,
      { coin, surplus },
    );
  const surplus = surplusOver(attempts, paying);
  if (surplus !== ZERO && (paying.coverage !== "over" || surplus !== ownExcess(paying)))
    tell(paying.coin, surplus);
  for (const [coin, amount] of paidInOtherCoins(attempts, paying)) tell(coin, amount);
}

function ownExcess(order: Parameters<typeof surplusOver>[1]): string {
  const received = order.received[order.coin];
  return received === undefined ? "0" : subtract(received, order.amountDue);
}
