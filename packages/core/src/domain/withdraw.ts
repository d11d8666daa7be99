import { CoinCoinError } from "../lib/errors.ts";
import { ZERO } from "./amount.ts";
import { receivedOf } from "./coverage.ts";
import { type Change, Draft } from "./draft.ts";
import { isIssued, type Purchase, type Tombstone, type Withdrawal } from "./order.ts";
import { withdrawnSubject } from "./subjects.ts";

/** Takes a purchase back that is not paid. What came for it before is for a person, and so is what comes later. */
export function withdraw(purchase: Purchase, withdrawn: Withdrawal): Change {
  const draft = new Draft(purchase, withdrawn.at);
  const attempts = purchase.attempts.map((order) => ({ ...order, withdrawn, updatedAt: withdrawn.at }));
  draft.set({ withdrawn, attempts });
  const issued = attempts.filter(isIssued);
  for (const { paymentId } of issued) raiseWithdrawnMoney(draft, paymentId);
  const latest = issued.at(-1);
  if (latest !== undefined) {
    draft.emit("order.withdrawn", latest.paymentId, (base) => ({
      ...base,
      type: "order.withdrawn",
      withdrawn,
    }));
  }
  return draft.done();
}

/** All that came to an attempt of a withdrawn reference, where that is another amount now, or it was withdrawn just now. */
export function raiseWithdrawnMoney(draft: Draft, paymentId: string): void {
  const order = draft.issued(paymentId);
  const received = receivedOf(order);
  const before = draft.before.attempts.filter(isIssued).find((attempt) => attempt.paymentId === paymentId);
  const isNews =
    draft.before.withdrawn === undefined || before === undefined || receivedOf(before) !== received;
  const { withdrawn } = draft.purchase;
  if (withdrawn === undefined || !isNews || received === ZERO) return;
  const { coin, reference } = order;
  draft.warn(
    "withdrawn_with_money",
    paymentId,
    withdrawnSubject(order),
    `${received} ${coin} came to ${paymentId} for ${reference}, which was withdrawn at ${withdrawn.at} by ${withdrawn.by}: ${withdrawn.reason} Nothing is fulfilled by it. Send it back and record the refund, or serve the customer by hand.`,
    { coin, received },
  );
}

/** A reference of which no order was ever made, taken back before one is: a pay link that must not be paid any more. */
export function withdrawnUnasked(appId: string, reference: string, withdrawn: Withdrawal): Change {
  const purchase: Purchase = {
    appId,
    reference,
    version: 0,
    price: ZERO,
    paid: null,
    withdrawn,
    attempts: [],
    wakeAt: null,
  };
  return { purchase, events: [], attention: [], resolves: [] };
}

/** Whether nothing may be asked for the reference of a pruned order any more. */
export function isClosed({ paidAt, withdrawnAt }: Tombstone): boolean {
  return paidAt !== null || withdrawnAt !== undefined;
}

/** Why nothing is asked for the reference. */
export function withdrawnError(reference: string, at: string): CoinCoinError {
  return new CoinCoinError(
    "order_withdrawn",
    `${reference} was withdrawn at ${at}, so no payment can be requested for it. Use a new reference to sell it after all.`,
  );
}
