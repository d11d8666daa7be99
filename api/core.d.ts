// What "@coincoin/core" offers. Written by scripts/api.ts.
declare class AttentionList {
  #private;
  constructor(deps: AttentionDependencies);
  list({ open, paymentId, ...page }?: AttentionQuery): Promise<Page<AttentionItem>>;
  each(filter?: Omit<AttentionQuery, keyof PageRequest>): AsyncGenerator<AttentionItem, void, undefined>;
  message(about: AttentionItem | AttentionEvent): AttentionMessage;
  digest(): Promise<AttentionMessage | null>;
  resolve(id: string, note: string, { by }?: {
    readonly by?: string;
  }): Promise<void>;
}
declare class DeadLetters {
  #private;
  constructor(appId: string, store: () => Promise<Store>, environment: Pick<Environment, "now">, retried: () => void);
  list({ paymentId, ...page }?: DeadLetterQuery): Promise<Page<DeliveryRecord>>;
  each(filter?: Omit<DeadLetterQuery, keyof PageRequest>): AsyncGenerator<DeliveryRecord, void, undefined>;
  retry(eventId: string, { by }?: {
    readonly by?: string | undefined;
  }): Promise<void>;
}
declare class InboxList {
  #private;
  constructor(deps: AcceptDependencies);
  list({ paymentId, outcome, ...page }?: InboxQuery): Promise<Page<InboxEntry>>;
  each(filter?: Omit<InboxQuery, keyof PageRequest>): AsyncGenerator<InboxEntry, void, undefined>;
  accept(acceptance: Acceptance): Promise<AcceptReport>;
}
declare class Lanes {
  #private;
  run<T>(key: string, task: () => Promise<T>): Promise<T>;
}
declare class MemoryStore implements Store {
  #private;
  readonly kind = "memory";
  readonly durable = false;
  readonly shared = false;
  readonly pollIntervalMs = 250;
  readonly acceptLoss: boolean;
  constructor(acceptLoss: boolean);
  open(): Promise<void>;
  close(): Promise<void>;
  ping(): Promise<void>;
  read(query: ReadQuery): Promise<Snapshot>;
  commit(input: Commit): Promise<"committed" | "stale">;
  claim(query: ClaimQuery): Promise<Delivery[]>;
  settle(settlement: Settlement): Promise<boolean>;
  renew(lease: LeaseRenewal): Promise<boolean>;
  bringForward(query: BringForwardQuery): Promise<number>;
  due(query: DueQuery): Promise<string[]>;
  unclaimed(query: UnclaimedQuery): ReturnType<Store["unclaimed"]>;
  countOpen(query: CountOpenQuery): Promise<number>;
  takeRequests(query: TakeRequestsQuery): ReturnType<Store["takeRequests"]>;
  countRequests({ appId, day }: CountRequestsQuery): Promise<number>;
  openAt(query: OpenAtQuery): Promise<string[]>;
  sharedAddresses(query: SharedAddressesQuery): Promise<string[]>;
  watched(query: WatchedQuery): ReturnType<Store["watched"]>;
  readChain({ appId, network }: ReadChainQuery): ReturnType<Store["readChain"]>;
  writeChain(row: ChainRow): Promise<boolean>;
  countParked(query: CountParkedQuery): Promise<number>;
  listOrders(query: OrdersQuery): ReturnType<Store["listOrders"]>;
  listPurchases(query: PurchasesQuery): ReturnType<Store["listPurchases"]>;
  listRefunds(query: RefundsQuery): ReturnType<Store["listRefunds"]>;
  listInbox(query: ListInboxQuery): ReturnType<Store["listInbox"]>;
  listAttention(query: ListAttentionQuery): ReturnType<Store["listAttention"]>;
  listDeliveries(query: ListDeliveriesQuery): ReturnType<Store["listDeliveries"]>;
  resolveAttention(resolution: Resolution): Promise<boolean>;
  retryDelivery(query: RetryQuery): Promise<boolean>;
  stats(query: StatsQuery): Promise<StoreStats>;
  prune(query: PruneQuery): Promise<number>;
  pruneInbox(query: PruneInboxQuery): Promise<number>;
}
declare class RefundList {
  #private;
  constructor(deps: RefundDependencies);
  list({ paymentId, reference, ...page }?: RefundQuery): Promise<Page<Refund>>;
  each(filter?: Omit<RefundQuery, keyof PageRequest>): AsyncGenerator<Refund, void, undefined>;
  record(request: RefundRequest): Promise<Refund>;
}
declare class WebhookIntake {
  #private;
  constructor(deps: IntakeDependencies);
  receive(record: SpooledWebhook): Promise<WebhookResult>;
  enter(intake: Intake): Promise<IntakeDecision["outcome"]>;
  take(record: SpooledWebhook, notification: Notification, order?: Ordering): Promise<IntakeDecision["outcome"]>;
  unreadable(came: Unreadable, cause: unknown): Promise<CoinCoinError>;
  note(came: Unreadable, error: CoinCoinError): Promise<void>;
}
declare const decimalBrand: unique symbol;
declare const hostKey: unique symbol;
export declare class CoinCoin implements AsyncDisposable {
  #private;
  readonly attention: AttentionList;
  readonly deadLetters: DeadLetters;
  readonly inbox: InboxList;
  readonly refunds: RefundList;
  readonly [hostKey]: SurfaceHost;
  constructor(options?: CoinCoinOptions);
  get appId(): string;
  get testMode(): boolean;
  createOrder(request: CreateOrderRequest): Promise<IssuedOrder>;
  getOrder(paymentId: string): Promise<Order | undefined>;
  getPurchase(reference: string): Promise<Purchase | undefined>;
  listOrders(query?: OrderQuery): Promise<Page<Order>>;
  eachOrder(filter?: OrderFilter): AsyncGenerator<Order, void, undefined>;
  listPurchases(query?: PurchaseQuery): Promise<Page<Purchase>>;
  eachPurchase(filter?: PurchaseFilter): AsyncGenerator<Purchase, void, undefined>;
  orderHistory(paymentId: string): Promise<OrderHistory>;
  withdraw(reference: string, request: WithdrawRequest): Promise<Purchase>;
  on<T extends DomainEventType>(types: T | readonly T[], handler: Handler<T>): () => void;
  handles(type: DomainEventType): boolean;
  webhookUrl(): string;
  checkoutUrl(paymentId: string): string;
  payUrl(reference: string, request: PayLinkRequest): string;
  viewKey(paymentId: string): string;
  publicOrder(order: Order): PublicOrder;
  receiveWebhook(input: WebhookInput): Promise<WebhookResult>;
  reconcile(paymentId: string, entered: Reconciliation): Promise<Order>;
  unpinSignature(request: {
    readonly by: string;
  }): Promise<SignaturePin | null>;
  deliverDue(query?: {
    limit?: number;
    signal?: AbortSignal;
  }): Promise<DeliveryReport>;
  health({ timeoutMs }?: {
    readonly timeoutMs?: number | undefined;
  }): Promise<Health>;
  prune({ olderThan }: {
    readonly olderThan: Date | string;
  }): Promise<number>;
  start(): Promise<void>;
  drain(): Promise<void>;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
export declare class CoinCoinError extends Error {
  readonly name: "CoinCoinError";
  readonly code: CoinCoinErrorCode;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
  static [Symbol.hasInstance](value: unknown): boolean;
  constructor(code: CoinCoinErrorCode, message: string, options?: CoinCoinErrorOptions);
  toJSON(): {
    name: string;
    code: CoinCoinErrorCode;
    message: string;
    details: CoinCoinError["details"];
  };
}
export declare const MINIMUM_PRICE: Decimal;
export declare const consoleLogger: Logger;
export declare const domainEventTypes: readonly ["order.created", "order.payment", "order.paid", "order.paid_late", "order.overpaid", "order.settling", "order.settled", "order.underpaid", "order.expired", "order.invalid", "order.seen", "order.proved", "order.withdrawn", "attention.opened", "attention.resolved"];
export declare const errorCodes: {
  readonly config_invalid: "config_invalid";
  readonly public_url_missing: "public_url_missing";
  readonly store_not_durable: "store_not_durable";
  readonly store_locked: "store_locked";
  readonly store_unavailable: "store_unavailable";
  readonly store_too_new: "store_too_new";
  readonly payment_id_invalid: "payment_id_invalid";
  readonly reference_invalid: "reference_invalid";
  readonly price_invalid: "price_invalid";
  readonly price_too_low: "price_too_low";
  readonly expiry_invalid: "expiry_invalid";
  readonly metadata_invalid: "metadata_invalid";
  readonly display_invalid: "display_invalid";
  readonly order_conflict: "order_conflict";
  readonly already_paid: "already_paid";
  readonly order_withdrawn: "order_withdrawn";
  readonly refund_too_high: "refund_too_high";
  readonly already_covered: "already_covered";
  readonly order_busy: "order_busy";
  readonly too_many_attempts: "too_many_attempts";
  readonly customer_limit_reached: "customer_limit_reached";
  readonly too_many_open_orders: "too_many_open_orders";
  readonly daily_limit_reached: "daily_limit_reached";
  readonly order_not_found: "order_not_found";
  readonly gateway_unauthorized: "gateway_unauthorized";
  readonly gateway_refused: "gateway_refused";
  readonly gateway_rate_limited: "gateway_rate_limited";
  readonly gateway_unreachable: "gateway_unreachable";
  readonly outcome_unknown: "outcome_unknown";
  readonly terms_not_accepted: "terms_not_accepted";
  readonly webhook_unauthorized: "webhook_unauthorized";
  readonly webhook_malformed: "webhook_malformed";
  readonly body_too_large: "body_too_large";
  readonly body_already_read: "body_already_read";
  readonly request_invalid: "request_invalid";
  readonly method_not_allowed: "method_not_allowed";
  readonly not_found: "not_found";
  readonly too_many_streams: "too_many_streams";
  readonly wrong_state: "wrong_state";
  readonly parked_full: "parked_full";
  readonly internal_error: "internal_error";
  readonly chain_unavailable: "chain_unavailable";
  readonly closed: "closed";
};
export declare const orderEventTypes: readonly ["order.created", "order.payment", "order.paid", "order.paid_late", "order.overpaid", "order.settling", "order.settled", "order.underpaid", "order.expired", "order.invalid", "order.seen", "order.proved", "order.withdrawn"];
export declare const silentLogger: Logger;
export declare const systemEnvironment: Environment;
export declare function compareAmounts(coin: string, a: Decimal, b: Decimal): number;
export declare function coversPrice(paid: AmountInput, price: AmountInput): boolean;
export declare function customerMessage(code: CoinCoinErrorCode): string;
export declare function describeError(thrown: unknown, depth?: number): string;
export declare function fileSpool(directory: string, options?: FileSpoolOptions): Spool;
export declare function isCoinCoinError<C extends CoinCoinErrorCode = CoinCoinErrorCode>(error: unknown, code?: C): error is CoinCoinError & {
  readonly code: C;
};
export declare function isIssued(order: Order): order is IssuedOrder;
export declare function listedStatus(order: Order): ListedStatus;
export declare function meetsPrice(worth: Decimal, price: Decimal, tolerance: Decimal): boolean;
export declare function memoryStore(options?: MemoryStoreOptions): MemoryStore;
export declare function paidUnder(purchase: Purchase, hosts?: number): Readonly<Record<PaidBy, boolean>>;
export declare function purchaseStatus({ paid, withdrawn }: Pick<Purchase, "paid" | "withdrawn">): PurchaseStatus;
export declare function readDecimal(input: AmountInput): Decimal | undefined;
export declare function severityOf(kind: AttentionKind): Severity;
export declare function sign({ appId, timestamp, secretKey }: SignInput): string;
export declare function verifySignature(input: VerifyInput): SignatureVerdict;
export declare function webhookReply(result: WebhookResult): RenderedReply;
export declare function worthIn(attempts: readonly Order[], coin: string, facts: MoneyFacts): Decimal;
export type { AcceptFunction, AcceptOption, Acceptance, AmountInput, AttentionEvent, AttentionItem, AttentionKind, AttentionMessage, ChainCursor, ChainFact, ChainGlimpse, ChainHealth, ChainLook, ChainOptions, ChainQuery, ChainReader, ChainTransfer, CoinCoinErrorCode, CoinCoinOptions, Coverage, CreateOrderRequest, Decimal, DeliveryRecord, DisplayInput, DomainEvent, DomainEventType, Environment, EventOf, Handler, HandlerContext, HeaderSource, Health, HistoryEntry, InboxEntry, IssuedOrder, ListedStatus, Logger, NamesOption, Notification, OnChain, Order, OrderEvent, OrderEventType, OrderFilter, OrderHistory, Page, PageRequest, PaidBy, PayLinkRequest, PendingOrder, PublicOrder, Purchase, PurchaseFilter, PurchaseStatus, Reconciliation, Refund, RefundRequest, SeenTransfer, Spool, SpooledWebhook, StateCodes, Store, TermsToAccept, WebhookInput, WebhookOutcome, WebhookResult, WithdrawRequest };
import { CheckoutView, Display } from "@coincoin/checkout";
interface Absence {
  readonly looks: readonly {
    readonly provider: string;
    readonly at: string;
  }[];
  readonly apartMs: number;
}
interface AcceptDependencies {
  readonly appId: string;
  readonly store: () => Promise<Store>;
  readonly intake: Pick<WebhookIntake, "enter">;
  readonly names: Names;
  readonly environment: Pick<Environment, "now">;
}
interface AcceptOption {
  readonly coin: string;
  readonly network?: string | undefined;
  readonly ratio?: {
    readonly min: string;
    readonly max: string;
  } | undefined;
}
interface AcceptReport {
  readonly applied: number;
  readonly duplicate: number;
  readonly parked: number;
  readonly conflict: number;
}
interface Acceptance {
  readonly by: string;
  readonly paymentId?: string | undefined;
  readonly digest?: string | undefined;
  readonly signature?: Proofs["signature"] | undefined;
  readonly fits?: boolean | undefined;
  readonly all?: boolean | undefined;
}
interface AppChange {
  readonly pin?: SignaturePin | null;
  readonly confirmedSeenAt?: string;
}
interface AppFacts {
  readonly pin: SignaturePin | null;
  readonly confirmedSeenAt: string | null;
}
interface AttentionDependencies {
  readonly appId: string;
  readonly store: () => Promise<Store>;
  readonly environment: Pick<Environment, "now">;
  readonly deskUrl: string | undefined;
  readonly resolved: () => void;
}
interface AttentionEventBase {
  readonly id: string;
  readonly appId: string;
  readonly paymentId: string | null;
  readonly reference: string | null;
  readonly at: string;
  readonly severity: Severity;
  readonly item: AttentionItem;
}
interface AttentionItem {
  readonly id: string;
  readonly appId: string;
  readonly kind: AttentionKind;
  readonly paymentId: string | null;
  readonly reference: string | null;
  readonly message: string;
  readonly details: Readonly<Record<string, string>>;
  readonly firstAt: string;
  readonly lastAt: string;
  readonly count: number;
  readonly resolvedAt: string | null;
  readonly resolvedBy: string | null;
  readonly note: string | null;
}
interface AttentionMessage {
  readonly severity: Severity;
  readonly subject: string;
  readonly text: string;
  readonly url: string | null;
}
interface AttentionOpenedEvent extends AttentionEventBase {
  readonly type: "attention.opened";
}
interface AttentionQuery extends PageRequest {
  readonly open?: boolean | "all" | undefined;
  readonly paymentId?: string | undefined;
}
interface AttentionResolvedEvent extends AttentionEventBase {
  readonly type: "attention.resolved";
}
interface BringForwardQuery {
  readonly appId: string;
  readonly types: readonly DomainEventType[];
  readonly unclaimed: string;
  readonly leased: string;
  readonly waiting: string;
}
interface ChainCursor {
  readonly next: number;
  readonly finals: readonly {
    readonly number: number;
    readonly at: number;
  }[];
}
interface ChainFact extends Transferred {
  readonly block: {
    readonly number: number;
    readonly hash: string;
  };
  readonly at: string;
}
interface ChainGlimpse {
  readonly head: number;
  readonly parts: readonly GlimpsePart[];
}
interface ChainHealth {
  readonly network: string;
  readonly lastLookAt: string | null;
  readonly cursorAt: string | null;
  readonly failures: number;
  readonly failingSince: string | null;
}
interface ChainLook {
  readonly provider: string;
  readonly head: {
    readonly number: number;
    readonly at: string;
  };
  readonly facts: readonly ChainFact[];
  readonly glimpses: readonly SeenTransfer[];
  readonly cursor: ChainCursor | null;
  readonly unread: readonly string[];
}
interface ChainOptions {
  readonly networks: readonly ChainReader[];
  readonly paid?: "gateway" | "both" | "either" | undefined;
  readonly bothFrom?: string | undefined;
  readonly confirmations?: Readonly<Record<string, number>> | undefined;
}
interface ChainQuery {
  readonly addresses: readonly string[];
  readonly cursor: ChainCursor | null;
  readonly since: string;
  readonly signal?: AbortSignal | undefined;
}
interface ChainReader {
  readonly network: string;
  readonly coins: readonly string[];
  readonly providers: readonly string[];
  readonly trusted: boolean;
  readonly pace: {
    readonly tickMs: number;
    readonly asks: "together" | "each";
  };
  look(query: ChainQuery): Promise<ChainLook>;
}
interface ChainRow {
  readonly appId: string;
  readonly network: string;
  readonly version: number;
  readonly leaseId: string | null;
  readonly leaseUntil: string | null;
  readonly cursor: ChainCursor | null;
  readonly looks: Absence["looks"];
  readonly failingSince: string | null;
  readonly failures: number;
  readonly isBlind: boolean;
}
interface ChainTransfer {
  readonly txId: string;
  readonly index: number;
  readonly amount: Decimal;
  readonly block: {
    readonly number: number;
    readonly hash: string;
  };
  readonly at: string;
  readonly shownBy: readonly string[];
}
interface ClaimQuery {
  readonly appId: string;
  readonly types: readonly DomainEventType[];
  readonly limit: number;
  readonly now: string;
  readonly leaseId: string;
  readonly leaseUntil: string;
}
interface CoinCoinErrorOptions {
  readonly cause?: unknown;
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}
interface CoinCoinOptions {
  readonly appId?: string | undefined;
  readonly secretKey?: string | readonly [string] | readonly [string, string] | undefined;
  readonly apiUrl?: string | undefined;
  readonly testMode?: boolean | undefined;
  readonly publicUrl?: string | undefined;
  readonly deskUrl?: string | undefined;
  readonly plainHttpHosts?: readonly string[] | undefined;
  readonly store?: Store | undefined;
  readonly accept?: readonly AcceptOption[] | AcceptFunction | undefined;
  readonly names?: NamesOption | undefined;
  readonly stateCodes?: StateCodes | undefined;
  readonly confirmedBy?: "code" | "amount" | undefined;
  readonly underpaymentTolerance?: string | undefined;
  readonly expiresInHours?: number | undefined;
  readonly webhook?: WebhookOptions | undefined;
  readonly limits?: LimitOptions | undefined;
  readonly delivery?: DeliveryMode | DeliveryOptions | undefined;
  readonly spool?: string | false | Spool | undefined;
  readonly gateway?: GatewayOptions | undefined;
  readonly chain?: ChainOptions | undefined;
  readonly patience?: PatienceOptions | undefined;
  readonly logger?: Logger | undefined;
  readonly environment?: Partial<Environment> | undefined;
}
interface CoinName {
  readonly coin: string;
  readonly network: string | null;
}
interface Commit {
  readonly appId: string;
  readonly guard?: Guard;
  readonly purchase?: Purchase;
  readonly inbox?: readonly InboxEntry[];
  readonly events?: readonly OrderEvent[];
  readonly attention?: readonly AttentionDraft[];
  readonly resolves?: {
    readonly ids: readonly string[];
    readonly note: string;
    readonly at: string;
    readonly by?: string;
  };
  readonly refunds?: readonly Refund[];
  readonly app?: AppChange;
}
interface CountOpenQuery {
  readonly appId: string;
  readonly now: string;
  readonly limit: number;
  readonly customer?: string | undefined;
}
interface CountParkedQuery {
  readonly appId: string;
  readonly limit: number;
}
interface CountRequestsQuery {
  readonly appId: string;
  readonly day: string;
}
interface CreateOrderRequest {
  readonly paymentId?: string | undefined;
  readonly reference?: string | undefined;
  readonly price: AmountInput;
  readonly display?: DisplayInput | undefined;
  readonly expiresInHours?: number | undefined;
  readonly customer?: string | undefined;
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}
interface Creation {
  readonly outcome: "asking" | "unknown" | "refused";
  readonly leaseId: string;
  readonly leaseUntil: string;
  readonly maybeMade: boolean;
  readonly lastError: string | null;
  readonly reported: boolean;
}
interface Credit {
  readonly coin: string;
  readonly amount: Decimal;
}
interface DeadLetterQuery extends PageRequest {
  readonly paymentId?: string | undefined;
}
interface Delivery {
  readonly event: DomainEvent;
  readonly attempt: number;
  readonly leaseId: string;
  readonly lastError: string | null;
}
interface DeliveryOptions {
  readonly mode?: DeliveryMode | undefined;
  readonly concurrency?: number | undefined;
  readonly maxAttempts?: number | undefined;
  readonly handlerTimeoutMs?: number | undefined;
  readonly leaseMs?: number | undefined;
  readonly retry?: {
    readonly baseMs?: number | undefined;
    readonly maxMs?: number | undefined;
  } | undefined;
  readonly closeTimeoutMs?: number | undefined;
}
interface DeliveryRecord {
  readonly event: DomainEvent;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly createdAt: string;
  readonly availableAt: string;
  readonly doneAt: string | null;
  readonly lastError: string | null;
}
interface DeliveryReport {
  readonly delivered: number;
  readonly failed: number;
  readonly swept: number;
  readonly drained: number;
}
interface DisplayInput {
  readonly amount: AmountInput;
  readonly currency: string;
  readonly title?: string | null | undefined;
  readonly lines?: readonly {
    readonly text: string;
    readonly amount?: AmountInput | null | undefined;
  }[] | undefined;
}
interface DueQuery {
  readonly appId: string;
  readonly now: string;
  readonly limit: number;
}
interface Environment {
  now(): number;
  monotonic?(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  random(): number;
  fetch: typeof globalThis.fetch;
}
interface EventBase {
  readonly id: string;
  readonly appId: string;
  readonly paymentId: string;
  readonly reference: string;
  readonly sequence: number;
  readonly at: string;
  readonly order: IssuedOrder;
}
interface FacetFilter {
  readonly status?: ListedStatus | readonly ListedStatus[] | undefined;
  readonly coverage?: Coverage | readonly Coverage[] | undefined;
  readonly paid?: boolean | undefined;
  readonly withdrawn?: boolean | undefined;
}
interface FileSpoolOptions {
  readonly limit?: number;
  readonly logger?: Logger;
}
interface GatewayOptions {
  readonly tryTimeoutMs?: number | undefined;
  readonly waitMs?: number | undefined;
  readonly deadlineMs?: number | undefined;
}
interface GlimpsePart {
  readonly txId: string;
  readonly index: number;
  readonly amount: Decimal;
  readonly confirmations: number;
}
interface HandlerContext {
  readonly attempt: number;
  readonly signal: AbortSignal;
}
interface Health {
  readonly ok: boolean;
  readonly store: StoreStats | null;
  readonly paidUndelivered: number | null;
  readonly clockAheadMs: number | null;
  readonly oldestPendingMs: number | null;
  readonly spooled: number | null;
  readonly spoolStuck: number;
  readonly refused: Readonly<Partial<Record<RefusalReason, number>>>;
  readonly staleSignatures: number;
  readonly signaturePin: SignaturePin | null;
  readonly sales: SalesHealth;
  readonly chain: readonly ChainHealth[];
  readonly error: CoinCoinError | null;
}
interface HttpLimits {
  readonly bodyBytes: number;
  readonly bodyTimeoutMs: number;
  readonly streamsPerOrder: number;
  readonly streams: number;
  readonly streamMs: number;
}
interface InboxEntry {
  readonly appId: string;
  readonly paymentId: string;
  readonly digest: string;
  readonly body: string;
  readonly proofs: Proofs;
  readonly outcome: RecordedOutcome;
  readonly reason: string | null;
  readonly attentionId: string | null;
  readonly source: "webhook" | "operator" | "trigger";
  readonly by: string | null;
  readonly firstAt: string;
  readonly lastAt: string;
  readonly count: number;
}
interface InboxQuery extends PageRequest {
  readonly paymentId?: string | undefined;
  readonly outcome?: UnappliedOutcome | undefined;
}
interface IntakeDecision {
  readonly outcome: Exclude<WebhookOutcome, "spooled">;
  readonly commit: Commit;
}
interface IntakeDependencies {
  readonly appId: string;
  readonly store: () => Promise<Store>;
  readonly spool: Spool | undefined;
  readonly rules: Rules;
  readonly spoolHolds: () => Promise<boolean>;
  readonly parkedLimit: number;
  readonly logger: Logger;
  readonly lanes: Lanes;
  readonly committed: (commit: Commit) => void;
}
interface IntakeStore {
  read(query: ReadQuery): Promise<Snapshot>;
  commit(change: Commit): Promise<"committed" | "stale">;
  due(query: DueQuery): Promise<string[]>;
  countOpen(query: CountOpenQuery): Promise<number>;
  openAt(query: OpenAtQuery): Promise<string[]>;
  sharedAddresses(query: SharedAddressesQuery): Promise<string[]>;
  takeRequests(query: TakeRequestsQuery): Promise<number | undefined>;
  countRequests(query: CountRequestsQuery): Promise<number>;
  watched(query: WatchedQuery): Promise<Watched[]>;
  readChain(query: ReadChainQuery): Promise<ChainRow | undefined>;
  writeChain(row: ChainRow): Promise<boolean>;
  countParked(query: CountParkedQuery): Promise<number>;
}
interface IssuedOrder extends OrderBase {
  readonly status: IssuedStatus;
  readonly address: string;
  readonly network: string;
  readonly coin: string;
  readonly amountDue: Decimal;
  readonly expiresAt: string;
  readonly receivingUntil: string;
  readonly closesAt: string;
  readonly invalidSeen: boolean;
  readonly received: Readonly<Record<string, Decimal>>;
  readonly confirmed: Readonly<Record<string, Decimal>>;
  readonly coverage: Coverage;
  readonly receivedInTime: Decimal;
  readonly coveredAt: string | null;
  readonly lapsed: boolean;
  readonly onChain: OnChain | null;
  readonly told: readonly Told[];
}
interface LeaseRenewal {
  readonly appId: string;
  readonly eventId: string;
  readonly leaseId: string;
  readonly leaseUntil: string;
}
interface LimitOptions {
  readonly attempts?: number | undefined;
  readonly parked?: number | undefined;
  readonly openOrders?: number | undefined;
  readonly openOrdersPerCustomer?: number | undefined;
  readonly requestsPerDay?: number | undefined;
  readonly bodyBytes?: number | undefined;
  readonly bodyTimeoutMs?: number | undefined;
  readonly streams?: number | undefined;
  readonly streamMs?: number | undefined;
  readonly streamsPerOrder?: number | undefined;
  readonly spooled?: number | undefined;
}
interface ListAttentionQuery extends ListQuery {
  readonly open?: boolean | undefined;
  readonly paymentId?: string | undefined;
}
interface ListDeliveriesQuery extends ListQuery {
  readonly state?: DeliveryState | undefined;
  readonly paymentId?: string | undefined;
}
interface ListInboxQuery extends ListQuery {
  readonly paymentId?: string | undefined;
  readonly outcome?: UnappliedOutcome | undefined;
}
interface ListQuery {
  readonly appId: string;
  readonly limit: number;
  readonly after?: string | undefined;
}
interface Logger {
  debug(facts: object, message: string): void;
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}
interface MemoryStoreOptions {
  readonly acceptLoss?: boolean | undefined;
}
interface Mismatch {
  readonly headers: readonly string[];
  readonly fits: string | null;
  readonly secondsOff: number | null;
}
interface Names {
  readonly networks: ReadonlyMap<string, string>;
  readonly coins: ReadonlyMap<string, CoinName>;
}
interface NamesOption {
  readonly networks?: Readonly<Record<string, string>> | undefined;
  readonly coins?: Readonly<Record<string, string | {
    readonly coin: string;
    readonly network: string;
  }>> | undefined;
}
interface Notification {
  readonly paymentId: string;
  readonly address: string | null;
  readonly network: string | null;
  readonly coin: string | null;
  readonly amount: Decimal | null;
  readonly collected: Readonly<Record<string, Decimal>>;
  readonly state: number;
}
interface OnChain {
  readonly paidBy: PaidBy;
  readonly quorum: number;
  readonly needs: number;
  readonly watch: "open" | "late" | "over";
  readonly lookFrom: string | null;
  readonly visitAt: string | null;
  readonly transfers: Readonly<Record<string, ChainTransfer>>;
  readonly coveredAt: string | null;
  readonly glimpse: ChainGlimpse | null;
  readonly others: readonly string[];
  readonly overriddenBy: string | null;
}
interface OpenAtQuery {
  readonly appId: string;
  readonly address: string;
  readonly now: string;
  readonly limit: number;
}
interface OperatorStore {
  listRefunds(query: RefundsQuery): Promise<Page<Refund>>;
  listOrders(query: OrdersQuery): Promise<Page<Order>>;
  listPurchases(query: PurchasesQuery): Promise<Page<Purchase>>;
  listInbox(query: ListInboxQuery): Promise<Page<InboxEntry>>;
  listAttention(query: ListAttentionQuery): Promise<Page<AttentionItem>>;
  listDeliveries(query: ListDeliveriesQuery): Promise<Page<DeliveryRecord>>;
  resolveAttention(resolution: Resolution): Promise<boolean>;
  retryDelivery(query: RetryQuery): Promise<boolean>;
  stats(query: StatsQuery): Promise<StoreStats>;
  prune(query: PruneQuery): Promise<number>;
  pruneInbox(query: PruneInboxQuery): Promise<number>;
}
interface OrderBase {
  readonly appId: string;
  readonly paymentId: string;
  readonly reference: string;
  readonly attempt: number;
  readonly price: Decimal;
  readonly askedPrice: Decimal;
  readonly expiresInHours: number;
  readonly underpaymentTolerance: Decimal;
  readonly customer: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly display: Display | null;
  readonly paid: Paid | null;
  readonly withdrawn?: Withdrawal;
  readonly refunds?: readonly Refund[];
  readonly sequence: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}
interface OrderCreatedEvent extends EventBase {
  readonly type: "order.created";
}
interface OrderExpiredEvent extends EventBase {
  readonly type: "order.expired";
}
interface OrderFilter extends FacetFilter, Period {
  readonly reference?: string | undefined;
  readonly customer?: string | undefined;
  readonly text?: string | undefined;
}
interface OrderHistory {
  readonly order: Order;
  readonly purchase: Purchase;
  readonly entries: readonly HistoryEntry[];
  readonly complete: boolean;
}
interface OrderInvalidEvent extends EventBase {
  readonly type: "order.invalid";
}
interface OrderOverpaidEvent extends EventBase {
  readonly type: "order.overpaid";
  readonly coin: string;
  readonly excess: Decimal;
}
interface OrderPaidEvent extends EventBase {
  readonly type: "order.paid";
  readonly coin: string;
  readonly amount: Decimal;
  readonly price: Decimal;
  readonly parts: readonly PaidPart[];
}
interface OrderPaidLateEvent extends Omit<OrderPaidEvent, "type"> {
  readonly type: "order.paid_late";
}
interface OrderPaymentEvent extends EventBase {
  readonly type: "order.payment";
  readonly coin: string;
  readonly increment: Decimal;
  readonly received: Decimal;
  readonly remaining: Decimal;
}
interface OrderProvedEvent extends EventBase {
  readonly type: "order.proved";
  readonly coin: string;
  readonly amount: Decimal;
  readonly txIds: readonly string[];
}
interface OrderSeen {
  readonly view: CheckoutView;
  readonly version: number;
  readonly withdrawn: boolean;
  readonly reference: string;
}
interface OrderSeenEvent extends EventBase {
  readonly type: "order.seen";
  readonly coin: string;
  readonly amount: Decimal;
  readonly confirmations: number | null;
}
interface OrderSettledEvent extends EventBase {
  readonly type: "order.settled";
  readonly coverage: Coverage;
}
interface OrderSettlingEvent extends EventBase {
  readonly type: "order.settling";
}
interface OrderUnderpaidEvent extends EventBase {
  readonly type: "order.underpaid";
  readonly coin: string;
  readonly received: Decimal;
  readonly missing: Decimal;
}
interface OrderWithdrawnEvent extends EventBase {
  readonly type: "order.withdrawn";
  readonly withdrawn: Withdrawal;
}
interface Ordering {
  readonly mayOvertake: boolean;
}
interface OrdersQuery extends ListQuery {
  readonly facets?: readonly string[] | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly reference?: string | undefined;
  readonly customer?: string | undefined;
  readonly text?: string | undefined;
}
interface OutboxStore {
  claim(query: ClaimQuery): Promise<Delivery[]>;
  settle(settlement: Settlement): Promise<boolean>;
  renew(lease: LeaseRenewal): Promise<boolean>;
  bringForward(query: BringForwardQuery): Promise<number>;
  unclaimed(query: UnclaimedQuery): Promise<DeliveryRecord[]>;
}
interface Page<T> {
  readonly items: readonly T[];
  readonly cursor: string | null;
}
interface PageRequest {
  readonly limit?: number | undefined;
  readonly after?: string | undefined;
}
interface Paid {
  readonly at: string;
  readonly paymentId: string;
  readonly late: boolean;
  readonly price: Decimal;
}
interface PaidPart {
  readonly paymentId: string;
  readonly askedPrice: Decimal;
  readonly amountDue: Decimal;
  readonly confirmed: Decimal;
}
interface Patience {
  readonly unresolvedMs: number;
  readonly stalledMs: number;
  readonly unconfirmedMs: number;
}
interface PatienceOptions {
  readonly closeGraceHours?: number | undefined;
  readonly stalledAfterHours?: number | undefined;
  readonly unconfirmedAfterHours?: number | undefined;
  readonly unresolvedAfterMinutes?: number | undefined;
  readonly unhandledAfterMinutes?: number | undefined;
}
interface PayLink {
  readonly reference: string;
  readonly price: Decimal;
  readonly display: Display | null;
  readonly until: string;
}
interface PayLinkRequest {
  readonly price: AmountInput;
  readonly validFor?: {
    readonly days: number;
  } | undefined;
  readonly display?: DisplayInput | undefined;
}
interface PendingOrder extends OrderBase {
  readonly status: "pending";
  readonly creation: Creation;
  readonly credit: Credit | null;
}
interface Period {
  readonly from?: Date | string | undefined;
  readonly to?: Date | string | undefined;
}
interface Proofs {
  readonly token: string | null;
  readonly signature: "valid" | "stale" | "expired" | "unknown" | "incomplete" | "absent" | "ignored";
  readonly mismatch?: Mismatch;
}
interface PruneInboxQuery {
  readonly appId: string;
  readonly outcomes: readonly UnappliedOutcome[];
  readonly olderThan: string;
  readonly limit: number;
}
interface PruneQuery {
  readonly appId: string;
  readonly olderThan: string;
  readonly now: string;
  readonly keepTypes: readonly DomainEventType[];
  readonly limit: number;
}
interface Purchase {
  readonly appId: string;
  readonly reference: string;
  readonly version: number;
  readonly price: Decimal;
  readonly paid: Paid | null;
  readonly withdrawn?: Withdrawal;
  readonly attempts: readonly Order[];
  readonly wakeAt: string | null;
}
interface PurchaseFilter extends Period {
  readonly status?: PurchaseStatus | undefined;
  readonly text?: string | undefined;
}
interface PurchasesQuery extends ListQuery {
  readonly status?: PurchaseStatus | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly text?: string | undefined;
}
interface ReadChainQuery {
  readonly appId: string;
  readonly network: string;
}
interface Reconciliation {
  readonly collected: Readonly<Record<string, AmountInput>>;
  readonly state: "receiving" | "settling" | "completed" | "invalid";
  readonly by: string;
  readonly correct?: boolean | undefined;
  readonly overrideChain?: boolean | undefined;
}
interface Refund {
  readonly id: string;
  readonly appId: string;
  readonly paymentId: string;
  readonly reference: string;
  readonly amount: Decimal;
  readonly coin: string;
  readonly transaction: string | null;
  readonly by: string;
  readonly note: string | null;
  readonly at: string;
}
interface RefundDependencies {
  readonly appId: string;
  readonly store: () => Promise<Store>;
  readonly environment: Pick<Environment, "now">;
  readonly committed: (commit: Commit) => void;
}
interface RefundQuery extends PageRequest {
  readonly paymentId?: string | undefined;
  readonly reference?: string | undefined;
}
interface RefundRequest {
  readonly paymentId: string;
  readonly amount: AmountInput;
  readonly coin: string;
  readonly transaction?: string | undefined;
  readonly by: string;
  readonly note?: string | undefined;
  readonly allowMore?: boolean | undefined;
}
interface RefundsQuery extends ListQuery {
  readonly paymentId?: string | undefined;
  readonly reference?: string | undefined;
}
interface RenderedReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
interface Resolution {
  readonly appId: string;
  readonly id: string;
  readonly by: string | null;
  readonly note: string;
  readonly at: string;
}
interface RetryQuery {
  readonly appId: string;
  readonly eventId: string;
  readonly now: string;
}
interface Rules {
  readonly meaningOf: (state: number) => StateMeaning;
  readonly confirmedBy: "code" | "amount";
  readonly patience: Patience;
  readonly trust: TrustPolicy;
  readonly names: Names;
}
interface SalesHealth {
  readonly openOrders: number | null;
  readonly openOrdersLimit: number;
  readonly requestsToday: number | null;
  readonly requestsPerDay: number;
  readonly refused: Readonly<Record<string, number>>;
}
interface SeenTransfer extends Transferred {
  readonly confirmations: number;
}
interface Settlement {
  readonly appId: string;
  readonly eventId: string;
  readonly leaseId: string;
  readonly now: string;
  readonly result: {
    readonly type: "done";
  } | {
    readonly type: "retry";
    readonly availableAt: string;
    readonly error: string;
  } | {
    readonly type: "dead";
    readonly error: string;
  };
  readonly attention?: readonly AttentionDraft[];
}
interface SharedAddressesQuery {
  readonly appId: string;
  readonly now: string;
  readonly limit: number;
}
interface SignInput {
  readonly appId: string;
  readonly timestamp: string | number;
  readonly secretKey: string;
}
interface SignaturePin {
  readonly since: string;
  readonly paymentId: string;
}
interface Snapshot {
  readonly purchase: Purchase | undefined;
  readonly tombstone: Tombstone | undefined;
  readonly seen: InboxEntry | undefined;
  readonly parked: readonly InboxEntry[];
  readonly app: AppFacts;
}
interface Spool {
  put(record: SpooledWebhook): Promise<void>;
  list(limit: number): Promise<{
    id: string;
    record: SpooledWebhook;
  }[]>;
  remove(id: string): Promise<void>;
  count(): Promise<number>;
  readonly damaged?: () => Promise<readonly string[]>;
  check?(): Promise<void>;
}
interface SpooledWebhook {
  readonly appId: string;
  readonly receivedAt: string;
  readonly proofs: Proofs;
  readonly body: string;
  readonly source?: "trigger";
  readonly unreadable?: {
    readonly message: string;
    readonly as: "text" | "base64" | "nothing";
  };
}
interface StatsQuery {
  readonly appId: string;
  readonly now: string;
  readonly types: readonly DomainEventType[];
}
interface Store extends IntakeStore, OutboxStore, OperatorStore {
  readonly kind: string;
  readonly durable: boolean;
  readonly shared: boolean;
  readonly pollIntervalMs: number;
  readonly spoolDirectory?: string | undefined;
  open(): Promise<void>;
  close(): Promise<void>;
  ping(): Promise<void>;
  now?(): Promise<string>;
}
interface StoreStats {
  readonly pendingDeliveries: number;
  readonly oldestPendingAt: string | null;
  readonly aheadDeliveries: number;
  readonly deadDeliveries: number;
  readonly attention: Readonly<Record<string, number>>;
  readonly parked: number;
  readonly held: number;
}
interface SurfaceHost {
  readonly limits: HttpLimits;
  readonly logger: Logger;
  readonly environment: Environment;
  readonly closing: AbortSignal;
  admitWebhook(token: string | undefined, headers: HeaderSource): Admission;
  createOrder(request: CreateOrderRequest): Promise<IssuedOrder>;
  viewKey(paymentId: string): string;
  checkViewKey(paymentId: string, key: string): boolean;
  readView(paymentId: string): Promise<OrderSeen | undefined>;
  readPayLink(reference: string, search: string): PayLink | undefined;
  payState(link: PayLink): Promise<PayState>;
  readonly testMode: boolean;
  watch(paymentId: string, signal: AbortSignal): AsyncIterable<void>;
}
interface TakeRequestsQuery {
  readonly appId: string;
  readonly day: string;
  readonly count: number;
  readonly limit: number;
}
interface TermsToAccept {
  readonly coin: string;
  readonly network: string;
  readonly amount: string;
  readonly price: string;
}
interface Tombstone {
  readonly appId: string;
  readonly paymentId: string;
  readonly reference: string;
  readonly address: string | null;
  readonly paidAt: string | null;
  readonly withdrawnAt?: string;
  readonly prunedAt: string;
}
interface Transferred {
  readonly txId: string;
  readonly index: number;
  readonly address: string;
  readonly coin: string;
  readonly amount: string;
}
interface TrustPolicy {
  readonly signature: "when-present" | "required" | "off";
  readonly tokens: readonly string[] | undefined;
}
interface UnclaimedQuery {
  readonly appId: string;
  readonly types: readonly DomainEventType[];
  readonly before: string;
  readonly limit: number;
}
interface Unreadable {
  readonly appId: string;
  readonly receivedAt: string;
  readonly body?: string | Uint8Array;
}
interface VerifyInput {
  readonly appId: string;
  readonly timestamp: string | number;
  readonly signature: string;
  readonly secretKey: string | readonly string[];
  readonly now?: number;
  readonly toleranceSeconds?: number;
}
interface Watched {
  readonly paymentId: string;
  readonly address: string;
  readonly createdAt: string;
  readonly isLate: boolean;
  readonly visitAt: string | null;
}
interface WatchedQuery {
  readonly appId: string;
  readonly network: string;
  readonly now: string;
  readonly limit: number;
}
interface WebhookInput {
  readonly token: string | undefined;
  readonly headers: HeaderSource | null | undefined;
  readonly body: Uint8Array | ArrayBufferLike | string | object | null | undefined;
}
interface WebhookOptions {
  readonly token?: "required" | "off" | undefined;
  readonly tokenVersion?: number | readonly [number] | readonly [number, number] | undefined;
  readonly signature?: "when-present" | "required" | "off" | undefined;
  readonly toleranceSeconds?: number | undefined;
}
interface WithdrawRequest {
  readonly reason: string;
  readonly by: string;
}
interface Withdrawal {
  readonly at: string;
  readonly by: string;
  readonly reason: string;
}
type AcceptFunction = (terms: TermsToAccept) => boolean | string;
type Admission = {
  readonly type: "admitted";
  receive(body: WebhookInput["body"]): Promise<WebhookResult>;
  lose(error: CoinCoinError): Promise<void>;
} | {
  readonly type: "refused";
  readonly error: CoinCoinError;
};
type AmountInput = string | number | bigint;
type AttentionDraft = Pick<AttentionItem, "id" | "appId" | "kind" | "paymentId" | "reference" | "message" | "details"> & {
  readonly at: string;
};
type AttentionEvent = AttentionOpenedEvent | AttentionResolvedEvent;
type AttentionKind =
"unmatched" |
"conflict" |
"held" |
"unreadable" |
"spool_stuck" |
"partly_settled" |
"no_amount" |
"paid_corrected" |
"underpaid" |
"overpaid" |
"paid_late" |
"paid_twice" |
"pruned" |
"wrong_coin" |
"invalid_with_money" |
"suspicious_total" |
"unknown_state" |
"stalled" |
"outcome_unknown" |
"terms_not_accepted" |
"shared_address" |
"gateway_unauthorized" |
"gateway_refused" |
"gateway_unreachable" |
"gateway_not_understood" |
"gateway_rate_limited" |
"daily_limit_reached" |
"daily_requests_near_limit" |
"too_many_open_orders" |
"open_orders_near_limit" |
"too_many_attempts" |
"withdrawn_with_money" |
"dead_letter" |
"alert_failed" |
"unhandled" |
"unfulfilled" |
"clock_set_back" |
"chain_missing" |
"chain_unreported" |
"chain_reversed" |
"chain_other" |
"chain_blind" |
"parked_full";
type CoinCoinErrorCode = keyof typeof errorCodes;
type Coverage = "none" | "partial" | "full" | "over";
type Decimal = string & {
  readonly [decimalBrand]: true;
};
type DeliveryMode = "background" | "manual";
type DeliveryState = "pending" | "done" | "dead";
type DomainEvent = OrderEvent | AttentionEvent;
type DomainEventType = DomainEvent["type"];
type EventOf<T extends DomainEventType> = Extract<DomainEvent, {
  readonly type: T;
}>;
type Guard = {
  readonly paymentId: string;
  readonly version: number;
} | {
  readonly reference: string;
  readonly version: number;
};
type Handler<T extends DomainEventType> = (event: EventOf<T>, context: HandlerContext) => unknown;
type HeaderSource = {
  get(name: string): string | null;
} | Readonly<Record<string, string | readonly string[] | undefined>>;
type HistoryEntry = {
  readonly at: string;
} & ({
  readonly type: "asked";
} |
{
  readonly type: "notification";
  readonly notification: InboxEntry;
} |
{
  readonly type: "event";
  readonly delivery: DeliveryRecord;
} |
{
  readonly type: "attention";
  readonly item: AttentionItem;
} | {
  readonly type: "attention_resolved";
  readonly item: AttentionItem;
} | {
  readonly type: "withdrawn";
  readonly withdrawn: Withdrawal;
} | {
  readonly type: "refund";
  readonly refund: Refund;
});
type Intake = Omit<InboxEntry, "outcome" | "reason" | "attentionId"> & {
  readonly notification: Notification;
  readonly corrects?: boolean;
  readonly overridesChain?: boolean;
};
type IssuedStatus = "receiving" | "settling" | "completed";
type ListedStatus = Order["status"] | "expired";
type MoneyFacts = "received" | "confirmed";
type Order = PendingOrder | IssuedOrder;
type OrderEvent = OrderCreatedEvent | OrderPaymentEvent | OrderPaidEvent | OrderPaidLateEvent | OrderOverpaidEvent | OrderSettlingEvent | OrderSettledEvent | OrderUnderpaidEvent | OrderExpiredEvent | OrderInvalidEvent | OrderSeenEvent | OrderProvedEvent | OrderWithdrawnEvent;
type OrderEventType = OrderEvent["type"];
type OrderQuery = OrderFilter & PageRequest;
type PaidBy = "gateway" | "both" | "either";
type PayState = {
  readonly type: "open";
  readonly rest: Decimal;
  readonly received: Credit | null;
} |
{
  readonly type: "done";
  readonly paymentId: string | null;
} |
{
  readonly type: "withdrawn";
};
type PublicOrder = CheckoutView;
type PurchaseQuery = PurchaseFilter & PageRequest;
type PurchaseStatus = "open" | "paid" | "withdrawn";
type ReadQuery = {
  readonly appId: string;
  readonly digest?: string;
} & ({
  readonly paymentId: string;
} | {
  readonly reference: string;
});
type RecordedOutcome = "applied" | "parked" | "conflict" | "held" | "dismissed";
type RefusalReason = "no_token" | "wrong_token" | "no_signature" | "wrong_signature" |
"old_signature";
type Severity = "critical" | "warning" | "notice";
type SignatureVerdict = "valid" | "stale" | "wrong";
type StateCodes = "status-table" | "response-table";
type StateMeaning = "receiving" | "settling" | "completed" | "invalid" | "unknown";
type Told = "overpaid" | "underpaid" | "expired" | "invalid" | "settling" | "settled" | "unconfirmed" | "stalled" | "seen" | "proved" | "chain_missing" | "chain_unreported" | "chain_reversed";
type UnappliedOutcome = Exclude<RecordedOutcome, "applied">;
type WebhookOutcome = Exclude<RecordedOutcome, "dismissed"> | "duplicate" | "spooled";
type WebhookResult = {
  readonly type: "taken";
  readonly outcome: WebhookOutcome;
  readonly notification: Notification;
} | {
  readonly type: "refused";
  readonly error: CoinCoinError;
};
