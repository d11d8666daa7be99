import type { Order } from "@coincoin/core";
import { MedusaError } from "@medusajs/framework/utils";
import { runWorkflow } from "../medusa/container.ts";
import { createSession } from "../medusa/payment-module.ts";
import { readCollection, readSession, type Session } from "../medusa/rows.ts";
import type CoinCoinModuleService from "../modules/coincoin/service.ts";
import { unusedSession } from "../placing/sessions.ts";
import { type Bill, readBill } from "./bill.ts";

type Due = Extract<Bill, { readonly type: "due" }>;

/** As long as Medusa waits for its own lock. */
const WAIT_MS = 30_000;
const { UNEXPECTED_STATE } = MedusaError.Types;

/** Where the customer goes on: to the page of a CoinCoin order, or to what became of the bill meanwhile. */
export type Asked =
  | { readonly type: "order"; readonly order: Order }
  | Exclude<Bill, { readonly type: "due" }>
  | { readonly type: "busy" };

/**
 * Asks for what an order owes, with a payment collection and session of Medusa's as for any payment. Who presses twice,
 * also on two servers, gets one address.
 */
export async function askForBill(module: CoinCoinModuleService, orderId: string): Promise<Asked> {
  const lock = await module.cartLocks.acquire(orderId, WAIT_MS);
  if (lock === undefined) return { type: "busy" };
  try {
    const bill = await payable(module, await readBill(module, orderId));
    if (bill.type !== "due") return bill;
    const session = await sessionFor(bill);
    const issued = await module.orders.issue(session);
    const order = issued ?? (await module.orders.current(session)).order;
    return order === undefined ? { type: "paid", shown: undefined } : { type: "order", order };
  } finally {
    await lock.release();
  }
}

/** Orders that were made in the admin have no payment collection before their customer is asked. */
async function payable(module: CoinCoinModuleService, bill: Bill): Promise<Bill> {
  if (bill.type !== "due" || bill.collectionId !== undefined) return bill;
  const { order, amount } = bill;
  const outcome = await runWorkflow("create-order-payment-collection", { order_id: order.id, amount });
  if (outcome.type === "failed") throw new MedusaError(UNEXPECTED_STATE, outcome.reason);
  return readBill(module, order.id);
}

/** A session that waits for just this amount serves again. */
async function sessionFor({ order, amount, provider, collectionId }: Due): Promise<Session> {
  const collection = collectionId === undefined ? undefined : await readCollection(collectionId);
  if (collection === undefined) {
    throw new MedusaError(UNEXPECTED_STATE, `Order ${order.displayId} has no payment collection.`);
  }
  const unused = unusedSession(collection);
  if (unused?.amount === amount && unused.providerId === provider) return unused;
  const { currency } = order;
  const session = await readSession(
    await createSession({ collectionId: collection.id, provider, amount, currency }),
  );
  if (session !== undefined) return session;
  throw new MedusaError(UNEXPECTED_STATE, `The payment session of order ${order.displayId} is gone.`);
}
