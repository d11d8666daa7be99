import { isIssued, type Logger, type Purchase } from "@coincoin/core";
import { runWorkflow, sessionsAwaiting, withCartLock } from "../medusa/container.ts";
import { type Collection, readCollection } from "../medusa/rows.ts";
import type { Accounts } from "../payments/accounts.ts";
import { isPositive } from "../payments/money.ts";
import type { Expiries } from "./expiries.ts";

interface Context {
  readonly accounts: Accounts;
  readonly expiries: Expiries;
  /** From the end of the last CoinCoin order. */
  readonly afterMs: number;
  readonly logger: Logger;
}

/** `later`: its time has not come. `never`: unless another of its CoinCoin orders ends, there is nothing to cancel. */
type Verdict = { readonly type: "cancel"; readonly orderId: string } | { readonly type: "later" | "never" };

/**
 * Cancels placed orders that nobody paid, which releases their stock. Only when our own store says that every CoinCoin
 * order of theirs is over and nothing of their money is here; a part is for a person. Under the cart's lock, so that a
 * payment that comes at that moment is either seen here or finds the order cancelled.
 *
 * It starts from CoinCoin orders that ended, whatever has become of the session since; sessions that wait are looked at
 * too, since the option may have been set after their orders ended.
 */
export async function cancelUnpaid(context: Context): Promise<void> {
  const { expiries } = context;
  for (const collectionId of new Set([
    ...(await expiries.list()),
    ...(await sessionsAwaiting("pp_coincoin")),
  ])) {
    const collection = await readCollection(collectionId);
    const verdict = await judge(collection, context);
    if (verdict.type === "never") await expiries.remove(collectionId);
    if (collection === undefined || verdict.type !== "cancel") continue;
    await withCartLock(collection.cartId ?? collectionId, () =>
      cancel(collectionId, verdict.orderId, context),
    );
  }
}

async function cancel(collectionId: string, orderId: string, context: Context): Promise<void> {
  const again = await judge(await readCollection(collectionId), context);
  if (again.type !== "cancel" || again.orderId !== orderId) return;
  const outcome = await runWorkflow("cancel-order", { order_id: orderId });
  const about = { order: orderId, collection: collectionId };
  if (outcome.type === "failed") context.logger.warn({ ...about, reason: outcome.reason }, "not cancelled");
  else context.logger.info(about, "an order that nobody paid was cancelled");
}

async function judge(collection: Collection | undefined, { accounts, afterMs }: Context): Promise<Verdict> {
  if (collection?.order === undefined || collection.order.status !== "pending") return { type: "never" };
  if (isPositive(collection.order.paidTotal) || collection.payments.some((payment) => !payment.isCanceled))
    return { type: "never" };
  const purchases = await accounts.purchases(collection.id);
  const { id: collectionId, currency } = collection;
  const { expected, elsewhere, isOpen } = await accounts.read({ collectionId, currency });
  const isOver = purchases.length > 0 && !isOpen && purchases.every(isLapsed);
  if (!isOver || isPositive(expected) || elsewhere.length > 0) return { type: "never" };
  return Date.now() >= endOf(purchases) + afterMs
    ? { type: "cancel", orderId: collection.order.id }
    : { type: "later" };
}

/** Every order is past the last moment at which money was waited for, and was never made otherwise. */
function isLapsed({ attempts }: Purchase): boolean {
  return attempts.every((order) =>
    isIssued(order) ? order.lapsed || order.invalidSeen : order.creation.outcome === "refused",
  );
}

function endOf(purchases: readonly Purchase[]): number {
  const ends = purchases.flatMap(({ attempts }) =>
    attempts.map((order) => Date.parse(isIssued(order) && order.lapsed ? order.closesAt : order.updatedAt)),
  );
  return Math.max(...ends);
}
