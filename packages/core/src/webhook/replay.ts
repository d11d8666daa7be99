import { readNotification } from "../gateway/wire.ts";
import type { Change } from "../order/change.ts";
import { AT_ONCE } from "../order/clock.ts";
import { applyNotification } from "../order/transition.ts";
import { type AppChange, noAppFacts } from "../store/app-facts.ts";
import { answeredBy, conflictItem, type Rules, readingOf, unmatchedItem } from "./decide.ts";
import { type AppliedEntry, learnedFrom } from "./learned.ts";
import type { InboxEntry } from "./notification.ts";

export interface Replayed {
  readonly change: Change;
  readonly inbox: readonly InboxEntry[];
  readonly app?: AppChange;
}

/** How many a store hands over at a time: `Snapshot.parked`. */
const PAGE = 50;

/**
 * Applies the notifications that waited for the order to be issued, in the change that issues it. Where there may be more of
 * them, the purchase is due at once, and the sweeper goes on.
 */
export function replayParked(
  issued: Change,
  parked: readonly InboxEntry[],
  rules: Rules,
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
    const applied = applyNotification(purchase, readingOf(notification, rules, entry.firstAt));
    if (applied.type === "conflict") {
      inbox.push({ ...entry, outcome: "conflict", reason: `${applied.field} differs`, lastAt: at, count: 0 });
      attention.push(conflictItem({ ...entry, lastAt: at }, applied));
      resolves.push(unmatchedItem(entry.appId, notification));
      continue;
    }
    ({ purchase } = applied.change);
    events.push(...applied.change.events);
    taken.push({ entry, state: notification.state });
    // What an earlier one raised goes in with this commit, after it resolved: it has to be left out here.
    const answered = new Set(applied.change.resolves);
    attention = [...attention.filter(({ id }) => !answered.has(id)), ...applied.change.attention];
    inbox.push({ ...entry, outcome: "applied", reason: null, lastAt: at, count: 0 });
    resolves.push(...answeredBy(entry, notification), ...answered);
  }
  if (parked.length >= PAGE) purchase = { ...purchase, wakeAt: AT_ONCE };
  return {
    change: { purchase, events, attention, resolves },
    inbox,
    ...learnedFrom(noAppFacts, taken),
  };
}
