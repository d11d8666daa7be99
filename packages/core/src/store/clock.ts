import type { Environment } from "../lib/environment.ts";
import type { Logger } from "../lib/logger.ts";
import type { Store } from "./store.ts";

/** How long the store's time is worked out from the last answer. */
const ASK_EVERY_MS = 10_000;
/** A machine's clock that moved so much against its monotonic one was set, or the machine slept. */
const STEP_MS = 1_000;
/** An answer that took longer says too little. */
const PROMPT_MS = 1_000;
const TRIES = 3;
/** How far this machine's clock may be off before somebody is told. */
const TELL_MS = 5_000;

/** What was true when the store last said its time. */
interface Known {
  readonly monotonic: number;
  readonly wall: number;
  /** The store's time minus the monotonic clock, in ms, and by how much that may be wrong. */
  readonly offset: number;
  readonly spread: number;
}

/**
 * The time that everything goes by. Where a store is shared by several processes that is the store's own: they then agree on when a
 * lease is over, whatever their machines think. Between two answers it is the machine's monotonic clock that counts on, so that
 * setting the machine's clock changes nothing.
 */
export class StoreClock {
  readonly #machine: Pick<Environment, "now" | "monotonic">;
  readonly #logger: Logger;
  #known: Known | undefined;
  #asking: Promise<void> | undefined;
  #told = false;

  constructor(machine: Pick<Environment, "now" | "monotonic">, logger: Logger) {
    this.#machine = machine;
    this.#logger = logger;
  }

  /** Milliseconds since 1970-01-01 UTC. */
  now(): number {
    const known = this.#known;
    const monotonic = this.#machine.monotonic?.();
    if (known === undefined || monotonic === undefined) return this.#machine.now();
    const step = this.#step(known, monotonic);
    // The monotonic clock stands still while the machine sleeps, and may be all that did.
    return Math.round(monotonic + known.offset + (step > STEP_MS ? step : 0));
  }

  /** How far this machine's clock is ahead of the store's, in ms; null where the store has none, or was not asked yet. */
  get aheadMs(): number | null {
    const monotonic = this.#machine.monotonic?.();
    if (this.#known === undefined || monotonic === undefined) return null;
    return Math.round(this.#machine.now() - this.now());
  }

  /** Asks an open store for its time, when that is due. Rejects as the store does. */
  async follow(store: Store): Promise<void> {
    const monotonic = this.#machine.monotonic?.();
    if (store.now === undefined || monotonic === undefined) return;
    const known = this.#known;
    if (
      known !== undefined &&
      monotonic - known.monotonic < ASK_EVERY_MS &&
      Math.abs(this.#step(known, monotonic)) <= STEP_MS
    )
      return;
    this.#asking ??= this.#ask(store).finally(() => {
      this.#asking = undefined;
    });
    await this.#asking;
  }

  /** How far the machine's clock has moved against its monotonic one since the last answer. */
  #step(known: Known, monotonic: number): number {
    return this.#machine.now() - known.wall - (monotonic - known.monotonic);
  }

  async #ask(store: Store): Promise<void> {
    for (let tries = 1; tries <= TRIES; tries++) {
      const asked = this.#machine.monotonic?.();
      const said = await store.now?.();
      const heard = this.#machine.monotonic?.();
      if (asked === undefined || said === undefined || heard === undefined) return;
      this.#learn(Date.parse(said), asked, heard);
      if (heard - asked <= PROMPT_MS) break;
    }
    this.#tell();
  }

  /** The store said `time` between two moments of ours: what is known stays as long as that can be, and is not known better now. */
  #learn(time: number, asked: number, heard: number): void {
    const known = this.#known;
    const spread = (heard - asked) / 2;
    const offset = time - (asked + heard) / 2;
    const keep =
      known !== undefined && known.spread <= spread && Math.abs(known.offset - offset) <= spread + 1;
    this.#known = {
      ...(keep ? { offset: known.offset, spread: known.spread } : { offset, spread }),
      monotonic: heard,
      wall: this.#machine.now(),
    };
  }

  /** Once, until it is right again. */
  #tell(): void {
    const aheadMs = this.aheadMs ?? 0;
    const isOff = Math.abs(aheadMs) > TELL_MS;
    if (isOff && !this.#told) {
      this.#logger.warn(
        { clockAheadMs: aheadMs },
        `This machine's clock is ${Math.abs(aheadMs)} ms ${aheadMs > 0 ? "ahead of" : "behind"} the database's, and the database's counts. Keep both by NTP.`,
      );
    }
    this.#told = isOff;
  }
}
