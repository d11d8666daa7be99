import type { Logger } from "@coincoin/core";
import { ordersSince, runWorkflow, untie } from "../medusa/container.ts";
import { readMetadata, writeCartMetadata, writeOrderMetadata } from "../medusa/metadata.ts";
import { orderIdsOfCollection } from "../medusa/rows.ts";

/**
 * Medusa makes an order first and ties it to its cart afterwards. A process that dies in between leaves an order that
 * belongs to nothing, and completing the cart again makes a second one. So the cart is marked before it is completed,
 * Medusa copies the mark to the order, and a mark that is still there tells the next one what to look for.
 */
const MARK = "coincoin_placing";

/** Clears up after a process that died while it placed this cart, and marks the cart for the next one. */
export async function beginPlacing(cartId: string, collectionId: string, logger: Logger): Promise<void> {
  const metadata = await readMetadata("cart", cartId);
  const before = metadata[MARK];
  if (typeof before === "string") await cancelLeftovers(before, collectionId, logger);
  await writeCartMetadata(cartId, { ...metadata, [MARK]: `${collectionId} ${new Date().toISOString()}` });
}

/** Medusa undid automatically what it had begun. */
export async function placingFailed(cartId: string): Promise<void> {
  const { [MARK]: _mark, ...metadata } = await readMetadata("cart", cartId);
  await writeCartMetadata(cartId, { ...metadata, [MARK]: "" });
}

/** The order is tied to its cart: nobody looks for it any more. */
export async function placingDone(orderId: string): Promise<void> {
  const { [MARK]: mark, ...metadata } = await readMetadata("order", orderId);
  if (mark !== undefined) await writeOrderMetadata(orderId, { ...metadata, [MARK]: "" });
}

async function cancelLeftovers(mark: string, collectionId: string, logger: Logger): Promise<void> {
  const [, since] = mark.split(" ");
  if (since === undefined) return;
  const tied = await orderIdsOfCollection(collectionId);
  for (const order of await ordersSince(since)) {
    if (order.metadata?.[MARK] !== mark || order.cart != null || order.status === "canceled") continue;
    // Cancelling would take the payment that is to come along, and the next order could not be tied to it.
    if (tied.includes(order.id)) await untie(order.id, collectionId);
    const outcome = await runWorkflow("cancel-order", { order_id: order.id });
    const about = { order: order.id, ...(outcome.type === "failed" ? { reason: outcome.reason } : {}) };
    logger.warn(about, "an order was left over by a process that died while it placed it; it is cancelled");
  }
}
