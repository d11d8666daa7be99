import { CoinCoinError } from "../lib/errors.ts";
import { type Health, type HealthSources, readHealth } from "./health.ts";

const DEFAULT_TIMEOUT_MS = 5_000;

/** A store that never answers is out of order as soon as `timeoutMs` have passed: the one who asks after health waits no longer. */
export async function healthInTime(sources: HealthSources, timeoutMs = DEFAULT_TIMEOUT_MS): Promise<Health> {
  const over = new AbortController();
  const health = readHealth(sources);
  const late = sources.environment.sleep(timeoutMs, over.signal).then(() => {
    if (over.signal.aborted) return health;
    const message = `The store did not answer within ${timeoutMs} ms.`;
    const store = () => Promise.reject(new CoinCoinError("store_unavailable", message));
    return readHealth({ ...sources, store });
  });
  const first = await Promise.race([health, late]);
  over.abort("over");
  return first;
}
