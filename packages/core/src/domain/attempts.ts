import type { Decimal } from "./amount.ts";
import { type IssueContext, lease, type OrderTerms } from "./asking.ts";
import type { Credit, Order, PendingOrder, Purchase } from "./order.ts";
import { openUntil } from "./receiving.ts";

/** A reference at its bound gets another order so long after the one before. */
const PAUSE_MS = 600_000;
/** However many attempts are over: the purchase is read and written as one. */
const MOST_TIMES = 10;

/** How many attempts a reference may have in all. */
export function mostAttempts({ maximumAttempts }: Pick<IssueContext, "maximumAttempts">): number {
  return maximumAttempts * MOST_TIMES;
}

/**
 * What is over does not count, and at the bound there is still one every ten minutes: however often a cart changes, an outage refuses
 * it, or a stranger asks for it, its customer can pay it soon.
 */
export function isExhausted({ attempts }: Purchase, context: IssueContext): boolean {
  if (attempts.length >= mostAttempts(context)) return true;
  const recent = attempts.filter((order) => isWithin(order, PAUSE_MS, context));
  const counted = attempts.filter((order) => recent.includes(order) || (openUntil(order) ?? "") > context.at);
  return recent.length > 0 && counted.length >= context.maximumAttempts;
}

/** Whether an order was asked for at most so long ago. */
export function isWithin(order: Order, ms: number, { at }: Pick<IssueContext, "at">): boolean {
  return Date.parse(order.createdAt) > Date.parse(at) - ms;
}

/** The purchase with one more attempt, to be asked for. */
export function withAttempt(
  purchase: Purchase,
  terms: OrderTerms & { readonly paymentId: string },
  asks: { readonly askedPrice: Decimal; readonly credit: Credit | null },
  context: IssueContext,
): { purchase: Purchase; order: PendingOrder } {
  const order: PendingOrder = {
    appId: context.appId,
    paymentId: terms.paymentId,
    reference: purchase.reference,
    attempt: purchase.attempts.length + 1,
    price: terms.price,
    ...asks,
    expiresInHours: terms.expiresInHours,
    underpaymentTolerance: context.underpaymentTolerance,
    customer: terms.customer,
    metadata: terms.metadata,
    display: terms.display,
    paid: null,
    sequence: 0,
    createdAt: context.at,
    updatedAt: context.at,
    status: "pending",
    creation: lease(undefined, context),
  };
  return { purchase: { ...purchase, attempts: [...purchase.attempts, order] }, order };
}
