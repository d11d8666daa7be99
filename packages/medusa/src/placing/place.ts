import type { Logger } from "@coincoin/core";
import { runWorkflow, untie } from "../medusa/container.ts";
import {
  type Collection,
  cartIdOfCollection,
  ordersOfCart,
  readCollection,
  type Session,
} from "../medusa/rows.ts";
import { CART_PROVIDER, type Coverage, covers } from "../payments/coverage.ts";
import { isPositive, reaches } from "../payments/money.ts";
import type { SessionOrders } from "../payments/session-orders.ts";
import type { CartLocks } from "./cart-locks.ts";
import { beginPlacing, placingFailed } from "./leftovers.ts";
import type { Problem, ProblemCode } from "./problems.ts";
import { capturedPayment, liveSession, paidOtherwise } from "./sessions.ts";

export type Placement =
  /** There is one order, and it is paid. */
  | { readonly type: "placed"; readonly orderId: string }
  /** Left as it is, for a person or for later. */
  | ({ readonly type: "blocked" } & Problem);

/** Try again soon: nothing is wrong yet. */
export class NotYet extends Error {
  override readonly name = "NotYet";
}

/** A session is written in two steps around the call to CoinCoin. One that stays unfinished for longer belongs to nobody. */
const SAVING_MS = 60_000;

/** A customer who completes the cart is done by then; else the event is delivered again. */
const WAIT_MS = 5_000;

/** Said by Medusa when a cart is completed twice at once: the other one has placed the order. */
const LOST_RACE =
  /Cannot create multiple links|payment_session_id: .* already exists|Failed to acquire lock|Timed-out acquiring lock/i;

/**
 * Turns money into one placed and paid order. May be repeated at any time, by any process: each step looks first.
 *
 * Medusa completes a cart that belongs to a stranger when a payment is processed for a session that is gone, so no
 * workflow runs before the session was seen; and the cart is completed before the payment is, so that missing shipping
 * or stock fails before money is touched.
 */
export class Placing {
  readonly #orders: SessionOrders;
  readonly #locks: CartLocks;
  readonly #logger: Logger;

  constructor(orders: SessionOrders, locks: CartLocks, logger: Logger) {
    this.#orders = orders;
    this.#locks = locks;
    this.#logger = logger;
  }

  /** @throws NotYet, and whatever the store is out of order with: try again. */
  async place(collectionId: string): Promise<Placement> {
    const cartId = await cartIdOfCollection(collectionId);
    const lock = await this.#locks.acquire(cartId ?? collectionId, WAIT_MS);
    if (lock === undefined) throw new NotYet("Another server is placing this cart.");
    try {
      return await this.#place(collectionId);
    } finally {
      await lock.release();
    }
  }

  async #place(collectionId: string): Promise<Placement> {
    const collection = await readCollection(collectionId);
    if (collection === undefined) {
      return blocked("collection_gone", `The payment collection ${collectionId} is gone: refund by hand.`);
    }
    const obstacle = this.#obstacle(collection);
    if (obstacle !== undefined) return obstacle;
    const done = settled(collection);
    if (done !== undefined) return alone(collection, done);
    const coverage = await this.#orders.coverage({ collectionId, currency: collection.currency });
    const session = await this.#session(collection);
    if (session === undefined) {
      return blocked(
        "no_session",
        "No payment session could be made for this cart: see whether CoinCoin is enabled in its region.",
      );
    }
    if (!covers(coverage, session.amount)) return restDue(coverage, session);
    const { order, cartId } = collection;
    return order === undefined && cartId !== undefined
      ? this.#complete(collection, cartId, session)
      : this.#capture(collection, session);
  }

  #obstacle(collection: Collection): Placement | undefined {
    const { order, cartId } = collection;
    if (order?.status === "canceled") {
      return blocked(
        "order_canceled",
        `Order ${order.displayId} was cancelled, and its money came: refund by hand, or sell it again.`,
      );
    }
    if (paidOtherwise(collection)) {
      return blocked(
        "paid_otherwise",
        `${order === undefined ? "This cart" : `Order ${order.displayId}`} was paid in another way too: refund what came to CoinCoin by hand.`,
      );
    }
    if (order !== undefined) return undefined;
    if (cartId === undefined) {
      return blocked(
        "cart_gone",
        "The cart that was paid for is gone: refund by hand, or make an order for it.",
      );
    }
    const captured = capturedPayment(collection);
    if (captured === undefined || captured.sessionId === liveSession(collection)?.id) return undefined;
    return blocked(
      "captured_without_order",
      "The payment was captured, and completing the cart failed afterwards: make the order by hand.",
    );
  }

  /** The session to place with; one is made where the customer's is gone. */
  async #session(collection: Collection): Promise<Session | undefined> {
    const live = liveSession(collection);
    if (live !== undefined && typeof live.data["payment_id"] === "string") return live;
    if (live !== undefined && Date.now() - live.createdAt < SAVING_MS) {
      throw new NotYet(`The payment session ${live.id} is being saved.`);
    }
    const provider_id = await this.#providerId(collection.id);
    if (provider_id === undefined) return undefined;
    const made = await runWorkflow("create-payment-sessions", {
      payment_collection_id: collection.id,
      provider_id,
      data: {},
    });
    if (made.type === "failed") {
      this.#logger.warn(
        { collection: collection.id, reason: made.reason },
        "no payment session could be made",
      );
    }
    const again = await readCollection(collection.id);
    return again === undefined ? undefined : liveSession(again);
  }

  async #providerId(collectionId: string): Promise<string | undefined> {
    const purchases = await this.#orders.purchases(collectionId);
    return purchases.at(-1)?.attempts.at(-1)?.metadata[CART_PROVIDER];
  }

  async #complete(collection: Collection, cartId: string, session: Session): Promise<Placement> {
    await beginPlacing(cartId, collection.id, this.#logger);
    const outcome = await runWorkflow("complete-cart", { id: cartId });
    if (outcome.type === "failed") {
      await placingFailed(cartId);
      if (LOST_RACE.test(outcome.reason)) throw new NotYet(outcome.reason);
      return blocked(
        "cart_not_ready",
        `Paid, and the order cannot be placed yet: ${outcome.reason} It is tried again by itself.`,
      );
    }
    const placed = await readCollection(collection.id);
    if (placed?.order === undefined)
      throw new NotYet("The cart was completed, and its order is not there yet.");
    return this.#capture(placed, session);
  }

  /** Has Medusa book the money, exactly the session's amount: more fails, less would count as paid all the same. */
  async #capture(collection: Collection, session: Session): Promise<Placement> {
    const outcome = await runWorkflow("process-payment-workflow", {
      action: "captured",
      data: { session_id: session.id, amount: session.amount },
    });
    const after = await readCollection(collection.id);
    if (after?.order?.status === "canceled") {
      const obstacle = this.#obstacle(after);
      if (obstacle !== undefined) return obstacle;
    }
    // Success says nothing: what counts is what is there.
    const done = after === undefined ? undefined : settled(after);
    if (after !== undefined && done !== undefined) return alone(after, done);
    const reason = outcome.type === "failed" ? outcome.reason : "the order does not read as paid";
    throw new NotYet(`The payment could not be captured: ${reason}`);
  }
}

/** One order whose payment was captured and counts towards its total. */
function settled(collection: Collection): Placement | undefined {
  const payment = capturedPayment(collection);
  const { order } = collection;
  if (payment === undefined || order === undefined) return undefined;
  const isBooked = reaches(payment.captured, payment.amount) && reaches(order.paidTotal, payment.amount);
  return isBooked ? { type: "placed", orderId: order.id } : undefined;
}

/**
 * Code of the store's own may have completed the cart past our lock. Both orders then hang on the payment of one: the
 * other would read as paid, and cancelling it would refund that payment, so it is taken off. Whether it is cancelled is
 * the merchant's to say.
 */
async function alone({ id, cartId }: Collection, placed: Placement): Promise<Placement> {
  const orders = cartId === undefined ? [] : await ordersOfCart(cartId);
  if (orders.length < 2) return placed;
  const unpaid = orders.filter(({ paidTotal }) => !isPositive(paidTotal));
  for (const order of unpaid) await untie(order.id, id);
  const named = orders.map(({ displayId, paidTotal }) => `${displayId} (paid ${paidTotal})`).join(" and ");
  return blocked(
    "second_order",
    `One cart became ${named}, since code of the store's own completed it beside CoinCoin: cancel the one that is not paid, then try again.`,
  );
}

function restDue(coverage: Coverage, session: Session): Placement {
  const currency = session.currency.toUpperCase();
  return blocked(
    "rest_due",
    `${coverage.confirmed} of ${session.amount} ${currency} is paid: the customer has to pay the rest, or be refunded by hand.`,
  );
}

function blocked(code: ProblemCode, reason: string): Placement {
  return { type: "blocked", code, reason };
}
