import { CoinCoinError } from "../lib/errors.ts";
import { received } from "../lib/received.ts";
import { add, compareAmounts, type Decimal, readDecimal, ZERO } from "./amount.ts";
import type { AttentionItem, AttentionKind } from "./attention.ts";
import { refundId } from "./ids.ts";
import { isIssued, type Order, type Purchase, type Refund } from "./order.ts";
import { amountIn } from "./worth.ts";

/** What was paid back, checked. */
export interface RefundTerms {
  readonly paymentId: string;
  readonly amount: Decimal;
  readonly coin: string;
  readonly transaction: string | null;
  readonly by: string;
  readonly note: string | null;
  /** More may be paid back than is known to have come. */
  readonly allowMore: boolean;
}

export type RefundDecision =
  | { readonly type: "known"; readonly refund: Refund }
  | { readonly type: "record"; readonly refund: Refund; readonly purchase: Purchase };

/**
 * Records what was paid back of an attempt. The same transaction is the same refund.
 * @throws CoinCoinError `order_conflict`, `refund_too_high`
 */
export function decideRefund(purchase: Purchase, terms: RefundTerms, at: string): RefundDecision {
  const { appId, reference } = purchase;
  const { paymentId, coin, amount, transaction, by, note } = terms;
  const order = purchase.attempts.find((attempt) => attempt.paymentId === paymentId);
  if (order === undefined) throw new TypeError(`the store gave a purchase without ${paymentId}`);
  const earlier = order.refunds ?? [];
  const id = refundId(
    appId,
    paymentId,
    transaction === null ? [String(earlier.length)] : ["tx", transaction],
  );
  const known = earlier.find((refund) => refund.id === id);
  if (known !== undefined) {
    if (known.coin === coin && known.amount === amount) return { type: "known", refund: known };
    throw new CoinCoinError(
      "order_conflict",
      `Transaction ${transaction ?? ""} is already recorded for ${paymentId} with ${known.amount} ${known.coin}, received ${amount} ${coin}. Correct the amount, or record another transaction.`,
    );
  }
  const received = isIssued(order) ? amountIn(order.received, coin) : ZERO;
  const total = add(refundedOf(order, coin), amount);
  if (!terms.allowMore && compareAmounts(coin, total, received) > 0) {
    throw new CoinCoinError(
      "refund_too_high",
      `The refunds of ${paymentId} must not exceed the ${received} ${coin} it received: ${refundedOf(order, coin)} is recorded already, and ${amount} more was to be added. Correct the amount or the payment id, or pass allowMore: true if it is meant.`,
      { details: { received, refunded: refundedOf(order, coin) } },
    );
  }
  const refund: Refund = { id, appId, paymentId, reference, amount, coin, transaction, by, note, at };
  const attempts = purchase.attempts.map((attempt) =>
    attempt === order ? { ...attempt, refunds: [...earlier, refund], updatedAt: at } : attempt,
  );
  return { type: "record", refund, purchase: { ...purchase, version: purchase.version + 1, attempts } };
}

/** @throws CoinCoinError `request_invalid` unless it is an amount above zero. */
export function readAmount(value: Parameters<typeof readDecimal>[0]): Decimal {
  const amount = readDecimal(value);
  if (amount !== undefined && amount !== ZERO && !amount.startsWith("-")) return amount;
  throw new CoinCoinError(
    "request_invalid",
    `The amount of a refund must be a decimal above zero, like "12.50", received ${received(value)}.`,
  );
}

function refundedOf(order: Pick<Order, "refunds">, coin: string): Decimal {
  const refunds = (order.refunds ?? []).filter((refund) => refund.coin === coin);
  return refunds.map(({ amount }) => amount).reduce(add, ZERO);
}

/** Kinds that say of money that it may be owed back, and which of their details says how much. */
const OWED: Partial<Record<AttentionKind, { readonly detail: string; readonly of: "order" | "purchase" }>> = {
  underpaid: { detail: "received", of: "order" },
  wrong_coin: { detail: "amount", of: "order" },
  withdrawn_with_money: { detail: "received", of: "order" },
  overpaid: { detail: "excess", of: "purchase" },
  paid_twice: { detail: "excess", of: "purchase" },
  paid_late: { detail: "amount", of: "purchase" },
};

/** Whether all that an item speaks of is paid back now. Where only a part is, it stays open. */
export function answersItem(purchase: Purchase, { kind, paymentId, details }: AttentionItem): boolean {
  const owed = OWED[kind];
  const coin = details["coin"];
  const amount = readDecimal(details[owed?.detail ?? ""] ?? "");
  if (owed === undefined || coin === undefined || amount === undefined || amount === ZERO) return false;
  const orders = purchase.attempts.filter((order) => owed.of === "purchase" || order.paymentId === paymentId);
  const refunded = orders.map((order) => refundedOf(order, coin)).reduce(add, ZERO);
  return compareAmounts(coin, refunded, amount) >= 0;
}
