// What "@coincoin/core/store" offers. Written by scripts/api.ts.
declare const decimalBrand: unique symbol;
export declare function addressKey(address: string): string;
export declare function attentionEvent(type: AttentionEvent["type"], item: AttentionItem): AttentionEvent | undefined;
export declare function closedWith({ outcome, attentionId }: InboxEntry): string | null;
export declare function dayOf(time: string): string;
export declare function facetOf(order: Order): string;
export declare function mergedAttention(known: AttentionItem, draft: AttentionDraft): AttentionItem;
export declare function mergedInbox(known: InboxEntry, entry: InboxEntry): InboxEntry;
export declare function newAttention({ at, ...facts }: AttentionDraft): AttentionItem;
export declare function openOrder(order: Order): OpenOrder | null;
export declare function overSince({ attempts, wakeAt }: Purchase): string | null;
export declare function purchaseStatus({ paid, withdrawn }: Pick<Purchase, "paid" | "withdrawn">): PurchaseStatus;
export declare function purchasedAt({ attempts, withdrawn }: Purchase): string;
export declare function tombstonesOf({ appId, reference, paid, withdrawn, attempts }: Purchase, prunedAt: string): readonly Tombstone[];
export type { AppChange, AppFacts, AttentionDraft, AttentionEvent, AttentionItem, AttentionKind, BringForwardQuery, ChainRow, ClaimQuery, Commit, CountOpenQuery, CountParkedQuery, CountRequestsQuery, Creation, Credit, Delivery, DeliveryRecord, DeliveryState, DomainEvent, DomainEventType, DueQuery, Guard, InboxEntry, IntakeStore, IssuedOrder, LeaseRenewal, ListAttentionQuery, ListDeliveriesQuery, ListInboxQuery, ListQuery, Mismatch, OnChain, OpenAtQuery, OperatorStore, Order, OrdersQuery, OutboxStore, Page, Paid, PendingOrder, Proofs, PruneInboxQuery, PruneQuery, Purchase, PurchaseStatus, PurchasesQuery, ReadChainQuery, ReadQuery, RecordedOutcome, Refund, RefundsQuery, Resolution, RetryQuery, Settlement, SharedAddressesQuery, SignaturePin, Snapshot, StatsQuery, Store, StoreStats, TakeRequestsQuery, Told, Tombstone, UnappliedOutcome, UnclaimedQuery, Watched, WatchedQuery, Withdrawal };
import { Display } from "@coincoin/checkout";
interface Absence {
  readonly looks: readonly {
    readonly provider: string;
    readonly at: string;
  }[];
  readonly apartMs: number;
}
interface AppChange {
  readonly pin?: SignaturePin | null;
  readonly confirmedSeenAt?: string;
}
interface AppFacts {
  readonly pin: SignaturePin | null;
  readonly confirmedSeenAt: string | null;
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
interface AttentionOpenedEvent extends AttentionEventBase {
  readonly type: "attention.opened";
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
interface ChainGlimpse {
  readonly head: number;
  readonly parts: readonly GlimpsePart[];
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
interface Delivery {
  readonly event: DomainEvent;
  readonly attempt: number;
  readonly leaseId: string;
  readonly lastError: string | null;
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
interface DueQuery {
  readonly appId: string;
  readonly now: string;
  readonly limit: number;
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
interface GlimpsePart {
  readonly txId: string;
  readonly index: number;
  readonly amount: Decimal;
  readonly confirmations: number;
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
interface Mismatch {
  readonly headers: readonly string[];
  readonly fits: string | null;
  readonly secondsOff: number | null;
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
interface OpenOrder {
  readonly until: string;
  readonly address: string | null;
  readonly customer: string | null;
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
interface PendingOrder extends OrderBase {
  readonly status: "pending";
  readonly creation: Creation;
  readonly credit: Credit | null;
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
interface RefundsQuery extends ListQuery {
  readonly paymentId?: string | undefined;
  readonly reference?: string | undefined;
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
interface TakeRequestsQuery {
  readonly appId: string;
  readonly day: string;
  readonly count: number;
  readonly limit: number;
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
interface UnclaimedQuery {
  readonly appId: string;
  readonly types: readonly DomainEventType[];
  readonly before: string;
  readonly limit: number;
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
interface Withdrawal {
  readonly at: string;
  readonly by: string;
  readonly reason: string;
}
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
type Coverage = "none" | "partial" | "full" | "over";
type Decimal = string & {
  readonly [decimalBrand]: true;
};
type DeliveryState = "pending" | "done" | "dead";
type DomainEvent = OrderEvent | AttentionEvent;
type DomainEventType = DomainEvent["type"];
type Guard = {
  readonly paymentId: string;
  readonly version: number;
} | {
  readonly reference: string;
  readonly version: number;
};
type IssuedStatus = "receiving" | "settling" | "completed";
type Order = PendingOrder | IssuedOrder;
type OrderEvent = OrderCreatedEvent | OrderPaymentEvent | OrderPaidEvent | OrderPaidLateEvent | OrderOverpaidEvent | OrderSettlingEvent | OrderSettledEvent | OrderUnderpaidEvent | OrderExpiredEvent | OrderInvalidEvent | OrderSeenEvent | OrderProvedEvent | OrderWithdrawnEvent;
type PaidBy = "gateway" | "both" | "either";
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
type Severity = "critical" | "warning" | "notice";
type Told = "overpaid" | "underpaid" | "expired" | "invalid" | "settling" | "settled" | "unconfirmed" | "stalled" | "seen" | "proved" | "chain_missing" | "chain_unreported" | "chain_reversed";
type UnappliedOutcome = Exclude<RecordedOutcome, "applied">;
