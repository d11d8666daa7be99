import type { Decimal } from "./amount.ts";
import { ZERO } from "./amount.ts";
import { askFor, type IssueContext } from "./asking.ts";
import type { Snapshot } from "./commit.ts";
import { receivedOf } from "./coverage.ts";
import { type Credit, isIssued, type Order } from "./order.ts";

/** Where a purchase stands that a pay link asks for. */
export type PayState =
  | { readonly type: "open"; readonly rest: Decimal; readonly received: Credit | null }
  /** Paid, or covered and waiting for the gateway's word: the order that shows it. Null: it was pruned. */
  | { readonly type: "done"; readonly paymentId: string | null }
  /** The merchant took it back. */
  | { readonly type: "withdrawn" };

/** What is still to be paid of a price, if anything. */
export function payState(
  { purchase, tombstone }: Pick<Snapshot, "purchase" | "tombstone">,
  price: Decimal,
  context: Pick<IssueContext, "minimumPrice" | "underpaymentTolerance">,
): PayState {
  const isWithdrawn = purchase === undefined ? tombstone?.withdrawnAt : purchase.withdrawn;
  if (isWithdrawn !== undefined) return { type: "withdrawn" };
  if (purchase === undefined) {
    const isPaid = tombstone !== undefined && tombstone.paidAt !== null;
    return isPaid ? { type: "done", paymentId: null } : { type: "open", rest: price, received: null };
  }
  if (purchase.paid !== null) return { type: "done", paymentId: purchase.paid.paymentId };
  const { askedPrice, credit } = askFor(purchase.attempts, price, context);
  if (askedPrice === ZERO) return { type: "done", paymentId: lastFunded(purchase.attempts) };
  return { type: "open", rest: askedPrice, received: credit };
}

function lastFunded(attempts: readonly Order[]): string | null {
  return attempts.filter(isIssued).findLast((order) => receivedOf(order) !== ZERO)?.paymentId ?? null;
}
