import type { AttentionItem } from "../domain/attention.ts";
import type { ChainRow } from "../domain/chain-row.ts";
import type { Watched } from "../domain/chain-watch.ts";
import type { Commit, ReadQuery, Snapshot } from "../domain/commit.ts";
import type { DomainEvent } from "../domain/events.ts";
import type { InboxEntry } from "../domain/notification.ts";
import type { Order, Purchase, Refund } from "../domain/order.ts";
import type {
  BringForwardQuery,
  ClaimQuery,
  CountOpenQuery,
  CountParkedQuery,
  CountRequestsQuery,
  DeliveryState,
  DueQuery,
  LeaseRenewal,
  ListAttentionQuery,
  ListDeliveriesQuery,
  ListInboxQuery,
  OpenAtQuery,
  OrdersQuery,
  PruneInboxQuery,
  PruneQuery,
  PurchasesQuery,
  ReadChainQuery,
  RefundsQuery,
  Resolution,
  RetryQuery,
  Settlement,
  SharedAddressesQuery,
  StatsQuery,
  TakeRequestsQuery,
  UnclaimedQuery,
  WatchedQuery,
} from "./queries.ts";

/**
 * What core needs of a database. A store keeps facts and takes them in one commit; it decides nothing.
 *
 * Rules that every method keeps, and `storeSuite` of `@coincoin/testing` checks:
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
export interface Store extends IntakeStore, OutboxStore, OperatorStore {
  /** For messages: "memory", "sqlite", "postgres". */
  readonly kind: string;
  /** False when a restart loses everything. */
  readonly durable: boolean;
  /** True when other processes may write the same data: live views then poll. */
  readonly shared: boolean;
  /** How long delivery waits before it looks for due work on its own, in ms. */
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
}

/** What orders are made of and changed by: webhooks, new orders, the passing of time. */
export interface IntakeStore {
  /** All that intake and creation need to know, in one consistent look. */
  read(query: ReadQuery): Promise<Snapshot>;
  /**
   * Takes all of it, or nothing. `stale`: the guard did not hold (or the payment id is taken by another
   * reference), nothing was changed: read again and decide again.
   */
  commit(change: Commit): Promise<"committed" | "stale">;

  /** References whose `wakeAt` is at most `now`, earliest first. */
  due(query: DueQuery): Promise<string[]>;
  /**
   * How many orders are open, which is what the gateway counts as receiving: status `receiving`, coverage none or partial,
   * neither `invalidSeen` nor `lapsed`, `receivingUntil` after `now`; and those that are being asked for: `creation.outcome`
   * `asking` with `leaseUntil` after `now`. With `customer`: those of this customer. Counts no further than `limit`.
   */
  countOpen(query: CountOpenQuery): Promise<number>;
  /**
   * Payment ids of open orders with an address, at that address, first those that were stored first. Addresses of EVM chains (`0x` and 40 hex digits)
   * and bech32 (`bc1`, `tb1`, `bcrt1`, `ltc1`) are compared without case, all others with it.
   */
  openAt(query: OpenAtQuery): Promise<string[]>;
  /** Addresses at which more than one order is open, as `openAt` compares them, in the order of their characters. */
  sharedAddresses(query: SharedAddressesQuery): Promise<string[]>;
  /**
   * Counts `count` more requests to the gateway on a UTC day (`2026-01-31`), where that makes no more than `limit`. Resolves to
   * how many there are with them; undefined, and nothing changed, where it would be more. No two calls take the same request.
   */
  takeRequests(query: TakeRequestsQuery): Promise<number | undefined>;
  /** Requests that were counted on a UTC day. */
  countRequests(query: CountRequestsQuery): Promise<number>;
  /**
   * Issued orders of a network whose `onChain.lookFrom` is at most `now`, by that time, then in the order in which
   * they were stored. What is over is not in the index.
   */
  watched(query: WatchedQuery): Promise<Watched[]>;
  /** What the looks at a network have in common, of all processes; undefined before the first. */
  readChain(query: ReadChainQuery): Promise<ChainRow | undefined>;
  /** Puts a row in the place of the one whose `version` is one less (none, where it is 1). False, and nothing changed, where that is another. */
  writeChain(row: ChainRow): Promise<boolean>;
  /** How many inbox rows are parked for payment ids that no order has. Counts no further than `limit`. */
  countParked(query: CountParkedQuery): Promise<number>;
}

/** Events on their way to handlers. */
export interface OutboxStore {
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
  renew(lease: LeaseRenewal): Promise<boolean>;

  /**
   * Brings forward pending deliveries of `types` that lie further ahead than the clock can have put them, since it was set back:
   * never claimed ones to `unclaimed`, leased ones to `leased`, those that wait for a retry to `waiting`. None is put off.
   * Returns how many were moved.
   */
  bringForward(query: BringForwardQuery): Promise<number>;

  /** Pending deliveries of `types` due since before `before` and never claimed, also not before a retry. Longest due first. */
  unclaimed(query: UnclaimedQuery): Promise<DeliveryRecord[]>;
}

/** What a person sees and does. */
export interface OperatorStore {
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
  listInbox(query: ListInboxQuery): Promise<Page<InboxEntry>>;
  listAttention(query: ListAttentionQuery): Promise<Page<AttentionItem>>;
  listDeliveries(query: ListDeliveriesQuery): Promise<Page<DeliveryRecord>>;
  /**
   * Closes an open item, and with it the inbox rows that are parked, held or in conflict under its id: they become
   * `dismissed`. False, and nothing changed, when there is no such item.
   */
  resolveAttention(resolution: Resolution): Promise<boolean>;
  /** Makes a dead delivery due again, its attempts counted again. False when it is not dead. */
  retryDelivery(query: RetryQuery): Promise<boolean>;
  /**
   * Figures for health and metrics; bounded work: each counts no further than 10,000. Of what is pending, deliveries of
   * `types` alone: what nobody handles waits for nobody.
   */
  stats(query: StatsQuery): Promise<StoreStats>;

  /**
   * Removes purchases that are over: every attempt issued or refused, `wakeAt` null, last touched (`updatedAt` of its
   * attempts) before `olderThan`, no delivery of theirs pending or dead, no open attention by payment id or reference;
   * with them their inbox rows and deliveries. Leaves a tombstone for each payment id, `paidAt` being the purchase's.
   * A reference that was withdrawn before an order was made for it stays, and so do refunds. `withdrawnAt` of a tombstone is the
   * purchase's. Also removes, created before `olderThan`, done deliveries and, of types other than those in `keepTypes`,
   * never-claimed ones; neither keeps a purchase; and the requests of days before that of `olderThan`. Returns how many purchases went, the longest untouched first. Removes
   * at most `limit` purchases and `limit` other deliveries a call.
   */
  prune(query: PruneQuery): Promise<number>;
  /**
   * Removes inbox rows of these outcomes that came last before `olderThan` and whose payment id no order has. Returns how
   * many, at most `limit`.
   */
  pruneInbox(query: PruneInboxQuery): Promise<number>;
}

/** An event under lease. `attempt` is 1 the first time. */
export interface Delivery {
  readonly event: DomainEvent;
  readonly attempt: number;
  readonly leaseId: string;
  /** Why the attempt before failed. */
  readonly lastError: string | null;
}

export interface DeliveryRecord {
  readonly event: DomainEvent;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly createdAt: string;
  readonly availableAt: string;
  readonly doneAt: string | null;
  readonly lastError: string | null;
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
