const WINDOW_MS = 60_000;
const WRONG_IN_WINDOW = 5;
const ADDRESSES = 10_000;

/**
 * Wrong passwords by the address they came from: after five within a minute the next is not even looked at until a minute has passed.
 * Kept in this process alone. Behind a proxy the address has to be the client's (`trust proxy`), or all share one.
 */
export class Guesses {
  readonly #wrong = new Map<string, { count: number; until: number }>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Seconds to wait before the next try; 0 when it may be made. */
  wait(address: string): number {
    const known = this.#wrong.get(address);
    if (known === undefined || known.count < WRONG_IN_WINDOW) return 0;
    return Math.max(0, Math.ceil((known.until - this.#now()) / 1_000));
  }

  wrong(address: string): void {
    const now = this.#now();
    const known = this.#wrong.get(address);
    const count = known === undefined || known.until <= now ? 1 : known.count + 1;
    // Written last, so that the first of the map is the one that was silent longest.
    this.#wrong.delete(address);
    this.#wrong.set(address, { count, until: now + WINDOW_MS });
    for (const oldest of this.#wrong.keys()) {
      if (this.#wrong.size <= ADDRESSES) break;
      this.#wrong.delete(oldest);
    }
  }

  right(address: string): void {
    this.#wrong.delete(address);
  }
}
