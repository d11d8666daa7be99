import { setMaxListeners } from "node:events";
import type { DomainEvent } from "../domain/events.ts";
import { type Backoff, backoffMs } from "../lib/backoff.ts";
import { publish } from "../lib/diagnostics.ts";
import { type Environment, isoTime, randomId } from "../lib/environment.ts";
import { describeError, errorText, failureText } from "../lib/error-text.ts";
import { CoinCoinError } from "../lib/errors.ts";
import type { Logger } from "../lib/logger.ts";
import { longLived } from "../lib/long-lived.ts";
import type { Settlement } from "../store/queries.ts";
import type { Delivery, Store } from "../store/store.ts";
import { type AttemptEnd, runAttempt } from "./attempt.ts";
import { deadLetterItem } from "./dead-letter.ts";
import { HandlerFailure } from "./handler-failure.ts";
import type { Handlers } from "./handlers.ts";
import { Outage } from "./outage.ts";

export interface DispatchConfig {
  /** How many events are with their handlers at once. */
  readonly concurrency: number;
  /** A handler that takes longer has failed. */
  readonly handlerTimeoutMs: number;
  /** How long an event stays with a process that says nothing. Renewed at a third of it while a handler runs. */
  readonly leaseMs: number;
  /** How often an event is tried before it becomes a dead letter. */
  readonly maxAttempts: number;
  /** Between two tries of an event. */
  readonly retry: Backoff;
}

export interface DispatcherParts {
  readonly appId: string;
  readonly store: Pick<Store, "claim" | "settle" | "renew">;
  readonly handlers: Pick<Handlers, "types" | "run">;
  readonly environment: Pick<Environment, "now" | "sleep" | "random">;
  readonly logger: Logger;
  readonly config: DispatchConfig;
  /** Called when an event was handled, before that is written down: tried again together with it. */
  readonly beforeDone?: (event: DomainEvent) => Promise<void>;
  /** Called when a slot became free after `fill` found none. */
  readonly onFree?: () => void;
}

export interface Tally {
  delivered: number;
  failed: number;
}

/** Between two tries to write down how an attempt ended. */
const SETTLE_RETRY: Backoff = { baseMs: 200, maxMs: 5_000 };

/**
 * Takes due events from the outbox to their handlers: each on its own, at least once, at most `concurrency` at
 * a time. Claims only what has a free slot, so that nothing waits under a lease behind a slow handler.
 */
export class Dispatcher {
  readonly #parts: DispatcherParts;
  readonly #settling: Outage;
  readonly #abort = longLived();
  /** Attempts and claims under way; none of them rejects. */
  readonly #underWay = new Set<Promise<unknown>>();
  #occupied = 0;
  #closed = false;
  #starved = false;
  readonly #waiting = new Set<() => void>();

  constructor(parts: DispatcherParts) {
    this.#parts = parts;
    this.#settling = new Outage("writing down how a delivery ended", parts.logger);
  }

  /** Gives every free slot an event that is due, and does not wait for the handlers. Rejects when the store does. */
  async fill(): Promise<void> {
    for (;;) {
      const free = this.#free();
      this.#starved = free === 0;
      if (free === 0 || this.#closed) return;
      const claimed = await this.#claim(free, this.#abort.signal);
      if (claimed.length < free) return;
    }
  }

  /**
   * Delivers up to `limit` events that are due and resolves when their handlers are done. When `signal` aborts,
   * nothing more is claimed, the handlers' signals abort and what they had is due again. Rejects when the
   * store cannot be asked, after the handlers already at work are done.
   */
  async deliverDue(limit: number, signal: AbortSignal | undefined): Promise<Tally> {
    const stop = signal === undefined ? this.#abort.signal : AbortSignal.any([this.#abort.signal, signal]);
    setMaxListeners(0, stop);
    const tally: Tally = { delivered: 0, failed: 0 };
    const attempts: Promise<boolean>[] = [];
    try {
      while (attempts.length < limit && !stop.aborted && !this.#closed) {
        const free = Math.min(this.#free(), limit - attempts.length);
        if (free === 0) {
          await this.#slot(signal);
          continue;
        }
        const claimed = await this.#claim(free, stop);
        attempts.push(...claimed);
        if (claimed.length < free) break;
      }
    } finally {
      for (const delivered of await Promise.all(attempts)) tally[delivered ? "delivered" : "failed"]++;
    }
    return tally;
  }

  /**
   * Claims nothing more, gives the handlers under way `graceMs`, then aborts their signals. Resolves when the
   * end of every attempt is written down, or could not be.
   */
  async close(graceMs: number): Promise<void> {
    this.#closed = true;
    this.#wake();
    if (this.#underWay.size > 0) {
      const over = new AbortController();
      await Promise.race([this.#idle(), this.#parts.environment.sleep(graceMs, over.signal)]);
      over.abort();
    }
    this.#abort.abort(
      new CoinCoinError(
        "closed",
        "CoinCoin was closed before the handler was done. The event is delivered again.",
      ),
    );
    await this.#idle();
  }

  async #idle(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  #free(): number {
    return Math.max(0, this.#parts.config.concurrency - this.#occupied);
  }

  /** Resolves when a slot may be free, or there is no use in waiting. */
  async #slot(signal: AbortSignal | undefined): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#waiting.add(resolve);
      signal?.addEventListener("abort", this.#wake, { once: true });
    });
    signal?.removeEventListener("abort", this.#wake);
  }

  readonly #wake = (): void => {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  };

  /** Leases up to `count` events and starts an attempt for each; the answers tell whether it was delivered. */
  async #claim(count: number, stop: AbortSignal): Promise<Promise<boolean>[]> {
    const { appId, store, handlers, environment, config } = this.#parts;
    const types = handlers.types();
    if (types.length === 0) return [];
    const now = environment.now();
    const leaseUntil = now + config.leaseMs;
    const leaseId = randomId(environment, 16);
    this.#occupied += count;
    const claim = store.claim({
      appId,
      types,
      limit: count,
      now: isoTime(now),
      leaseId,
      leaseUntil: isoTime(leaseUntil),
    });
    const quiet = claim.catch(() => {});
    this.#underWay.add(quiet);
    try {
      const deliveries = await claim;
      this.#occupied += deliveries.length;
      return deliveries.map((delivery) => this.#start(delivery, leaseUntil, stop));
    } finally {
      this.#underWay.delete(quiet);
      this.#release(count);
    }
  }

  #start(delivery: Delivery, leaseUntil: number, stop: AbortSignal): Promise<boolean> {
    const attempt = this.#attempt(delivery, leaseUntil, stop)
      .catch((error: unknown) => {
        // A mistake of ours, or a logger that throws: the lease runs out and the event comes again.
        this.#settling.failed(error);
        return false;
      })
      .finally(() => {
        this.#underWay.delete(attempt);
        this.#release(1);
      });
    this.#underWay.add(attempt);
    return attempt;
  }

  #release(slots: number): void {
    this.#occupied -= slots;
    if (this.#free() === 0) return;
    this.#wake();
    if (!this.#starved) return;
    this.#starved = false;
    this.#parts.onFree?.();
  }

  /** One event, from its lease to the record of how the attempt ended. True when it was delivered. */
  async #attempt(delivery: Delivery, leaseUntil: number, stop: AbortSignal): Promise<boolean> {
    const { appId, store, handlers, environment, config } = this.#parts;
    const { event, attempt, leaseId } = delivery;
    const startedAt = environment.now();
    let end: AttemptEnd;
    if (attempt > config.maxAttempts) {
      // Every process that had it died on it, or lost it.
      end = { type: "failed", error: new Error(delivery.lastError ?? "no attempt ever came to an end") };
    } else if (this.#closed) {
      end = {
        type: "aborted",
        error: new CoinCoinError("closed", "CoinCoin was closed. The event is delivered again."),
      };
    } else {
      end = await runAttempt((signal) => handlers.run(event, { attempt, signal }), {
        environment,
        timeoutMs: config.handlerTimeoutMs,
        leaseMs: config.leaseMs,
        leaseUntil,
        renew: (until) => store.renew({ appId, eventId: event.id, leaseId, leaseUntil: isoTime(until) }),
        signal: stop,
      });
    }
    const settled = end.type === "lost" ? "lost" : await this.#settle(this.#settlement(delivery, end), event);
    this.#report(delivery, end, settled, environment.now() - startedAt);
    return end.type === "done";
  }

  #settlement({ event, attempt, leaseId }: Delivery, end: AttemptEnd): Settlement {
    const { appId, environment, config } = this.#parts;
    const now = environment.now();
    const base = { appId, eventId: event.id, leaseId, now: isoTime(now) };
    if (end.type === "done") return { ...base, result: { type: "done" } };
    const error = lastErrorOf(end.error);
    if (end.type === "aborted") return { ...base, result: { type: "retry", availableAt: base.now, error } };
    if (attempt < config.maxAttempts) {
      const availableAt = isoTime(now + backoffMs(attempt, config.retry, () => environment.random()));
      return { ...base, result: { type: "retry", availableAt, error } };
    }
    const tries = Math.min(attempt, config.maxAttempts);
    const failed = { event, leaseId, tries, error, at: base.now };
    return { ...base, result: { type: "dead", error }, attention: [deadLetterItem(failed)] };
  }

  /** Tries until it is written, or the lease must be over: then the event comes again. */
  async #settle(settlement: Settlement, event: DomainEvent): Promise<"settled" | "lost" | "unknown"> {
    const { store, environment, config, beforeDone } = this.#parts;
    const giveUpAt = environment.now() + config.leaseMs;
    for (let failures = 1; ; failures++) {
      try {
        if (settlement.result.type === "done") await beforeDone?.(event);
        const mine = await store.settle(settlement);
        this.#settling.worked();
        // A try that seemed to fail may have been written all the same.
        return mine ? "settled" : failures > 1 ? "unknown" : "lost";
      } catch (error) {
        this.#settling.failed(error);
        if (this.#abort.signal.aborted || environment.now() >= giveUpAt) return "unknown";
        await environment.sleep(
          backoffMs(failures, SETTLE_RETRY, () => environment.random()),
          this.#abort.signal,
        );
      }
    }
  }

  #report(
    { event, attempt }: Delivery,
    end: AttemptEnd,
    settled: "settled" | "lost" | "unknown",
    ms: number,
  ): void {
    const { logger, config } = this.#parts;
    const about = { eventId: event.id, type: event.type, paymentId: event.paymentId, attempt };
    const failed =
      end.type === "failed"
        ? failureOf(end.error)
        : end.type === "done"
          ? {}
          : { error: errorText(end.error) };
    publish("delivery", () => ({ ...about, outcome: end.type, settled, ms, ...failed }));
    if (settled === "lost")
      logger.warn(about, "the lease of an event was lost: it may be delivered once more");
    if (end.type === "done" || end.type === "lost") return;
    const facts = { ...about, ...failed };
    if (end.type === "aborted") logger.warn(facts, "a delivery was broken off: it is due again");
    else if (attempt < config.maxAttempts) logger.warn(facts, "a handler failed: it is tried again");
    else logger.error(facts, "a handler failed for the last time: the event is a dead letter");
  }
}

/** For log and channel: what was thrown, as it was, and the names of the handlers that threw it. */
function failureOf(error: unknown): { readonly err: unknown; readonly handlers?: readonly string[] } {
  return error instanceof HandlerFailure ? { err: error.cause, handlers: error.handlers } : { err: error };
}

/** For the database: a line, with the handler's name, the stack and what caused it. */
function lastErrorOf(error: unknown): string {
  if (!(error instanceof HandlerFailure)) return errorText(error);
  return failureText(`${error.handlers.map((name) => `${name}: `).join("")}${describeError(error.cause)}`);
}
