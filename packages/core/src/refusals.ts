import type { CoinCoinError } from "./errors.ts";
import type { Logger } from "./logger.ts";

const QUIET_MS = 10_000;

/** Tells of refused webhooks without letting whoever sends them fill the log: one warning in ten seconds, with a count. */
export class Refusals {
  readonly #logger: Logger;
  #quietUntil = Number.NEGATIVE_INFINITY;
  #untold = 0;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  note(error: CoinCoinError, now: number): void {
    this.#logger.debug({ code: error.code }, `webhook refused: ${error.message}`);
    this.#untold += 1;
    if (now < this.#quietUntil) return;
    this.#logger.warn({ code: error.code, count: this.#untold }, `webhook refused: ${error.message}`);
    this.#untold = 0;
    this.#quietUntil = now + QUIET_MS;
  }
}
