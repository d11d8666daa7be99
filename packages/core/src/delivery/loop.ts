import { type Backoff, backoffMs } from "../lib/backoff.ts";
import type { Environment } from "../lib/environment.ts";
import type { Logger } from "../lib/logger.ts";
import { Outage } from "./outage.ts";

export interface LoopOptions {
  /** For the log: "delivery", "the sweep". */
  readonly what: string;
  /** One round. True when there is more to do right away. May reject: it is then tried again after a while. */
  step(signal: AbortSignal): Promise<boolean>;
  readonly intervalMs: number;
  readonly environment: Pick<Environment, "sleep" | "random">;
  readonly logger: Logger;
}

const LONGEST_PAUSE_MS = 30_000;

/** Repeats a step until it is stopped: again after the interval, or at once when it is nudged. */
export class Loop {
  readonly #options: LoopOptions;
  readonly #outage: Outage;
  readonly #retry: Backoff;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;
  #pause = new AbortController();
  #nudged = false;

  constructor(options: LoopOptions) {
    this.#options = options;
    this.#outage = new Outage(options.what, options.logger);
    const baseMs = options.intervalMs * 2;
    this.#retry = { baseMs, maxMs: Math.max(baseMs, LONGEST_PAUSE_MS) };
  }

  /** Idempotent. A loop that was stopped does not start again. */
  start(): void {
    this.#running ??= this.#repeat();
  }

  /** There is something to do. Many nudges during one round make one more round. */
  nudge(): void {
    this.#nudged = true;
    // A reason of its own is cheaper than the default, an error with a stack.
    this.#pause.abort("nudged");
  }

  /** Resolves when the round under way, whose signal aborts, is over. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#pause.abort();
    await this.#running;
  }

  async #repeat(): Promise<void> {
    const { environment } = this.#options;
    while (!this.#isStopped()) {
      const pauseMs = await this.#round();
      if (this.#isStopped()) return;
      this.#pause = new AbortController();
      // Even a loop that has much to do lets others run between two rounds.
      await environment.sleep(this.#nudged ? 0 : pauseMs, this.#pause.signal);
    }
  }

  #isStopped(): boolean {
    return this.#stopping.signal.aborted;
  }

  /** How long to pause before the next. */
  async #round(): Promise<number> {
    const { intervalMs, environment } = this.#options;
    this.#nudged = false;
    try {
      const more = await this.#options.step(this.#stopping.signal);
      this.#outage.worked();
      return more ? 0 : intervalMs;
    } catch (error) {
      if (!this.#isStopped()) this.#outage.failed(error);
      // Never much sooner than the interval: a nudge comes when the store works again.
      return Math.max(
        intervalMs / 2,
        backoffMs(this.#outage.failures, this.#retry, () => environment.random()),
      );
    }
  }
}
