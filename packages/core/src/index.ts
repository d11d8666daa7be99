export { type AmountInput, compareAmounts, type Decimal, readDecimal } from "./amount.ts";
export { CoinCoin } from "./coincoin.ts";
export type { AcceptOption, CoinCoinOptions, NamesOption } from "./config.ts";
export type { AttentionList, AttentionQuery } from "./delivery/attention.ts";
export type { DeadLetters } from "./delivery/dead-letters.ts";
export type { DeliveryReport } from "./delivery/delivery.ts";
export { describeError } from "./delivery/error-text.ts";
export type { Handler, HandlerContext } from "./delivery/handlers.ts";
export type { InboxList, InboxQuery } from "./delivery/inbox.ts";
export type { PageRequest } from "./delivery/paging.ts";
export { type Environment, systemEnvironment } from "./environment.ts";
export { CoinCoinError, type CoinCoinErrorCode, errorCodes, isCoinCoinError } from "./errors.ts";
export type { AcceptFunction, TermsToAccept } from "./gateway/accept.ts";
export {
  type SignatureVerdict,
  type SignInput,
  sign,
  type VerifyInput,
  verifySignature,
} from "./gateway/signature.ts";
export type { StateCodes } from "./gateway/wire.ts";
export type { Health, SalesHealth } from "./health.ts";
export { customerMessage } from "./http/customer.ts";
export type { HeaderSource } from "./http/headers.ts";
export type { WebhookInput, WebhookReply } from "./http/host.ts";
export { consoleLogger, type Logger, silentLogger } from "./logger.ts";
export type { AttentionDraft, AttentionItem, AttentionKind } from "./order/attention.ts";
export {
  type DomainEvent,
  type DomainEventType,
  domainEventTypes,
  type EventOf,
  type PaidPart,
} from "./order/events.ts";
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
export { isIssued } from "./order/order.ts";
export type { PublicOrder } from "./order/view.ts";
export { meetsPrice, worthIn } from "./order/worth.ts";
export { coversPrice } from "./price.ts";
export type { CreateOrderRequest, DisplayInput, PayLinkRequest, Reconciliation } from "./request.ts";
export type { AppChange, AppFacts, SignaturePin } from "./store/app-facts.ts";
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
  UnappliedOutcome,
} from "./store/store.ts";
export type { Acceptance, AcceptReport } from "./webhook/accept.ts";
export type { RefusalReason } from "./webhook/authenticate.ts";
export type {
  InboxEntry,
  Mismatch,
  Notification,
  Proofs,
  RecordedOutcome,
  WebhookOutcome,
} from "./webhook/notification.ts";
export { fileSpool, type Spool, type SpooledWebhook } from "./webhook/spool.ts";
