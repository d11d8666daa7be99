import type { Display } from "@coincoin/checkout";
import type { Decimal } from "./amount.ts";
import type { OnChain } from "./chain-facts.ts";

/**
 * What is known of one order at the gateway: facts that only grow. JSON-safe: amounts are decimal strings,
 * times ISO 8601 UTC strings. `status` only moves up: pending < receiving < settling < completed.
 */
export type Order = PendingOrder | IssuedOrder;

export type IssuedStatus = "receiving" | "settling" | "completed";

/** What was received of the order's coin, against `amountDue` less the tolerance. */
export type Coverage = "none" | "partial" | "full" | "over";

interface OrderBase {
  readonly appId: string;
  /** 8 to 32 letters, digits and underscores. The gateway's `payment_id`. */
  readonly paymentId: string;
  /** The merchant's own id for what is being paid: a cart, an order. By default the payment id. */
  readonly reference: string;
  /** 1 for the first order of its reference, 2 for the one that was issued after it, and so on. */
  readonly attempt: number;
  /** What the reference costs, in the currency of the merchant's account at the gateway. */
  readonly price: Decimal;
  /** What this attempt asks for: `price` less the worth of what earlier attempts received. */
  readonly askedPrice: Decimal;
  /** Hours the gateway is asked to wait for money, 1 to 48. */
  readonly expiresInHours: number;
  /** Share of `amountDue` that may be missing and still count as full: "0", "0.005". Copied from the options. */
  readonly underpaymentTolerance: Decimal;
  readonly customer: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  /** What the customer is shown beside the coins, in the shop's own words and currency. */
  readonly display: Display | null;
  /** When and by which attempt the reference was paid: the same on all its attempts. Set once, never taken back. */
  readonly paid: Paid | null;
  /** When and why the merchant took the reference back: the same on all its attempts. Absent: they did not. */
  readonly withdrawn?: Withdrawal;
  /** What was paid back of what came for this attempt, in the order in which it was recorded. Absent: nothing. */
  readonly refunds?: readonly Refund[];
  /** Domain events raised so far; the `sequence` of the last. */
  readonly sequence: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Asked for, not answered: there is no address yet, and no webhook can make it paid. */
export interface PendingOrder extends OrderBase {
  readonly status: "pending";
  readonly creation: Creation;
  /** What earlier attempts had received when this one was asked for; the answer has to be in this coin. */
  readonly credit: Credit | null;
}

export interface Creation {
  /** `asking`: a call is under way until the lease ends. `unknown`: the gateway may have made it. `refused`: it did not. */
  readonly outcome: "asking" | "unknown" | "refused";
  readonly leaseId: string;
  readonly leaseUntil: string;
  /** True once any try may have reached the gateway without a readable answer. */
  readonly maybeMade: boolean;
  /** The error code of the last try that failed; `not_understood` where the gateway answered with something that is not an order. */
  readonly lastError: string | null;
  /** True once a person was told that the outcome is unknown. */
  readonly reported: boolean;
}

export interface Credit {
  readonly coin: string;
  readonly amount: Decimal;
}

/** Answered by the gateway: the customer can pay it. */
export interface IssuedOrder extends OrderBase {
  readonly status: IssuedStatus;
  readonly address: string;
  /** Lower case: "tron", "ethereum". */
  readonly network: string;
  /** Lower case: "usdt", "eth". */
  readonly coin: string;
  /** The `amount` of the gateway's answer to the creation. Nothing a webhook says changes it. */
  readonly amountDue: Decimal;
  /** The earliest deadline the gateway's answer allows: what a customer is shown. */
  readonly expiresAt: string;
  /** The latest deadline the gateway's answer allows: until then the order counts against what it receives for at once. */
  readonly receivingUntil: string;
  /** `receivingUntil` plus a grace: until then we wait for a notification. */
  readonly closesAt: string;
  /** The gateway said -1 at least once. */
  readonly invalidSeen: boolean;
  /** Per coin, the largest amount ever notified. Of other coins than the order's own, the first 32. */
  readonly received: Readonly<Record<string, Decimal>>;
  /** Per coin, the largest amount notified together with a code of settlement or completion (1 or 2). */
  readonly confirmed: Readonly<Record<string, Decimal>>;
  readonly coverage: Coverage;
  /** Of the order's own coin, the largest amount in a notification that came by `closesAt`. */
  readonly receivedInTime: Decimal;
  /** When the first notification came that reported full coverage. */
  readonly coveredAt: string | null;
  /** True once `closesAt` passed without full coverage. */
  readonly lapsed: boolean;
  /** What a look at the chain showed; null where no reader looks at the order's network. */
  readonly onChain: OnChain | null;
  /** What was raised once, so that it is not raised again. */
  readonly told: readonly Told[];
}

export type Told =
  | "overpaid"
  | "underpaid"
  | "expired"
  | "invalid"
  | "settling"
  | "settled"
  | "unconfirmed"
  | "stalled"
  | "seen"
  | "proved"
  | "chain_missing"
  | "chain_unreported"
  | "chain_reversed";

/** Everything a merchant's reference has asked for and received: the unit that is read and committed as one. */
export interface Purchase {
  readonly appId: string;
  readonly reference: string;
  /** Grows by one with every commit; 0 is a purchase that was never committed. */
  readonly version: number;
  /** The price that was asked last, whether an order was made for it, handed out again or refused. Only this pays. */
  readonly price: Decimal;
  /** When and by which attempt the reference was paid. Set once, never taken back. */
  readonly paid: Paid | null;
  /** When and why the merchant took it back: nothing pays it from then on. Set once, never together with `paid`. */
  readonly withdrawn?: Withdrawal;
  /** In order of `attempt`. At least one once committed, but for a reference that was withdrawn before any was made. */
  readonly attempts: readonly Order[];
  /**
   * When the sweeper has to look next: a deadline, an unresolved creation, a settlement that is overdue; at once (`AT_ONCE`)
   * where more notifications wait for an order than fit one commit.
   */
  readonly wakeAt: string | null;
}

export interface Paid {
  readonly at: string;
  /** The attempt whose money completed it. */
  readonly paymentId: string;
  /** The money came after the deadline. */
  readonly late: boolean;
  /** What was paid, in the currency of the merchant's account at the gateway. */
  readonly price: Decimal;
}

/** The merchant took a reference back: it was paid in another way, or cancelled. */
export interface Withdrawal {
  readonly at: string;
  readonly by: string;
  readonly reason: string;
}

/** Money that a merchant sent back. It is a record: these packages hold no keys and move no money. */
export interface Refund {
  readonly id: string;
  readonly appId: string;
  readonly paymentId: string;
  readonly reference: string;
  readonly amount: Decimal;
  /** Lower case. The coin that came, which may be another than the order's. */
  readonly coin: string;
  /** The transaction on the chain; null where it was paid back in another way. */
  readonly transaction: string | null;
  readonly by: string;
  readonly note: string | null;
  readonly at: string;
}

/** What is left of a purchase after `prune`: enough that neither a late webhook nor a reused id can be paid twice. */
export interface Tombstone {
  readonly appId: string;
  readonly paymentId: string;
  readonly reference: string;
  readonly address: string | null;
  readonly paidAt: string | null;
  /** When the reference was withdrawn. Absent: it was not. */
  readonly withdrawnAt?: string;
  readonly prunedAt: string;
}

export function isIssued(order: Order): order is IssuedOrder {
  return order.status !== "pending";
}

export function attemptOf(purchase: Purchase | undefined, paymentId: string): Order | undefined {
  return purchase?.attempts.find((order) => order.paymentId === paymentId);
}
