import { errorText } from "../lib/error-text.ts";
import type { Logger } from "../lib/logger.ts";

/** Says once that something is out of order and once that it is back, however often it is tried in between. Never throws. */
export class Outage {
  readonly #what: string;
  readonly #logger: Logger;
  #failures = 0;

  constructor(what: string, logger: Logger) {
    this.#what = what;
    this.#logger = logger;
  }

  /** Failures in a row. */
  get failures(): number {
    return this.#failures;
  }

  failed(error: unknown): void {
    this.#failures++;
    if (this.#failures > 1) return;
    const facts = { error: errorText(error) };
    quietly(() => this.#logger.error(facts, `${this.#what} failed; it is tried again until it works`));
  }

  worked(): void {
    const failures = this.#failures;
    this.#failures = 0;
    if (failures > 0) quietly(() => this.#logger.info({ failures }, `${this.#what} works again`));
  }
}

/** A logger that throws must not end what goes on in the background. */
function quietly(log: () => void): void {
  try {
    log();
  } catch {}
}
