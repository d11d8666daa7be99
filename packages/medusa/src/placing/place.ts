import type { Logger } from "@coincoin/core";
import { runWorkflow, untie } from "../medusa/container.ts";
import {
  type Collection,
  cartIdOfCollection,
  ordersOfCart,
  readCollection,
  type Session,
} from "../medusa/rows.ts";
import type { Accounts } from "../payments/accounts.ts";
import { isPositive } from "../payments/money.ts";
import { Booking } from "./booking.ts";
import type { CartLocks } from "./cart-locks.ts";
import { type Decision, decide } from "./decision.ts";
import { beginPlacing, placingDone, placingFailed } from "./leftovers.ts";
import type { Placement } from "./placement.ts";
import { isRaceLost, NotYet } from "./refusals.ts";
import { isSaved, refuseUnfinished } from "./saving.ts";
import { liveSession } from "./sessions.ts";

interface Context {
  readonly accounts: Accounts;
  readonly locks: CartLocks;
  /** Of the workflow that completes a cart. */
  readonly completeCartWorkflow: string;
  readonly logger: Logger;
}

/** A customer who completes the cart is done by then; else the event is delivered again. */
const WAIT_MS = 5_000;

/** Making a session, completing, booking, and once more where a process died in between. */
const MAX_STEPS = 6;

/**
 * Turns money into one placed and paid order. May be repeated at any time, by any process: each step looks first.
 *
 * Medusa completes a cart that belongs to a stranger when a payment is processed for a session that is gone, so no
 * workflow runs before the session was seen; and the cart is completed before the payment is, so that missing shipping
 * or stock fails before money is touched.
 */
export class Placing {
  readonly #context: Context;
  readonly #booking: Booking;

  constructor(context: Context) {
    this.#context = context;
    this.#booking = new Booking(context.accounts, context.logger);
  }

  /** @throws NotYet, and whatever the store is out of order with: try again. */
  async place(collectionId: string): Promise<Placement> {
    const cartId = await cartIdOfCollection(collectionId);
    const lock = await this.#context.locks.acquire(cartId ?? collectionId, WAIT_MS);
    if (lock === undefined) throw new NotYet("Another server is placing this cart.");
    try {
      return await this.#place(collectionId);
    } finally {
      await lock.release();
    }
  }

  async #place(collectionId: string): Promise<Placement> {
    const done = new Set<string>();
    for (let step = 0; step < MAX_STEPS; step++) {
      const collection = await readCollection(collectionId);
      if (collection === undefined) return this.#gone(collectionId);
      const { currency } = collection;
      const decision = decide(collection, await this.#context.accounts.read({ collectionId, currency }));
      const placement = await this.#act(decision, collection, done);
      if (placement !== undefined) return placement;
    }
    throw new NotYet("The order and its payment do not come to an end.");
  }

  async #gone(collectionId: string): Promise<Placement> {
    const purchases = await this.#context.accounts.purchases(collectionId);
    if (!purchases.some((purchase) => purchase.paid !== null)) return { type: "nothing" };
    const reason = `The payment collection ${collectionId} is gone: send its money back by hand.`;
    return { type: "blocked", code: "collection_gone", about: "", reason };
  }

  /** Undefined where something was done, after which one has to look again. */
  async #act(decision: Decision, collection: Collection, done: Set<string>): Promise<Placement | undefined> {
    switch (decision.type) {
      case "complete":
        return this.#complete(collection);
      case "capture":
        return this.#booking.capture(collection, decision.amount);
      case "rebook":
        return this.#booking.rebook(decision.paymentIds, done);
      case "refund":
        return this.#booking.refund(collection, decision.amount);
      case "placed":
        return (await secondOrder(collection)) ?? decision;
      case "blocked":
        return decision.code === "surplus" ? ((await secondOrder(collection)) ?? decision) : decision;
      case "nothing":
      case "wait":
        return decision;
    }
  }

  async #complete(collection: Collection): Promise<Placement | undefined> {
    const { cartId } = collection;
    const live = liveSession(collection);
    if (live === undefined || !isSaved(live)) {
      if (isPositive(collection.amount)) return this.#makeSession(collection, live);
    }
    if (cartId === undefined) throw new TypeError("a collection without a cart was to be completed");
    await beginPlacing(cartId, collection.id, this.#context.logger);
    const outcome = await runWorkflow(this.#context.completeCartWorkflow, { id: cartId });
    if (outcome.type === "failed") {
      await placingFailed(cartId);
      if (isRaceLost(outcome)) throw new NotYet(outcome.reason);
      return {
        type: "blocked",
        code: "cart_not_ready",
        about: await this.#context.accounts.heldFor(collection),
        reason: `Paid, and the order cannot be placed yet: ${outcome.reason} It is tried again automatically.`,
      };
    }
    const placed = await readCollection(collection.id);
    if (placed?.order === undefined)
      throw new NotYet("The cart was completed, and its order is not there yet.");
    await placingDone(placed.order.id);
    return undefined;
  }

  /** Where the customer's session is gone. Medusa takes the cart's own total for it. */
  async #makeSession(collection: Collection, live: Session | undefined): Promise<Placement | undefined> {
    refuseUnfinished(live);
    const provider_id = await this.#context.accounts.providerOf(collection.id);
    const made =
      provider_id === undefined
        ? undefined
        : await runWorkflow("create-payment-sessions", {
            payment_collection_id: collection.id,
            provider_id,
            data: {},
          });
    if (made?.type === "done") return undefined;
    const { logger } = this.#context;
    logger.warn({ collection: collection.id, reason: made?.reason }, "no payment session could be made");
    return {
      type: "blocked",
      code: "no_session",
      about: await this.#context.accounts.heldFor(collection),
      reason:
        "No payment session could be made for this cart: see whether CoinCoin is enabled in its region.",
    };
  }
}

/**
 * Code of the store's own may have completed the cart past our lock. Both orders then hang on the payment of one: the
 * other would read as paid, and cancelling it would refund that payment, so it is taken off. Whether it is cancelled is
 * the merchant's to say.
 */
async function secondOrder({ id, cartId }: Collection): Promise<Placement | undefined> {
  const orders = cartId === undefined ? [] : await ordersOfCart(cartId);
  if (orders.length < 2) return undefined;
  const unpaid = orders.filter(({ paidTotal }) => !isPositive(paidTotal));
  for (const order of unpaid) await untie(order.id, id);
  const named = orders.map(({ displayId, paidTotal }) => `${displayId} (paid ${paidTotal})`).join(" and ");
  return {
    type: "blocked",
    code: "second_order",
    about: named,
    reason: `One cart became ${named}, since code of the store's own completed it beside CoinCoin: cancel the one that is not paid, then try again.`,
  };
}
