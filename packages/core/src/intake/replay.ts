import { type AppChange, type AppFacts, noAppFacts } from "../domain/app-facts.ts";
import { AT_ONCE } from "../domain/apply-clock.ts";
import { applyNotification } from "../domain/apply-notification.ts";
import type { Change } from "../domain/draft.ts";
import { heldItem, heldReasons } from "../domain/held.ts";
import {
  answeredBy,
  conflictItem,
  conflictItemId,
  type Rules,
  readingOf,
  unmatchedItem,
} from "../domain/intake.ts";
import { type AppliedEntry, learnedFrom } from "../domain/learned.ts";
import type { InboxEntry } from "../domain/notification.ts";
import { doubtOf } from "../domain/trust.ts";
import { readNotification } from "../gateway/wire.ts";

export interface Replayed {
  readonly change: Change;
  readonly inbox: readonly InboxEntry[];
  readonly app?: AppChange;
}

/** How many a store hands over at a time: `Snapshot.parked`. */
const PAGE = 50;

/**
 * Applies the notifications that waited for the order to be issued, in the change that issues it; each by the time at which it
 * came. What they carried is judged by what is asked today: a URL may have been replaced since. Where there may be more of
 * them, the purchase is due at once, and the sweeper goes on.
 */
export function replayParked(
  issued: Change,
  parked: readonly InboxEntry[],
  rules: Rules,
  app: AppFacts,
  at: string,
): Replayed {
  let { purchase } = issued;
  const events = [...issued.events];
  let attention = [...issued.attention];
  const inbox: InboxEntry[] = [];
  const resolves = [...issued.resolves];
  const taken: AppliedEntry[] = [];
  for (const entry of parked) {
    const notification = readNotification(entry.body, rules.names);
    const again = { ...entry, lastAt: at, count: 0 };
    const doubt = entry.by === null ? doubtOf(entry.proofs, rules.trust, app) : undefined;
    if (doubt !== undefined) {
      const item = heldItem(again, doubt, app);
      inbox.push({ ...again, outcome: "held", reason: heldReasons[doubt], attentionId: item.id });
      attention.push(item);
      resolves.push(unmatchedItem(entry.appId, notification));
      continue;
    }
    const applied = applyNotification(purchase, readingOf(notification, rules, entry.firstAt));
    if (applied.type === "conflict") {
      const reason = `${applied.field} differs`;
      inbox.push({ ...again, outcome: "conflict", reason, attentionId: conflictItemId(entry) });
      attention.push(conflictItem(again, applied));
      resolves.push(unmatchedItem(entry.appId, notification));
      continue;
    }
    ({ purchase } = applied.change);
    events.push(...applied.change.events);
    taken.push({ entry, state: notification.state });
    // What an earlier one raised goes in with this commit, after it resolved: it has to be left out here.
    const answered = new Set(applied.change.resolves);
    attention = [...attention.filter(({ id }) => !answered.has(id)), ...applied.change.attention];
    inbox.push({ ...again, outcome: "applied", reason: null, attentionId: null });
    resolves.push(...answeredBy(entry, notification), ...answered);
  }
  if (parked.length >= PAGE) purchase = { ...purchase, wakeAt: AT_ONCE };
  return {
    change: { purchase, events, attention, resolves },
    inbox,
    ...learnedFrom(noAppFacts, taken),
  };
}
