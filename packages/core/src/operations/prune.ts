import type { DomainEventType } from "../domain/events.ts";
import { isoTime } from "../lib/environment.ts";
import { CoinCoinError } from "../lib/errors.ts";
import type { Store } from "../store/store.ts";

/** Never dropped unhandled: on these a merchant fulfils. */
const KEPT: readonly DomainEventType[] = ["order.paid", "order.paid_late"];
const AT_ONCE = 500;

/**
 * Removes what is over and was last touched before `olderThan`, a few hundred at a time so that others get their turn.
 * @throws CoinCoinError `request_invalid` when `olderThan` is not a time, or lies ahead
 */
export async function pruneOld(
  store: Store,
  appId: string,
  olderThan: Date | string,
  now: number,
): Promise<number> {
  const before = new Date(olderThan).getTime();
  if (!Number.isFinite(before) || before > now) {
    throw new CoinCoinError(
      "request_invalid",
      `olderThan must be a time in the past, as a Date or ISO 8601, received ${String(olderThan)}.`,
    );
  }
  let total = 0;
  for (;;) {
    const query = { appId, olderThan: isoTime(before), now: isoTime(now), keepTypes: KEPT, limit: AT_ONCE };
    const removed = await store.prune(query);
    total += removed;
    if (removed < AT_ONCE) break;
  }
  while (await pruneLeftovers(store, appId, isoTime(before)));
  return total;
}

/** Notifications that never met an order. What is held waits for a person, however old. */
async function pruneLeftovers(store: Store, appId: string, olderThan: string): Promise<boolean> {
  const outcomes = ["parked", "conflict", "dismissed"] as const;
  return (await store.pruneInbox({ appId, outcomes, olderThan, limit: AT_ONCE })) === AT_ONCE;
}
