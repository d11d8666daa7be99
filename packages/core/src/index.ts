export { type AmountInput, compareAmounts, type Decimal, readDecimal } from "./amount.ts";
export { CoinCoinError, type CoinCoinErrorCode, errorCodes, isCoinCoinError } from "./errors.ts";
export type { AttentionDraft, AttentionItem, AttentionKind } from "./order/attention.ts";
export { type DomainEvent, type DomainEventType, domainEventTypes, type EventOf } from "./order/events.ts";
export type {
  Coverage,
  Creation,
  Credit,
  IssuedOrder,
  IssuedStatus,
  Order,
  OrderStatus,
  Paid,
  PendingOrder,
  Purchase,
  Told,
  Tombstone,
} from "./order/order.ts";
export { type MemoryStore, type MemoryStoreOptions, memoryStore } from "./store/memory.ts";
export type {
  ClaimQuery,
  Commit,
  Delivery,
  DeliveryRecord,
  DeliveryState,
  Guard,
  ListQuery,
  Page,
  ReadQuery,
  Settlement,
  Snapshot,
  Store,
  StoreStats,
} from "./store/store.ts";
export type {
  InboxEntry,
  Notification,
  Proofs,
  RecordedOutcome,
  WebhookOutcome,
} from "./webhook/notification.ts";
