import type { AttentionDraft, AttentionItem } from "../domain/attention.ts";
import type { Commit, ReadQuery, Snapshot } from "../domain/commit.ts";
import type { DomainEvent, DomainEventType } from "../domain/events.ts";
import type { PurchaseStatus } from "../domain/listing.ts";
import type { InboxEntry, RecordedOutcome } from "../domain/notification.ts";
import type { Order, Purchase, Refund } from "../domain/order.ts";

/**
 * What core needs of a database. A store keeps facts and takes them in one commit; it decides nothing.
 *
 * Rules that every method keeps, and `storeSuite` of `@coincoin/conformance` checks:
 * - Every lookup stays inside `appId`: nothing of another app is ever read or changed.
 * - A promise that resolved is durable (as durable as the store says it is: `durable`).
 * - A promise that rejected changed nothing, or (a connection lost during COMMIT) may have changed everything; never a part.
 *   It rejects with a `CoinCoinError` of code `store_unavailable`, `store_locked`, `store_too_new` or `closed`, the driver's error as `cause`.
 *   `store_unavailable` with `details.permanent` true: the same call will fail again (an event id that exists).
 * - A store that was never opened opens itself at the first call, and one that failed tries again at the next.
 *   After `close` every call rejects with `closed`, until `open` is called again.
 * - Times are ISO 8601 UTC strings with milliseconds, so they sort as text. No method goes by a clock of the store's: `now` is passed in.
 * - What is read back is deeply equal to what was written.
 * - No read or write on the intake path (`read`, `commit`, `claim`, `settle`) grows with the number of orders.
 */
export interface Store {
  /** For messages: "memory", "sqlite", "postgres". */
  readonly kind: string;
  /** False when a restart loses everything. */
  readonly durable: boolean;
  /** True when other processes may write the same data: live views then poll. */
  readonly shared: boolean;
  /** How long delivery waits before it looks for due work by itself, in ms. */
  readonly pollIntervalMs: number;
  /** A folder beside the data where notifications may be spooled while the store is out of order. */
  readonly spoolDirectory?: string | undefined;

  /** Migrates and takes the lock. Idempotent and safe to call from several callers at once. Failed: may be called again. */
  open(): Promise<void>;
  /** Finishes what was called before and lets go. Idempotent. */
  close(): Promise<void>;
  /** Resolves when the store can commit; rejects as any method would. For health checks. */
  ping(): Promise<void>;
  /** The time by the one clock that all processes on the same data have in common: core goes by it. Only where `shared`. */
  now?(): Promise<string>;

  /** All that intake and creation need to know, in one consistent look. */
  read(query: ReadQuery): Promise<Snapshot>;
  /**
   * Takes all of it, or nothing. `stale`: the guard did not hold (or the payment id is taken by another
   * reference), nothing was changed: read again and decide again.
   */
  commit(change: Commit): Promise<"committed" | "stale">;

  /**
   * Leases up to `limit` deliveries that are due: of one of `types`, not done, not dead, `availableAt` at most
   * `now`, not leased or with a lease that has run out. The longest due first (since `availableAt`, or the end of the
   * lease). Each claim counts as an attempt.
   * Two claims at once never return the same delivery.
   */
  claim(query: ClaimQuery): Promise<Delivery[]>;
  /**
   * Ends one attempt. False, and nothing changed, when the lease is no longer the caller's: another took it over, or
   * the delivery is settled. A lease that ran out and was not taken over still counts. Attention drafts go in with
   * the same commit.
   */
  settle(settlement: Settlement): Promise<boolean>;
  /** Prolongs a lease; false when it is no longer the caller's. */
  renew(lease: { appId: string; eventId: string; leaseId: string; leaseUntil: string }): Promise<boolean>;

  /**
   * Brings forward pending deliveries of `types` that lie further ahead than the clock can have put them, since it was set back:
   * never claimed ones to `unclaimed`, leased ones to `leased`, those that wait for a retry to `waiting`. None is put off.
   * Returns how many were moved.
   */
  bringForward(query: {
    appId: string;
    types: readonly DomainEventType[];
    unclaimed: string;
    leased: string;
    waiting: string;
  }): Promise<number>;

  /** References whose `wakeAt` is at most `now`, earliest first. */
  due(query: { appId: string; now: string; limit: number }): Promise<string[]>;
  /** Pending deliveries of `types` due since before `before` and never claimed, also not before a retry. Longest due first. */
  unclaimed(query: {
    appId: string;
    types: readonly DomainEventType[];
    before: string;
    limit: number;
  }): Promise<DeliveryRecord[]>;
  /**
   * How many orders are open, which is what the gateway counts as receiving: status `receiving`, coverage none or partial,
   * neither `invalidSeen` nor `lapsed`, `receivingUntil` after `now`; and those that are being asked for: `creation.outcome`
   * `asking` with `leaseUntil` after `now`. With `customer`: those of this customer. Counts no further than `limit`.
   */
  countOpen(query: {
    appId: string;
    now: string;
    limit: number;
    customer?: string | undefined;
  }): Promise<number>;
  /**
   * Payment ids of open orders with an address, at that address, first those that were stored first. Addresses of EVM chains (`0x` and 40 hex digits)
   * and bech32 (`bc1`, `tb1`, `bcrt1`, `ltc1`) are compared without case, all others with it.
   */
  openAt(query: { appId: string; address: string; now: string; limit: number }): Promise<string[]>;
  /** Addresses at which more than one order is open, as `openAt` compares them, in the order of their characters. */
  sharedAddresses(query: { appId: string; now: string; limit: number }): Promise<string[]>;
  /**
   * Counts `count` more requests to the gateway on a UTC day (`2026-01-31`), where that makes no more than `limit`. Resolves to
   * how many there are with them; undefined, and nothing changed, where it would be more. No two calls take the same request.
   */
  takeRequests(query: {
    appId: string;
    day: string;
    count: number;
    limit: number;
  }): Promise<number | undefined>;
  /** Requests that were counted on a UTC day. */
  countRequests(query: { appId: string; day: string }): Promise<number>;
  /** How many inbox rows are parked for payment ids that no order has. Counts no further than `limit`. */
  countParked(query: { appId: string; limit: number }): Promise<number>;

  /**
   * Newest first: by when a row was first stored, so that what is merged into it later does not move it between
   * pages. `after` is the `cursor` of the page before; another string rejects with `request_invalid`.
   */
  listRefunds(query: RefundsQuery): Promise<Page<Refund>>;
  /**
   * Newest first: by `createdAt` as it was when the order was first stored, then by arrival. What becomes of an order never moves
   * it, so that it is neither lost nor doubled between pages. Work is bounded by `limit`, and by what `reference`, `customer` and
   * `text` find alone, never by how many orders there are.
   */
  listOrders(query: OrdersQuery): Promise<Page<Order>>;
  /** The same for references, by when they were first stored (`purchasedAt`). */
  listPurchases(query: PurchasesQuery): Promise<Page<Purchase>>;
  /** With `outcome`, not `applied`: those rows alone. */
  listInbox(
    query: ListQuery & {
      readonly paymentId?: string | undefined;
      readonly outcome?: UnappliedOutcome | undefined;
    },
  ): Promise<Page<InboxEntry>>;
  listAttention(
    query: ListQuery & { readonly open?: boolean | undefined; readonly paymentId?: string | undefined },
  ): Promise<Page<AttentionItem>>;
  listDeliveries(
    query: ListQuery & {
      readonly state?: DeliveryState | undefined;
      readonly paymentId?: string | undefined;
    },
  ): Promise<Page<DeliveryRecord>>;
  /**
   * Closes an open item, and with it the inbox rows that are parked, held or in conflict under its id: they become
   * `dismissed`. False, and nothing changed, when there is no such item.
   */
  resolveAttention(resolution: {
    appId: string;
    id: string;
    by: string | null;
    note: string;
    at: string;
  }): Promise<boolean>;
  /** Makes a dead delivery due again, its attempts counted anew. False when it is not dead. */
  retryDelivery(query: { appId: string; eventId: string; now: string }): Promise<boolean>;
  /**
   * Figures for health and metrics; bounded work: each counts no further than 10,000. Of what is pending, deliveries of
   * `types` alone: what nobody handles waits for nobody.
   */
  stats(query: { appId: string; now: string; types: readonly DomainEventType[] }): Promise<StoreStats>;

  /**
   * Removes purchases that are over: every attempt issued or refused, `wakeAt` null, last touched (`updatedAt` of its
   * attempts) before `olderThan`, no delivery of theirs pending or dead, no open attention by payment id or reference;
   * with them their inbox rows and deliveries. Leaves a tombstone for each payment id, `paidAt` being the purchase's.
   * A reference that was withdrawn before an order was made for it stays, and so do refunds. `withdrawnAt` of a tombstone is the
   * purchase's. Also removes, created before `olderThan`, done deliveries and, of types other than those in `keepTypes`,
   * never-claimed ones; neither keeps a purchase; and the requests of days before that of `olderThan`. Returns how many purchases went, the longest untouched first. Removes
   * at most `limit` purchases and `limit` other deliveries a call.
   */
  prune(query: {
    appId: string;
    olderThan: string;
    now: string;
    keepTypes: readonly DomainEventType[];
    limit: number;
  }): Promise<number>;
  /**
   * Removes inbox rows of these outcomes that came last before `olderThan` and whose payment id no order has. Returns how
   * many, at most `limit`.
   */
  pruneInbox(query: {
    appId: string;
    outcomes: readonly UnappliedOutcome[];
    olderThan: string;
    limit: number;
  }): Promise<number>;
}

export type UnappliedOutcome = Exclude<RecordedOutcome, "applied">;

export interface ClaimQuery {
  readonly appId: string;
  readonly types: readonly DomainEventType[];
  readonly limit: number;
  readonly now: string;
  readonly leaseId: string;
  readonly leaseUntil: string;
}

/** An event under lease. `attempt` is 1 the first time. */
export interface Delivery {
  readonly event: DomainEvent;
  readonly attempt: number;
  readonly leaseId: string;
  /** Why the attempt before failed. */
  readonly lastError: string | null;
}

export interface Settlement {
  readonly appId: string;
  readonly eventId: string;
  readonly leaseId: string;
  readonly now: string;
  readonly result:
    | { readonly type: "done" }
    | { readonly type: "retry"; readonly availableAt: string; readonly error: string }
    | { readonly type: "dead"; readonly error: string };
  readonly attention?: readonly AttentionDraft[];
}

/** `pending` includes what is leased right now. */
export type DeliveryState = "pending" | "done" | "dead";

export interface DeliveryRecord {
  readonly event: DomainEvent;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly createdAt: string;
  readonly availableAt: string;
  readonly doneAt: string | null;
  readonly lastError: string | null;
}

export interface ListQuery {
  readonly appId: string;
  /** 1 to 200. */
  readonly limit: number;
  /** `cursor` of the page before; opaque. */
  readonly after?: string | undefined;
}

export interface OrdersQuery extends ListQuery {
  /** Those whose facet (`facetOf`) is one of these. */
  readonly facets?: readonly string[] | undefined;
  /** First stored at or after this time. */
  readonly from?: string | undefined;
  /** First stored before this time. */
  readonly to?: string | undefined;
  readonly reference?: string | undefined;
  readonly customer?: string | undefined;
  /** As `isSearched` judges it. */
  readonly text?: string | undefined;
}

export interface PurchasesQuery extends ListQuery {
  readonly status?: PurchaseStatus | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** The reference begins with it. */
  readonly text?: string | undefined;
}

export interface RefundsQuery extends ListQuery {
  readonly paymentId?: string | undefined;
  readonly reference?: string | undefined;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Null on the last page. */
  readonly cursor: string | null;
}

export interface StoreStats {
  /** Deliveries that are neither done nor dead; counted to 10,000. */
  readonly pendingDeliveries: number;
  /** When the oldest of them was created. */
  readonly oldestPendingAt: string | null;
  /** How many of them were created after `now`: the clock was set back since. Counted to 10,000. */
  readonly aheadDeliveries: number;
  readonly deadDeliveries: number;
  /** Open attention by kind. */
  readonly attention: Readonly<Record<string, number>>;
  /** Inbox rows that are parked; counted to 10,000. */
  readonly parked: number;
  /** Inbox rows that are held; counted to 10,000. */
  readonly held: number;
}
