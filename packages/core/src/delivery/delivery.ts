import type { DomainEvent } from "../domain/events.ts";
import type { Environment } from "../lib/environment.ts";
import { CoinCoinError } from "../lib/errors.ts";
import type { Logger } from "../lib/logger.ts";
import type { Store } from "../store/store.ts";
import { type DispatchConfig, Dispatcher } from "./dispatcher.ts";
import type { Handlers } from "./handlers.ts";
import { Loop } from "./loop.ts";

export interface DeliveryConfig extends DispatchConfig {
  /** How long `close` waits for handlers before it aborts their signals. */
  readonly closeTimeoutMs: number;
}

export interface Batch {
  readonly limit: number;
  readonly signal: AbortSignal;
}

export interface DeliveryParts {
  readonly appId: string;
  readonly store: Pick<Store, "claim" | "settle" | "renew" | "pollIntervalMs">;
  readonly handlers: Pick<Handlers, "types" | "run">;
  readonly environment: Pick<Environment, "now" | "sleep" | "random">;
  readonly logger: Logger;
  readonly config: DeliveryConfig;
  /** Resolves when the store can be used and its time is known; asked before anything is claimed. */
  readonly ready?: () => Promise<unknown>;
  /** Takes up to `limit` records from the spool to the store; resolves to how many. */
  drain(batch: Batch): Promise<number>;
  /** Tells what the passing of time brought about for up to `limit` references; resolves to how many. */
  sweep(batch: Batch): Promise<number>;
  /** One for each chain that is looked at. */
  readonly looks?: readonly ChainLooks[];
  readonly beforeDone?: (event: DomainEvent) => Promise<void>;
}

export interface ChainLooks {
  readonly network: string;
  readonly tickMs: number;
  /** One look, if it is time for one; resolves to how many orders it brought news of. */
  look(signal: AbortSignal): Promise<number>;
  nudge(): void;
}

export interface DeliveryReport {
  readonly delivered: number;
  readonly failed: number;
  readonly swept: number;
  readonly drained: number;
}

/** How much of the spool, and how many references, are looked at in one go. */
const BATCH = 100;

/**
 * Everything that happens without being asked: spooled notifications go to the store, deadlines pass, events
 * go to their handlers. In the background between `start` and `stop`, or one pass at a time by `deliverDue`.
 */
export class BackgroundDelivery {
  readonly #parts: DeliveryParts;
  readonly #dispatcher: Dispatcher;
  readonly #delivering: Loop;
  readonly #looking: ReadonlyMap<string, Loop>;
  readonly #loops: readonly Loop[];
  #stopped: Promise<void> | undefined;

  constructor(parts: DeliveryParts) {
    const { environment, logger, store } = parts;
    this.#parts = parts;
    this.#dispatcher = new Dispatcher({ ...parts, onFree: () => this.nudge() });
    const shared = { environment, logger, intervalMs: store.pollIntervalMs };
    // Each on its own: a spool that hangs delays no event.
    const batches = (what: string, work: (batch: Batch) => Promise<number>) =>
      new Loop({ ...shared, what, step: (signal) => this.#batch(work, signal) });
    this.#delivering = new Loop({ ...shared, what: "delivery", step: () => this.#fill() });
    this.#looking = new Map(
      (parts.looks ?? []).map((looks) => [looks.network, this.#lookingAt(looks, { environment, logger })]),
    );
    this.#loops = [
      ...this.#looking.values(),
      batches("draining the spool", (batch) => parts.drain(batch)),
      batches("the sweep", (batch) => parts.sweep(batch)),
      this.#delivering,
    ];
  }

  /** Idempotent. */
  start(): void {
    if (this.#stopped === undefined) for (const loop of this.#loops) loop.start();
  }

  /** Events were committed: they are delivered without waiting for the poll. Nothing happens unless started. */
  nudge(): void {
    this.#delivering.nudge();
  }

  /** Money was reported: the chain is looked at without waiting for its time. Nothing happens unless started. */
  nudgeLook(network: string): void {
    this.#parts.looks?.find((looks) => looks.network === network)?.nudge();
    this.#looking.get(network)?.nudge();
  }

  #lookingAt(looks: ChainLooks, shared: Pick<DeliveryParts, "environment" | "logger">): Loop {
    return new Loop({
      ...shared,
      what: `looking at ${looks.network}`,
      intervalMs: looks.tickMs,
      step: async (signal) => {
        if ((await looks.look(signal)) > 0) this.nudge();
        return false;
      },
    });
  }

  /** Events wait for no chain: what a look brings is delivered after them. */
  async #lookOnce(signal: AbortSignal): Promise<number> {
    const { looks = [], logger } = this.#parts;
    const each = looks.map(async (one) => {
      try {
        return await one.look(signal);
      } catch (error) {
        logger.error({ err: error, network: one.network }, "a look at the chain failed");
        return 0;
      }
    });
    return (await Promise.all(each)).reduce((sum, news) => sum + news, 0);
  }

  /** Resolves when nothing of ours runs any more. Idempotent. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    const loops = this.#loops.map((loop) => loop.stop());
    await Promise.all([...loops, this.#dispatcher.close(this.#parts.config.closeTimeoutMs)]);
  }

  /**
   * One pass: drains the spool, sweeps, looks at the chains whose time has come, delivers up to `limit` events, and waits for their handlers. When one of
   * the three fails, the others are done all the same; then the error is thrown.
   */
  async deliverDue({
    limit = BATCH,
    signal,
  }: {
    limit?: number;
    signal?: AbortSignal;
  } = {}): Promise<DeliveryReport> {
    if (this.#stopped !== undefined)
      throw new CoinCoinError("closed", "This CoinCoin was closed. Create a new one to use it again.");
    const until = signal ?? new AbortController().signal;
    const drained = await settled(this.#all((batch) => this.#parts.drain(batch), until));
    const swept = await settled(this.#all((batch) => this.#parts.sweep(batch), until));
    await this.#parts.ready?.();
    const looking = this.#lookOnce(until);
    const first = await this.#dispatcher.deliverDue(limit, signal);
    const news = await looking;
    const rest = news > 0 ? await this.#dispatcher.deliverDue(limit, signal) : { delivered: 0, failed: 0 };
    const delivered = first.delivered + rest.delivered;
    const failed = first.failed + rest.failed;
    return { delivered, failed, swept: valueOf(swept), drained: valueOf(drained) };
  }

  async #all(work: (batch: Batch) => Promise<number>, signal: AbortSignal): Promise<number> {
    let total = 0;
    for (;;) {
      if (signal.aborted) return total;
      const count = await work({ limit: BATCH, signal });
      total += count;
      if (count < BATCH) return total;
    }
  }

  async #batch(work: (batch: Batch) => Promise<number>, signal: AbortSignal): Promise<boolean> {
    const count = await work({ limit: BATCH, signal });
    if (count > 0) this.nudge();
    return count >= BATCH;
  }

  async #fill(): Promise<boolean> {
    await this.#parts.ready?.();
    await this.#dispatcher.fill();
    return false;
  }
}

async function settled<T>(work: Promise<T>): Promise<PromiseSettledResult<T>> {
  const [result] = await Promise.allSettled([work]);
  return result;
}

function valueOf<T>(result: PromiseSettledResult<T>): T {
  if (result.status === "rejected") throw result.reason;
  return result.value;
}
