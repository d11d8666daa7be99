import type { AttentionItem, AttentionKind } from "./attention.ts";
import type { AttentionEvent, Severity } from "./events.ts";
import { attentionEventId } from "./ids.ts";

/** Goods or money are at stake now, or nothing is sold. */
const CRITICAL: ReadonlySet<AttentionKind> = new Set([
  "held",
  "conflict",
  "spool_stuck",
  "gateway_unauthorized",
  "gateway_refused",
  "gateway_unreachable",
  "gateway_not_understood",
  "daily_limit_reached",
  "too_many_open_orders",
  "shared_address",
  "dead_letter",
  "alert_failed",
  "unhandled",
  "unfulfilled",
  "clock_set_back",
  "parked_full",
]);

/** Nothing is lost if nobody looks today. */
const NOTICE: ReadonlySet<AttentionKind> = new Set([
  "unknown_state",
  "gateway_rate_limited",
  "open_orders_near_limit",
  "too_many_attempts",
]);

export function severityOf(kind: AttentionKind): Severity {
  if (CRITICAL.has(kind)) return "critical";
  return NOTICE.has(kind) ? "notice" : "warning";
}

/**
 * The event that an item raises when it opens, and when it is resolved. Undefined for the item which says that such events were
 * not delivered: an event of its own could not be either, and its letter would be the next item.
 */
export function attentionEvent(
  type: AttentionEvent["type"],
  item: AttentionItem,
): AttentionEvent | undefined {
  const { appId, id, kind, paymentId, reference, firstAt, resolvedAt } = item;
  if (kind === "alert_failed") return undefined;
  const at = type === "attention.opened" ? firstAt : (resolvedAt ?? firstAt);
  const severity = severityOf(kind);
  return { id: attentionEventId(appId, id, type), type, appId, paymentId, reference, at, severity, item };
}
