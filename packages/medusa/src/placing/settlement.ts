import { type AttentionItem, CoinCoinError, type EventOf, type Logger } from "@coincoin/core";
import { readCollection } from "../medusa/rows.ts";
import type { Accounts } from "../payments/accounts.ts";
import type { GatewayAccounts } from "../payments/gateway-accounts.ts";
import { collectionIdOf } from "../payments/ids.ts";
import type { Answers } from "./answers.ts";
import { cancelUnpaid } from "./cancel-unpaid.ts";
import type { Expiries } from "./expiries.ts";
import type { OpenRows } from "./open-rows.ts";
import type { Placing } from "./place.ts";
import type { Placement } from "./placement.ts";
import { collectionOf, mayPass, type Problems } from "./problems.ts";
import { NotYet } from "./refusals.ts";
import type { Reports } from "./reports.ts";

export interface SettlementParts {
  readonly gateways: GatewayAccounts;
  readonly placing: Placing;
  readonly problems: Problems;
  readonly accounts: Accounts;
  readonly openRows: OpenRows;
  readonly answers: Answers;
  readonly reports: Reports;
  readonly expiries: Expiries;
  readonly cancelUnpaidAfterMs: number | null;
  readonly logger: Logger;
}

/** Who is at work for a payment collection, and who comes next. */
interface Lane {
  readonly running: Promise<Placement>;
  readonly waiting?: Promise<Placement>;
}

const TICK_MS = 15_000;
const CANCEL_EVERY_MS = 60_000;
/** Waits within one delivery, before the event goes back to the outbox. */
const PAUSES_MS = [100, 250, 600];
/** Between two tries of a cart that cannot be completed; doubles up to the last. */
const FIRST_RETRY_MS = 15_000;
const LAST_RETRY_MS = 15 * 60_000;

/** What CoinCoin may have said when the account of a collection has changed. The paid ones are tried harder. */
const MOVES = [
  "order.payment",
  "order.overpaid",
  "order.underpaid",
  "order.settling",
  "order.settled",
  "order.expired",
  "order.invalid",
] as const;

/**
 * From paid to placed. What CoinCoin confirmed becomes an order at once; what cannot yet is a row of the attention list
 * and is tried again automatically, after restocking at once, until it is placed or a person resolves the row.
 */
export class Settlement {
  readonly #parts: SettlementParts;
  readonly #lanes = new Map<string, Lane>();
  #timer: NodeJS.Timeout | undefined;
  #tick: Promise<void> | undefined;
  #isWanted = false;
  #cancelledAt = 0;

  constructor(parts: SettlementParts) {
    this.#parts = parts;
    for (const { coincoin } of parts.gateways.all) {
      coincoin.on("order.paid", (event) => this.#paid(event));
      coincoin.on("order.paid_late", (event) => this.#paid(event));
      coincoin.on("order.payment", (event) => this.#part(event));
      coincoin.on("order.expired", (event) => this.#expired(event));
      for (const type of MOVES) coincoin.on(type, (event) => this.#look(event));
    }
  }

  start(): void {
    this.#timer ??= setInterval(() => this.nudge(), TICK_MS).unref();
    this.nudge();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    await this.#tick;
    await Promise.allSettled([...this.#lanes.values()].map(({ running, waiting }) => waiting ?? running));
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
    const { gateways, openRows } = this.#parts;
    const item = await openRows.find(itemId);
    const collectionId = item === undefined ? undefined : collectionOf(item);
    if (collectionId !== undefined) return this.place(collectionId, item?.paymentId);
    const eventId = item?.details["eventId"];
    if (item?.kind === "dead_letter" && eventId !== undefined) {
      await gateways.of(item).coincoin.deadLetters.retry(eventId);
      return undefined;
    }
    throw new CoinCoinError("wrong_state", `There is nothing to try again in ${itemId}.`);
  }

  /**
   * Places what a payment collection has been paid for, one call after the other. A call that waits for its turn has not
   * looked yet, so others share it.
   */
  place(collectionId: string, paymentId: string | null = null): Promise<Placement> {
    const lane = this.#lanes.get(collectionId);
    if (lane?.waiting !== undefined) return lane.waiting;
    const begin = () => {
      const running = this.#placeNow(collectionId, paymentId);
      this.#lanes.set(collectionId, { running });
      const done = () => {
        const now = this.#lanes.get(collectionId);
        if (now?.running === running && now.waiting === undefined) this.#lanes.delete(collectionId);
      };
      running.then(done, done);
      return running;
    };
    if (lane === undefined) return begin();
    const waiting = lane.running.then(begin, begin);
    this.#lanes.set(collectionId, { ...lane, waiting });
    return waiting;
  }

  async #placeNow(collectionId: string, paymentId: string | null): Promise<Placement> {
    const { placing, problems, answers, logger } = this.#parts;
    const placement = await placing.place(collectionId);
    switch (placement.type) {
      case "wait":
        return placement;
      case "placed":
      case "nothing": {
        const isPlaced = placement.type === "placed";
        const note = isPlaced ? `Placed as ${placement.orderId}.` : "All that came went back.";
        await problems.settle(collectionId, note, await answers.whenSettled(collectionId, isPlaced));
        return placement;
      }
      case "blocked":
        await problems.raise(
          collectionId,
          placement,
          paymentId,
          await answers.whenRaised(placement, collectionId),
        );
        logger.warn({ collection: collectionId, code: placement.code }, placement.reason);
        this.nudge();
    }
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
    await this.#parts.reports.part(event);
  }

  async #expired(event: EventOf<"order.expired">): Promise<void> {
    if (collectionIdOf(event.reference) === undefined) return;
    await this.#parts.reports.expired(event);
  }

  async #look({ reference, paymentId, type }: EventOf<(typeof MOVES)[number]>): Promise<void> {
    const collectionId = collectionIdOf(reference);
    if (collectionId === undefined) return;
    const isEnd = type === "order.expired" || type === "order.invalid" || type === "order.underpaid";
    if (isEnd && this.#parts.cancelUnpaidAfterMs !== null) await this.#parts.expiries.add(collectionId);
    // A cart that could not be completed is tried again when it changes, and by the clock: nothing new came for it.
    if (!(await this.#isAsBefore(collectionId))) await this.place(collectionId, paymentId);
  }

  async #isAsBefore(collectionId: string): Promise<boolean> {
    const { problems, accounts } = this.#parts;
    const problem = await problems.current(collectionId);
    if (problem?.code !== "cart_not_ready") return false;
    const collection = await readCollection(collectionId);
    return collection !== undefined && (await accounts.heldFor(collection)) === problem.about;
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
    for await (const item of this.#parts.openRows.all()) {
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
    const { cancelUnpaidAfterMs, accounts, expiries, logger } = this.#parts;
    const now = Date.now();
    if (
      cancelUnpaidAfterMs === null ||
      now - this.#cancelledAt < Math.min(CANCEL_EVERY_MS, cancelUnpaidAfterMs)
    ) {
      return;
    }
    this.#cancelledAt = now;
    await cancelUnpaid({ accounts, expiries, afterMs: cancelUnpaidAfterMs, logger });
  }

  async #tellFeed(): Promise<void> {
    for await (const item of this.#parts.openRows.all()) await this.#parts.reports.row(item);
  }
}

function retryAt({ lastAt, count }: AttentionItem): number {
  return Date.parse(lastAt) + Math.min(FIRST_RETRY_MS * 2 ** Math.min(count - 1, 10), LAST_RETRY_MS);
}
