/** Longer is not believed: a provider that is away for the rest of the day is asked again after this. */
const LONGEST_MS = 10 * 60_000;

/** `Retry-After` of a reply in ms, seconds or a date. `undefined` where it is missing or cannot be read. */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  const text = headers.get("retry-after")?.trim();
  if (text === undefined || text === "") return undefined;
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isFinite(ms) ? Math.min(LONGEST_MS, Math.max(0, ms)) : undefined;
}
