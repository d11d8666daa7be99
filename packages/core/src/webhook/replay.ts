import { readNotification } from "../gateway/wire.ts";
import type { Change } from "../order/change.ts";
import { applyNotification } from "../order/transition.ts";
import { answeredBy, conflictItem, type Rules } from "./decide.ts";
import type { InboxEntry } from "./notification.ts";

export interface Replayed {
  readonly change: Change;
  readonly inbox: readonly InboxEntry[];
  readonly resolves: readonly string[];
}

/** Applies the notifications that waited for the order to be issued, in the change that issues it. */
export function replayParked(
  issued: Change,
  parked: readonly InboxEntry[],
  rules: Rules,
  at: string,
): Replayed {
  let { purchase } = issued;
  const events = [...issued.events];
  const attention = [...issued.attention];
  const inbox: InboxEntry[] = [];
  const resolves: string[] = [];
  for (const entry of parked) {
    const notification = readNotification(entry.body);
    const applied = applyNotification(purchase, {
      notification,
      meaning: rules.meaningOf(notification.state),
      at,
    });
    if (applied.type === "conflict") {
      inbox.push({ ...entry, outcome: "conflict", reason: `${applied.field} differs`, lastAt: at, count: 0 });
      attention.push(conflictItem({ ...entry, lastAt: at }, applied.field));
      continue;
    }
    ({ purchase } = applied.change);
    events.push(...applied.change.events);
    attention.push(...applied.change.attention);
    inbox.push({ ...entry, outcome: "applied", reason: null, lastAt: at, count: 0 });
    resolves.push(...answeredBy(entry));
  }
  return { change: { purchase, events, attention }, inbox, resolves };
}
