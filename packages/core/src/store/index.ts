// `@coincoin/core/store`: what an author of a store needs. Merchants need nothing of it.

export type { AppChange, AppFacts, SignaturePin } from "../domain/app-facts.ts";
export type { AttentionDraft, AttentionItem, AttentionKind } from "../domain/attention.ts";
export type { Commit, Guard, ReadQuery, Snapshot } from "../domain/commit.ts";
export type { DomainEvent, DomainEventType } from "../domain/events.ts";
export type { InboxEntry, Mismatch, Proofs, RecordedOutcome } from "../domain/notification.ts";
export type {
  Creation,
  Credit,
  IssuedOrder,
  Order,
  Paid,
  PendingOrder,
  Purchase,
  Told,
  Tombstone,
} from "../domain/order.ts";
export { addressKey } from "../domain/receiving.ts";
export {
  closedWith,
  dayOf,
  mergedAttention,
  mergedInbox,
  newAttention,
  openOrder,
  overSince,
  tombstonesOf,
} from "../domain/rows.ts";
export type * from "./queries.ts";
export type * from "./store.ts";
