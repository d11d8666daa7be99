import type { AttentionDraft, AttentionItem } from "./attention.ts";
import type { InboxEntry } from "./notification.ts";
import { isIssued, type Order, type Purchase, type Tombstone } from "./order.ts";
import { addressKey, openUntil } from "./receiving.ts";

// What becomes of rows that a store has and is given: the same in every store.

/** What an open order is looked up by. */
export interface OpenOrder {
  /** Until when the gateway receives for it, or it is being asked for. */
  readonly until: string;
  /** Where, as `addressKey` has it; null while it is being asked for. */
  readonly address: string | null;
  readonly customer: string | null;
}

/** Null: it is not open. */
export function openOrder(order: Order): OpenOrder | null {
  const until = openUntil(order);
  if (until === null) return null;
  return { until, address: isIssued(order) ? addressKey(order.address) : null, customer: order.customer };
}

/** When a purchase was last touched, if nothing is awaited of it any more: it may be pruned from then on. Else null. */
export function overSince({ attempts, wakeAt }: Purchase): string | null {
  const isOver = attempts.every((order) => isIssued(order) || order.creation.outcome === "refused");
  if (wakeAt !== null || !isOver) return null;
  return attempts.reduce((latest, order) => (order.updatedAt > latest ? order.updatedAt : latest), "");
}

/** The row of a notification that came before. */
export function mergedInbox(known: InboxEntry, entry: InboxEntry): InboxEntry {
  const { outcome, reason, attentionId, proofs, lastAt } = entry;
  const by = known.by ?? entry.by;
  const count = known.count + entry.count;
  return { ...known, outcome, reason, attentionId, proofs, lastAt, by, count };
}

/** The id of the item with which a person closes this row; null where there is none. */
export function closedWith({ outcome, attentionId }: InboxEntry): string | null {
  return outcome === "applied" || outcome === "dismissed" ? null : attentionId;
}

export function newAttention({ at, ...facts }: AttentionDraft): AttentionItem {
  return { ...facts, firstAt: at, lastAt: at, count: 1, resolvedAt: null, resolvedBy: null, note: null };
}

/** The item that was raised before. One that is resolved stays so. */
export function mergedAttention(known: AttentionItem, draft: AttentionDraft): AttentionItem {
  const { message, details, at } = draft;
  return { ...known, message, details, lastAt: at, count: known.count + 1 };
}

/** What stays of a purchase that is removed. */
export function tombstonesOf(
  { appId, reference, paid, attempts }: Purchase,
  prunedAt: string,
): readonly Tombstone[] {
  return attempts.map((order) => ({
    appId,
    paymentId: order.paymentId,
    reference,
    address: isIssued(order) ? order.address : null,
    paidAt: paid?.at ?? null,
    prunedAt,
  }));
}

/** The UTC day of a time, by which requests to the gateway are counted. */
export function dayOf(time: string): string {
  return time.slice(0, "2026-01-01".length);
}
