export { CoinCoin } from "./coincoin.ts";
export type { AcceptOption, CoinCoinOptions, NamesOption } from "./config/config.ts";
export type { CreateOrderRequest, DisplayInput, PayLinkRequest, Reconciliation } from "./creation/request.ts";
export type { DeliveryReport } from "./delivery/delivery.ts";
export type { Handler, HandlerContext } from "./delivery/handlers.ts";
export { attentionEvent, severityOf } from "./domain/alerts.ts";
export { type AmountInput, compareAmounts, type Decimal, readDecimal } from "./domain/amount.ts";
export type { AppChange, AppFacts, SignaturePin } from "./domain/app-facts.ts";
export type { AttentionDraft, AttentionItem, AttentionKind } from "./domain/attention.ts";
export type { AttentionMessage } from "./domain/attention-message.ts";
export type { Commit, Guard, ReadQuery, Snapshot } from "./domain/commit.ts";
export {
  type AttentionEvent,
  type DomainEvent,
  type DomainEventType,
  domainEventTypes,
  type EventOf,
  type OrderEvent,
  type OrderEventType,
  orderEventTypes,
  type PaidPart,
  type Severity,
} from "./domain/events.ts";
export {
  facetOf,
  type ListedStatus,
  listedStatus,
  type PurchaseStatus,
  purchasedAt,
  purchaseStatus,
} from "./domain/listing.ts";
export type {
  InboxEntry,
  Mismatch,
  Notification,
  Proofs,
  RecordedOutcome,
  WebhookOutcome,
} from "./domain/notification.ts";
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
  Refund,
  Told,
  Tombstone,
  Withdrawal,
} from "./domain/order.ts";
export { isIssued } from "./domain/order.ts";
export { coversPrice } from "./domain/price.ts";
export type { StateCodes } from "./domain/state.ts";
export type { PublicOrder } from "./domain/view.ts";
export { meetsPrice, worthIn } from "./domain/worth.ts";
export type { AcceptFunction, TermsToAccept } from "./gateway/accept.ts";
export {
  type SignatureVerdict,
  type SignInput,
  sign,
  type VerifyInput,
  verifySignature,
} from "./gateway/signature.ts";
export { customerMessage } from "./http/customer.ts";
export type { WebhookInput, WebhookReply } from "./http/host.ts";
export type { RefusalReason } from "./intake/authenticate.ts";
export { fileSpool, type Spool, type SpooledWebhook } from "./intake/spool.ts";
export { type Environment, systemEnvironment } from "./lib/environment.ts";
export { describeError } from "./lib/error-text.ts";
export { CoinCoinError, type CoinCoinErrorCode, errorCodes, isCoinCoinError } from "./lib/errors.ts";
export type { HeaderSource } from "./lib/headers.ts";
export { consoleLogger, type Logger, silentLogger } from "./lib/logger.ts";
export type { Acceptance, AcceptReport } from "./operations/accept-held.ts";
export type { AttentionList, AttentionQuery } from "./operations/attention.ts";
export type { DeadLetterQuery, DeadLetters } from "./operations/dead-letters.ts";
export type { Health, SalesHealth } from "./operations/health.ts";
export type { HistoryEntry, OrderHistory } from "./operations/history.ts";
export type { InboxList, InboxQuery } from "./operations/inbox.ts";
export type { OrderFilter, OrderQuery, PurchaseFilter, PurchaseQuery } from "./operations/listing.ts";
export type { PageRequest } from "./operations/paging.ts";
export type { RefundList, RefundQuery, RefundRequest } from "./operations/refunds.ts";
export type { WithdrawRequest } from "./operations/withdraw.ts";
export { type MemoryStore, type MemoryStoreOptions, memoryStore } from "./store/memory/store.ts";
export type {
  ClaimQuery,
  Delivery,
  DeliveryRecord,
  DeliveryState,
  ListQuery,
  OrdersQuery,
  Page,
  PurchasesQuery,
  RefundsQuery,
  Settlement,
  Store,
  StoreStats,
  UnappliedOutcome,
} from "./store/store.ts";
