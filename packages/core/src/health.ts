import { FULFILLING } from "./delivery/unhandled.ts";
import { isoTime } from "./environment.ts";
import { CoinCoinError, isCoinCoinError } from "./errors.ts";
import type { Parts } from "./parts.ts";
import type { StoreStats } from "./store/store.ts";

/** Figures of what may need help. `store` is null while the store is out of order; `error` then says why. */
export interface Health {
  readonly ok: boolean;
  readonly store: StoreStats | null;
  /** `order.paid` and `order.paid_late` that were not handled yet: paid, and not fulfilled. Counted to 10,000. */
  readonly paidUndelivered: number | null;
  /** How long the oldest undelivered event that has a handler, or needs one, has waited, in ms. */
  readonly oldestPendingMs: number | null;
  /** Notifications that wait in the spool; null when there is none or it cannot be read. */
  readonly spooled: number | null;
  readonly error: CoinCoinError | null;
}

export async function readHealth({ config, handlers, store: opened }: Parts): Promise<Health> {
  const now = config.environment.now();
  const spooled = config.spool === undefined ? null : await config.spool.count().catch(() => null);
  try {
    const store = await opened();
    await store.ping();
    // What this process handles, and what somebody has to: of other events it is normal that nobody takes them.
    const types = [...new Set([...handlers.types(), ...FULFILLING])];
    const stats = await store.stats({ appId: config.appId, now: isoTime(now), types });
    const fulfilling = await store.stats({ appId: config.appId, now: isoTime(now), types: FULFILLING });
    const oldestPendingMs =
      stats.oldestPendingAt === null ? null : Math.max(0, now - Date.parse(stats.oldestPendingAt));
    const paidUndelivered = fulfilling.pendingDeliveries;
    return { ok: true, store: stats, paidUndelivered, oldestPendingMs, spooled, error: null };
  } catch (cause) {
    const error = isCoinCoinError(cause)
      ? cause
      : new CoinCoinError("store_unavailable", "The store did not answer.", { cause });
    return { ok: false, store: null, paidUndelivered: null, oldestPendingMs: null, spooled, error };
  }
}
