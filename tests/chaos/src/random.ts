/** At least 0, less than 1. */
export type Random = () => number;

/** A stream of numbers for each seed and label (mulberry32 over a hash of both). */
export function randomStream(seed: string, label: string): Random {
  let state = 2_166_136_261;
  for (const letter of `${label}\n${seed}`)
    state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 16_777_619);
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number from `low` to `high`, both included. */
export function between(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}
