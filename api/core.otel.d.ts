// What "@coincoin/core/otel" offers. Written by scripts/api.ts.
declare class CoinCoinError extends Error {
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
declare const decimalBrand: unique symbol;
declare const errorCodes: {
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
export declare function observe(coincoin: Measurable, options?: MetricsOptions): () => void;
export interface Measurable extends Mountable {
  health(): Promise<Health>;
  listOrders(page?: PageRequest): Promise<Page<Order>>;
}
export interface MetricsOptions {
  readonly meter?: Meter | undefined;
  readonly maxAgeMs?: number | undefined;
  readonly orders?: number | undefined;
}
export {};
import { Display } from "@coincoin/checkout";
import { Meter } from "@opentelemetry/api";
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
interface CoinCoinErrorOptions {
  readonly cause?: unknown;
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
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
interface GlimpsePart {
  readonly txId: string;
  readonly index: number;
  readonly amount: Decimal;
  readonly confirmations: number;
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
interface Mountable {
  readonly appId: string;
  start(): Promise<void>;
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
interface PendingOrder extends OrderBase {
  readonly status: "pending";
  readonly creation: Creation;
  readonly credit: Credit | null;
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
interface SalesHealth {
  readonly openOrders: number | null;
  readonly openOrdersLimit: number;
  readonly requestsToday: number | null;
  readonly requestsPerDay: number;
  readonly refused: Readonly<Record<string, number>>;
}
interface SignaturePin {
  readonly since: string;
  readonly paymentId: string;
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
interface Withdrawal {
  readonly at: string;
  readonly by: string;
  readonly reason: string;
}
type CoinCoinErrorCode = keyof typeof errorCodes;
type Coverage = "none" | "partial" | "full" | "over";
type Decimal = string & {
  readonly [decimalBrand]: true;
};
type IssuedStatus = "receiving" | "settling" | "completed";
type Order = PendingOrder | IssuedOrder;
type PaidBy = "gateway" | "both" | "either";
type RefusalReason = "no_token" | "wrong_token" | "no_signature" | "wrong_signature" |
"old_signature";
type Told = "overpaid" | "underpaid" | "expired" | "invalid" | "settling" | "settled" | "unconfirmed" | "stalled" | "seen" | "proved" | "chain_missing" | "chain_unreported" | "chain_reversed";
