export interface Backoff {
  /** The longest wait after the first failure. */
  readonly baseMs: number;
  /** The longest wait ever. */
  readonly maxMs: number;
}

/**
 * How long to wait after `failures` failures in a row (1 or more): full jitter, evenly spread between nothing
 * and a ceiling that doubles each time, so that what failed together does not come back together.
 */
export function backoffMs(failures: number, { baseMs, maxMs }: Backoff, random: () => number): number {
  const ceiling = Math.min(maxMs, baseMs * 2 ** Math.min(failures - 1, 52));
  return Math.ceil(random() * ceiling);
}
