// `@coincoin/core/store`: what an author of a store needs. Merchants need nothing of it.

export { attentionEvent } from "../domain/alerts.ts";
export type { AppChange, AppFacts, SignaturePin } from "../domain/app-facts.ts";
export type { AttentionDraft, AttentionItem, AttentionKind } from "../domain/attention.ts";
export type { OnChain } from "../domain/chain-facts.ts";
export type { ChainRow } from "../domain/chain-row.ts";
export type { Watched } from "../domain/chain-watch.ts";
export type { Commit, Guard, ReadQuery, Snapshot } from "../domain/commit.ts";
export type { AttentionEvent, DomainEvent, DomainEventType } from "../domain/events.ts";
export { facetOf, type PurchaseStatus, purchasedAt, purchaseStatus } from "../domain/listing.ts";
export type { InboxEntry, Mismatch, Proofs, RecordedOutcome } from "../domain/notification.ts";
export type {
  Creation,
  Credit,
  IssuedOrder,
  Order,
  Paid,
  PendingOrder,
  Purchase,
  Refund,
  Told,
  Tombstone,
  Withdrawal,
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
