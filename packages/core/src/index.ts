export { CoinCoin } from "./coincoin.ts";
export type { AcceptOption, ChainOptions, CoinCoinOptions, NamesOption } from "./config/config.ts";
export type { CreateOrderRequest, DisplayInput, PayLinkRequest, Reconciliation } from "./creation/request.ts";
export type { Handler, HandlerContext } from "./delivery/handlers.ts";
export { severityOf } from "./domain/alerts.ts";
export { type AmountInput, compareAmounts, type Decimal, readDecimal } from "./domain/amount.ts";
export type { AttentionItem, AttentionKind } from "./domain/attention.ts";
export type { AttentionMessage } from "./domain/attention-message.ts";
export type { ChainGlimpse, ChainTransfer, OnChain, PaidBy } from "./domain/chain-facts.ts";
export { paidUnder } from "./domain/chain-policy.ts";
export type {
  ChainCursor,
  ChainFact,
  ChainLook,
  ChainQuery,
  ChainReader,
  SeenTransfer,
} from "./domain/chain-reader.ts";
export {
  type AttentionEvent,
  type DomainEvent,
  type DomainEventType,
  domainEventTypes,
  type EventOf,
  type OrderEvent,
  type OrderEventType,
  orderEventTypes,
} from "./domain/events.ts";
export { type ListedStatus, listedStatus, type PurchaseStatus, purchaseStatus } from "./domain/listing.ts";
export type { InboxEntry, Notification, WebhookOutcome } from "./domain/notification.ts";
export type { Coverage, IssuedOrder, Order, PendingOrder, Purchase, Refund } from "./domain/order.ts";
export { isIssued } from "./domain/order.ts";
export { coversPrice } from "./domain/price.ts";
export type { StateCodes } from "./domain/state.ts";
export type { PublicOrder } from "./domain/view.ts";
export { meetsPrice, worthIn } from "./domain/worth.ts";
export type { AcceptFunction, TermsToAccept } from "./gateway/accept.ts";
export { MINIMUM_PRICE } from "./gateway/limits.ts";
export { sign, verifySignature } from "./gateway/signature.ts";
export { customerMessage } from "./http/customer.ts";
export { webhookReply } from "./http/rendered.ts";
export type { WebhookInput } from "./intake/gate.ts";
export type { WebhookResult } from "./intake/receive.ts";
export { fileSpool, type Spool, type SpooledWebhook } from "./intake/spool.ts";
export { type Environment, systemEnvironment } from "./lib/environment.ts";
export { describeError } from "./lib/error-text.ts";
export { CoinCoinError, type CoinCoinErrorCode, errorCodes, isCoinCoinError } from "./lib/errors.ts";
export type { HeaderSource } from "./lib/headers.ts";
export { consoleLogger, type Logger, silentLogger } from "./lib/logger.ts";
export type { Acceptance } from "./operations/accept-held.ts";
export type { ChainHealth } from "./operations/chain-health.ts";
export type { Health } from "./operations/health.ts";
export type { HistoryEntry, OrderHistory } from "./operations/history.ts";
export type { OrderFilter, PurchaseFilter } from "./operations/listing.ts";
export type { PageRequest } from "./operations/paging.ts";
export type { RefundRequest } from "./operations/refunds.ts";
export type { WithdrawRequest } from "./operations/withdraw.ts";
export { memoryStore } from "./store/memory/store.ts";
export type { DeliveryRecord, Page, Store } from "./store/store.ts";
