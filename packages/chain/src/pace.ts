/** What paces a reader that pays a call for each address: often while an order is young, seldom when it is old. */
const FIRST_MS = 60_000;
const LONGEST_MS = 30 * 60_000;
const DAY_MS = 86_400_000;

/**
 * How long after a look at an address the next one is worth its call, ms: a minute at first, then twice as long each time, half an
 * hour at most. Some 52 looks in a day.
 *
 * @param ageMs since the order was created
 */
export function nextLookMs(ageMs: number): number {
  return Math.min(LONGEST_MS, Math.max(FIRST_MS, ageMs + FIRST_MS));
}

/** How often an order is looked for on its first day. */
export function looksADay(): number {
  let looks = 0;
  for (let ageMs = 0; ageMs < DAY_MS; ageMs += nextLookMs(ageMs)) looks += 1;
  return looks;
}
