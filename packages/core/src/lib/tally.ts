import type { Logger } from "./logger.ts";

const QUIET_MS = 10_000;

interface Entry {
  count: number;
  untold: number;
  quietUntil: number;
}

/**
 * Counts what strangers can cause, by its reason, and tells of it without letting them fill the log: of each reason one warning in ten
 * seconds, with a count. One reason keeps no other from being told.
 */
export class Tally<Reason extends string> {
  readonly #logger: Logger;
  readonly #entries = new Map<Reason, Entry>();

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  note(reason: Reason, message: string, now: number): void {
    const entry = this.#entries.get(reason) ?? { count: 0, untold: 0, quietUntil: Number.NEGATIVE_INFINITY };
    this.#entries.set(reason, entry);
    entry.count += 1;
    entry.untold += 1;
    this.#logger.debug({ reason }, message);
    // Where the clock was set back, a warning too many is better than none for hours.
    if (now < entry.quietUntil && entry.quietUntil - now <= QUIET_MS) return;
    this.#logger.warn({ reason, count: entry.untold }, message);
    entry.untold = 0;
    entry.quietUntil = now + QUIET_MS;
  }

  /** Since this process began. A reason that never came is not in it. */
  counts(): Readonly<Partial<Record<Reason, number>>> {
    const counts: Partial<Record<Reason, number>> = {};
    for (const [reason, { count }] of this.#entries) counts[reason] = count;
    return counts;
  }
}
