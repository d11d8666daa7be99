import { type AttentionItem, type CoinCoin, CoinCoinError, type EventOf, type Logger } from "@coincoin/core";
import { tellAdmin } from "../medusa/container.ts";
import { collectionIdOf } from "../payments/ids.ts";
import type { SessionOrders } from "../payments/session-orders.ts";
import { cancelUnpaid } from "./cancel-unpaid.ts";
import { NotYet, type Placement, type Placing } from "./place.ts";
import { collectionOf, mayPass, type Problems } from "./problems.ts";

export interface SettlementParts {
  readonly coincoin: CoinCoin;
  readonly placing: Placing;
  readonly problems: Problems;
  readonly orders: SessionOrders;
  readonly cancelUnpaidAfterMs: number | null;
  readonly logger: Logger;
}

const TICK_MS = 15_000;
const CANCEL_EVERY_MS = 60_000;
/** Waits within one delivery, before the event goes back to the outbox. */
const PAUSES_MS = [100, 250, 600];
/** Between two tries of a cart that cannot be completed; doubles up to the last. */
const FIRST_RETRY_MS = 15_000;
const LAST_RETRY_MS = 15 * 60_000;
const PAGE = 200;

/**
 * From paid to placed. What CoinCoin confirmed becomes an order at once; what cannot yet is a row of the attention list
 * and is tried again by itself, after restocking at once, until it is placed or a person resolves the row.
 */
export class Settlement {
  readonly #parts: SettlementParts;
  readonly #lanes = new Map<string, Promise<Placement>>();
  readonly #told = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #tick: Promise<void> | undefined;
  #isWanted = false;
  #cancelledAt = 0;

  constructor(parts: SettlementParts) {
    this.#parts = parts;
    parts.coincoin.on("order.paid", (event) => this.#paid(event));
    parts.coincoin.on("order.paid_late", (event) => this.#paid(event));
    parts.coincoin.on("order.payment", (event) => this.#part(event));
  }

  start(): void {
    this.#timer ??= setInterval(() => this.nudge(), TICK_MS).unref();
    this.nudge();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    await this.#tick;
    await Promise.allSettled(this.#lanes.values());
  }

  /** Looks at everything that waits, now, without regard to when it was tried last. */
  nudge(): void {
    this.#isWanted = true;
    this.#tick ??= this.#run().finally(() => {
      this.#tick = undefined;
    });
  }

  /** Restocked, or a cart was mended: tries all that waits for that, in a process that serves the store. */
  async retryAll(): Promise<void> {
    if (this.#timer === undefined) return;
    await this.#retryBlocked(Number.POSITIVE_INFINITY);
  }

  /**
   * Does again what a row of the attention list says has failed. Undefined where the answer comes later.
   * @throws CoinCoinError `wrong_state` for a row that is resolved, or about nothing that could be done again.
   */
  async retry(itemId: string): Promise<Placement | undefined> {
    const { coincoin } = this.#parts;
    for await (const item of this.#open()) {
      if (item.id !== itemId) continue;
      const collectionId = collectionOf(item);
      if (collectionId !== undefined) return this.place(collectionId, item.paymentId);
      const { eventId } = item.details;
      if (item.kind === "dead_letter" && eventId !== undefined) {
        await coincoin.deadLetters.retry(eventId);
        return undefined;
      }
      break;
    }
    throw new CoinCoinError("wrong_state", `There is nothing to try again in ${itemId}.`);
  }

  /** Places what a payment collection has been paid for, one call after the other. */
  place(collectionId: string, paymentId: string | null = null): Promise<Placement> {
    const before = this.#lanes.get(collectionId) ?? Promise.resolve();
    const turn = before.then(
      () => this.#placeNow(collectionId, paymentId),
      () => this.#placeNow(collectionId, paymentId),
    );
    this.#lanes.set(collectionId, turn);
    const done = () => {
      if (this.#lanes.get(collectionId) === turn) this.#lanes.delete(collectionId);
    };
    turn.then(done, done);
    return turn;
  }

  async #placeNow(collectionId: string, paymentId: string | null): Promise<Placement> {
    const { placing, problems, logger } = this.#parts;
    const placement = await placing.place(collectionId);
    if (placement.type === "placed") {
      await problems.settle(collectionId, `Placed as ${placement.orderId}.`);
      logger.debug({ collection: collectionId, order: placement.orderId }, "a paid order was placed");
      return placement;
    }
    await problems.raise(collectionId, placement, paymentId);
    logger.warn({ collection: collectionId, code: placement.code }, placement.reason);
    this.nudge();
    return placement;
  }

  async #paid(event: EventOf<"order.paid"> | EventOf<"order.paid_late">): Promise<void> {
    const collectionId = collectionIdOf(event.reference);
    // Orders that the merchant made with CoinCoin for something else than a cart.
    if (collectionId === undefined) return;
    for (const pause of PAUSES_MS) {
      try {
        await this.place(collectionId, event.paymentId);
        return;
      } catch (error) {
        if (!(error instanceof NotYet)) throw error;
        await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random())));
      }
    }
    await this.place(collectionId, event.paymentId);
  }

  async #part(event: EventOf<"order.payment">): Promise<void> {
    if (collectionIdOf(event.reference) === undefined || event.remaining === "0") return;
    const { amountDue, coin } = event.order;
    const came = event.coin === coin ? event.received : "0";
    await tellAdmin(
      `coincoin-${event.id}`,
      "CoinCoin: part of a payment came",
      `${came} of ${amountDue} ${coin.toUpperCase()} for ${event.paymentId}, ${event.remaining} to go.`,
    );
  }

  async #run(): Promise<void> {
    while (this.#isWanted) {
      this.#isWanted = false;
      try {
        await this.#retryBlocked(Date.now());
        await this.#cancelUnpaid();
        await this.#tellFeed();
      } catch (error) {
        this.#parts.logger.warn({ err: error }, "what waits could not be looked at; it is tried again");
      }
    }
  }

  async #retryBlocked(now: number): Promise<void> {
    for await (const item of this.#open()) {
      const collectionId = collectionOf(item);
      if (collectionId === undefined || !mayPass(item) || retryAt(item) > now) continue;
      try {
        await this.place(collectionId, item.paymentId);
      } catch (error) {
        this.#parts.logger.warn({ err: error, collection: collectionId }, "an order could not be placed");
      }
    }
  }

  async #cancelUnpaid(): Promise<void> {
    const { cancelUnpaidAfterMs, orders, logger } = this.#parts;
    const now = Date.now();
    if (
      cancelUnpaidAfterMs === null ||
      now - this.#cancelledAt < Math.min(CANCEL_EVERY_MS, cancelUnpaidAfterMs)
    ) {
      return;
    }
    this.#cancelledAt = now;
    await cancelUnpaid({ orders, afterMs: cancelUnpaidAfterMs, logger });
  }

  /** New rows show under the admin's bell, whichever process raised them: the key makes it once. */
  async #tellFeed(): Promise<void> {
    for await (const { id, kind, message } of this.#open()) {
      if (this.#told.has(id)) continue;
      await tellAdmin(`coincoin-${id}`, `CoinCoin: ${kind.replaceAll("_", " ")}`, message);
      if (this.#told.size > 10_000) this.#told.clear();
      this.#told.add(id);
    }
  }

  async *#open(): AsyncGenerator<AttentionItem> {
    let after: string | undefined;
    do {
      const page = await this.#parts.coincoin.attention.list({ limit: PAGE, after });
      yield* page.items;
      after = page.cursor ?? undefined;
    } while (after !== undefined);
  }
}

function retryAt({ lastAt, count }: AttentionItem): number {
  return Date.parse(lastAt) + Math.min(FIRST_RETRY_MS * 2 ** Math.min(count - 1, 10), LAST_RETRY_MS);
}
