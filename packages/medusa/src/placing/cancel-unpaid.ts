import { isIssued, type Logger, type Purchase } from "@coincoin/core";
import { runWorkflow, sessionsAwaiting, withCartLock } from "../medusa/container.ts";
import { type Collection, readCollection } from "../medusa/rows.ts";
import { isPositive } from "../payments/money.ts";
import type { SessionOrders } from "../payments/session-orders.ts";

interface Context {
  readonly orders: SessionOrders;
  /** From the end of the last CoinCoin order. */
  readonly afterMs: number;
  readonly logger: Logger;
}

/**
 * Cancels placed orders that nobody paid, which releases their stock. Only when our own store says that every CoinCoin
 * order of theirs is over and nothing came; a part is for a person. Under the cart's lock, so that a payment that comes
 * at that moment is either seen here or finds the order cancelled.
 */
export async function cancelUnpaid(context: Context): Promise<void> {
  for (const collectionId of await sessionsAwaiting("pp_coincoin_")) {
    const collection = await readCollection(collectionId);
    const orderId = await cancellable(collection, context);
    if (collection?.cartId === undefined || orderId === undefined) continue;
    await withCartLock(collection.cartId, async () => {
      const again = await readCollection(collectionId);
      if ((await cancellable(again, context)) !== orderId) return;
      const outcome = await runWorkflow("cancel-order", { order_id: orderId });
      const about = { order: orderId, collection: collectionId };
      if (outcome.type === "failed")
        context.logger.warn({ ...about, reason: outcome.reason }, "not cancelled");
      else context.logger.info(about, "an order that nobody paid was cancelled");
    });
  }
}

async function cancellable(
  collection: Collection | undefined,
  { orders, afterMs }: Context,
): Promise<string | undefined> {
  if (collection?.order === undefined || collection.order.status !== "pending") return undefined;
  if (collection.payments.some((payment) => !payment.isCanceled)) return undefined;
  const purchases = await orders.purchases(collection.id);
  const now = Date.now();
  const { id: collectionId, currency } = collection;
  const { received, isOpen } = await orders.coverage({ collectionId, currency });
  const isOver = purchases.length > 0 && !isOpen && purchases.every((purchase) => isLapsed(purchase));
  if (!isOver || isPositive(received)) return undefined;
  return now >= endOf(purchases) + afterMs ? collection.order.id : undefined;
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
