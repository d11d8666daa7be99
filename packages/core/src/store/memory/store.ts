import { changedFacts } from "../../domain/app-facts.ts";
import type { ChainRow } from "../../domain/chain-row.ts";
import type { Commit, Guard, ReadQuery, Snapshot } from "../../domain/commit.ts";
import type { InboxEntry } from "../../domain/notification.ts";
import { addressKey } from "../../domain/receiving.ts";
import { CoinCoinError } from "../../lib/errors.ts";
import type {
  BringForwardQuery,
  ClaimQuery,
  CountOpenQuery,
  CountParkedQuery,
  CountRequestsQuery,
  DueQuery,
  LeaseRenewal,
  ListAttentionQuery,
  ListDeliveriesQuery,
  ListInboxQuery,
  ListQuery,
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
} from "../queries.ts";
import type { Delivery, Page, Store, StoreStats } from "../store.ts";
import { copyOf } from "./copy.ts";
import { listOrders, listPurchases } from "./lists.ts";
import { pruneTables } from "./prune.ts";
import { isEarlier } from "./schedule.ts";
import { type DeliveryRow, deliveryRecord, type Row, Tables } from "./tables.ts";

export interface MemoryStoreOptions {
  /** Says that losing every order at a restart is fine, also with `NODE_ENV=production`. */
  readonly acceptLoss?: boolean | undefined;
}

const COUNT_LIMIT = 10_000;
const PARKED_LIMIT = 50;

/** Keeps everything in this process and loses it with the process. For tests; the model that other stores are held against. */
export function memoryStore(options: MemoryStoreOptions = {}): MemoryStore {
  return new MemoryStore(options.acceptLoss === true);
}

/** What comes in and what goes out are deep copies: nothing is shared with a caller. */
export class MemoryStore implements Store {
  readonly kind = "memory";
  readonly durable = false;
  readonly shared = false;
  readonly pollIntervalMs = 250;
  readonly acceptLoss: boolean;
  readonly #apps = new Map<string, Tables>();
  #closed = false;

  constructor(acceptLoss: boolean) {
    this.acceptLoss = acceptLoss;
  }

  async open(): Promise<void> {
    this.#closed = false;
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  async ping(): Promise<void> {
    this.#tables("");
  }

  async read(query: ReadQuery): Promise<Snapshot> {
    const tables = this.#tables(query.appId);
    if (!("paymentId" in query)) {
      return copyOf({
        purchase: tables.purchases.get(query.reference)?.value,
        tombstone: tables.epitaphs.get(query.reference),
        seen: undefined,
        parked: [],
        app: tables.app,
      });
    }
    const reference = tables.orders.get(query.paymentId)?.reference;
    const rows = tables.inbox.get(query.paymentId);
    const parked = [...(rows?.values() ?? [])].filter((row) => row.value.outcome === "parked");
    return copyOf({
      purchase: reference === undefined ? undefined : tables.purchases.get(reference)?.value,
      tombstone: tables.tombstones.get(query.paymentId),
      seen: query.digest === undefined ? undefined : rows?.get(query.digest)?.value,
      parked: parked.slice(0, PARKED_LIMIT).map((row) => row.value),
      app: tables.app,
    });
  }

  async commit(input: Commit): Promise<"committed" | "stale"> {
    const change = copyOf(input);
    const tables = this.#tables(change.appId);
    if (change.guard !== undefined && !holds(tables, change.guard)) return "stale";
    if (change.purchase !== undefined && !fits(tables, change.purchase)) return "stale";
    refuseKnownEvents(tables, change);
    // Nothing below throws: from here on all of it is taken.
    if (change.purchase !== undefined) tables.putPurchase(change.purchase);
    for (const entry of change.inbox ?? []) tables.putInbox(entry);
    for (const event of change.events ?? []) tables.putEvent(event);
    const resolves = change.resolves;
    for (const id of resolves?.ids ?? [])
      tables.resolve(id, resolves?.by ?? null, resolves?.note ?? "", resolves?.at ?? "");
    for (const draft of change.attention ?? []) tables.putAttention(draft);
    for (const refund of change.refunds ?? []) tables.putRefund(refund);
    if (change.app !== undefined) tables.app = changedFacts(tables.app, change.app);
    return "committed";
  }

  async claim(query: ClaimQuery): Promise<Delivery[]> {
    const tables = this.#tables(query.appId);
    const claimed: DeliveryRow[] = [];
    while (claimed.length < query.limit) {
      const row = takeEarliest(tables, query);
      if (row === undefined) break;
      claimed.push(row);
    }
    for (const row of claimed) {
      row.attempts += 1;
      row.claimed = true;
      row.leaseId = query.leaseId;
      tables.scheduleDelivery(row, query.leaseUntil);
    }
    return claimed.map((row) => ({
      event: copyOf(row.event),
      attempt: row.attempts,
      leaseId: query.leaseId,
      lastError: row.lastError,
    }));
  }

  async settle(settlement: Settlement): Promise<boolean> {
    const tables = this.#tables(settlement.appId);
    const { result } = settlement;
    const drafts = copyOf(settlement.attention ?? []);
    const row = leased(tables, settlement.eventId, settlement.leaseId);
    if (row === undefined) return false;
    row.leaseId = null;
    tables.unscheduleDelivery(row);
    if (result.type === "done") {
      row.state = "done";
      row.doneAt = settlement.now;
    } else {
      row.lastError = result.error;
      if (result.type === "dead") row.state = "dead";
      else {
        row.availableAt = result.availableAt;
        tables.scheduleDelivery(row, result.availableAt);
      }
    }
    for (const draft of drafts) tables.putAttention(draft);
    return true;
  }

  async renew(lease: LeaseRenewal): Promise<boolean> {
    const tables = this.#tables(lease.appId);
    const row = leased(tables, lease.eventId, lease.leaseId);
    if (row === undefined) return false;
    tables.scheduleDelivery(row, lease.leaseUntil);
    return true;
  }

  async bringForward(query: BringForwardQuery): Promise<number> {
    const tables = this.#tables(query.appId);
    let moved = 0;
    for (const row of tables.deliveries.values()) {
      if (row.state !== "pending" || !query.types.includes(row.event.type)) continue;
      const { leaseId } = row;
      const latest = !row.claimed ? query.unclaimed : leaseId === null ? query.waiting : query.leased;
      if (row.readyAt <= latest) continue;
      if (leaseId === null) row.availableAt = latest;
      tables.scheduleDelivery(row, latest);
      moved += 1;
    }
    return moved;
  }

  async due(query: DueQuery): Promise<string[]> {
    const { waking } = this.#tables(query.appId);
    const found = [];
    while (found.length < query.limit && (waking.peek()?.at ?? "~") <= query.now) {
      const slot = waking.pop();
      if (slot !== undefined) found.push(slot);
    }
    for (const slot of found) waking.set(slot.value, slot.at, slot.seq);
    return found.map((slot) => slot.value);
  }

  async unclaimed(query: UnclaimedQuery): ReturnType<Store["unclaimed"]> {
    const { deliveries, ready } = this.#tables(query.appId);
    if (query.types.every((type) => (ready.get(type)?.size ?? 0) === 0)) return [];
    const rows = [...deliveries.values()].filter(
      (row) =>
        row.state === "pending" &&
        !row.claimed &&
        row.availableAt < query.before &&
        query.types.includes(row.event.type),
    );
    rows.sort((a, b) =>
      isEarlier({ at: a.availableAt, seq: a.seq }, { at: b.availableAt, seq: b.seq }) ? -1 : 1,
    );
    return copyOf(rows.slice(0, query.limit).map(deliveryRecord));
  }

  async countOpen(query: CountOpenQuery): Promise<number> {
    let count = 0;
    for (const { until, customer } of this.#tables(query.appId).open.values()) {
      if (count >= query.limit) break;
      if (until > query.now && (query.customer === undefined || query.customer === customer)) count += 1;
    }
    return count;
  }

  async takeRequests(query: TakeRequestsQuery): ReturnType<Store["takeRequests"]> {
    const { requests } = this.#tables(query.appId);
    const used = (requests.get(query.day) ?? 0) + query.count;
    if (used > query.limit) return undefined;
    requests.set(query.day, used);
    return used;
  }

  async countRequests({ appId, day }: CountRequestsQuery): Promise<number> {
    return this.#tables(appId).requests.get(day) ?? 0;
  }

  async openAt(query: OpenAtQuery): Promise<string[]> {
    const { open, orders } = this.#tables(query.appId);
    const address = addressKey(query.address);
    const here = [...open].filter(([, order]) => order.address === address && order.until > query.now);
    const place = (paymentId: string) => orders.get(paymentId)?.seq ?? 0;
    const ids = here.map(([paymentId]) => paymentId).sort((a, b) => place(a) - place(b));
    return ids.slice(0, query.limit);
  }

  async sharedAddresses(query: SharedAddressesQuery): Promise<string[]> {
    const seen = new Set<string>();
    const shared = new Set<string>();
    for (const { address, until } of this.#tables(query.appId).open.values()) {
      if (address === null || until <= query.now) continue;
      if (seen.has(address)) shared.add(address);
      seen.add(address);
    }
    return [...shared].sort().slice(0, query.limit);
  }

  async watched(query: WatchedQuery): ReturnType<Store["watched"]> {
    const { watched, orders } = this.#tables(query.appId);
    const due = [...watched].filter(
      ([, { network, from }]) => network === query.network && from <= query.now,
    );
    const place = (paymentId: string) => orders.get(paymentId)?.seq ?? 0;
    due.sort(([a, { from }], [b, { from: other }]) =>
      from === other ? place(a) - place(b) : from < other ? -1 : 1,
    );
    return due
      .slice(0, query.limit)
      .map(([, { network: _network, from: _from, ...watched }]) => copyOf(watched));
  }

  async readChain({ appId, network }: ReadChainQuery): ReturnType<Store["readChain"]> {
    return copyOf(this.#tables(appId).chains.get(network));
  }

  async writeChain(row: ChainRow): Promise<boolean> {
    const { chains } = this.#tables(row.appId);
    if ((chains.get(row.network)?.version ?? 0) !== row.version - 1) return false;
    chains.set(row.network, copyOf(row));
    return true;
  }

  async countParked(query: CountParkedQuery): Promise<number> {
    const { waiting, orders } = this.#tables(query.appId);
    const isForeign = ({ value }: Row<InboxEntry>) =>
      value.outcome === "parked" && !orders.has(value.paymentId);
    return Math.min([...waiting].filter(isForeign).length, query.limit);
  }

  async listOrders(query: OrdersQuery): ReturnType<Store["listOrders"]> {
    return listOrders(this.#tables(query.appId), query);
  }

  async listPurchases(query: PurchasesQuery): ReturnType<Store["listPurchases"]> {
    return listPurchases(this.#tables(query.appId), query);
  }

  async listRefunds(query: RefundsQuery): ReturnType<Store["listRefunds"]> {
    const rows = [...this.#tables(query.appId).refunds.values()].filter(
      ({ value }) =>
        (query.paymentId === undefined || query.paymentId === value.paymentId) &&
        (query.reference === undefined || query.reference === value.reference),
    );
    return page(query, rows, (row) => row.value);
  }

  async listInbox(query: ListInboxQuery): ReturnType<Store["listInbox"]> {
    const { inbox } = this.#tables(query.appId);
    const groups = query.paymentId === undefined ? [...inbox.values()] : [inbox.get(query.paymentId)];
    const rows = groups
      .flatMap((group) => [...(group?.values() ?? [])])
      .filter(({ value }) => query.outcome === undefined || value.outcome === query.outcome);
    return page(query, rows, (row) => row.value);
  }

  async listAttention(query: ListAttentionQuery): ReturnType<Store["listAttention"]> {
    const rows = [...this.#tables(query.appId).attention.values()].filter(
      ({ value }) =>
        (query.open === undefined || query.open === (value.resolvedAt === null)) &&
        (query.paymentId === undefined || query.paymentId === value.paymentId),
    );
    return page(query, rows, (row) => row.value);
  }

  async listDeliveries(query: ListDeliveriesQuery): ReturnType<Store["listDeliveries"]> {
    const rows = [...this.#tables(query.appId).deliveries.values()].filter(
      ({ state, event }) =>
        (query.state === undefined || query.state === state) &&
        (query.paymentId === undefined || query.paymentId === event.paymentId),
    );
    return page(query, rows, deliveryRecord);
  }

  async resolveAttention(resolution: Resolution): Promise<boolean> {
    const { appId, id, by, note, at } = resolution;
    const tables = this.#tables(appId);
    const isClosed = tables.resolve(id, by, note, at);
    if (isClosed) tables.dismiss(id);
    return isClosed;
  }

  async retryDelivery(query: RetryQuery): Promise<boolean> {
    const tables = this.#tables(query.appId);
    const row = tables.deliveries.get(query.eventId);
    if (row?.state !== "dead") return false;
    row.state = "pending";
    row.attempts = 0;
    row.availableAt = query.now;
    tables.scheduleDelivery(row, query.now);
    return true;
  }

  async stats(query: StatsQuery): Promise<StoreStats> {
    const tables = this.#tables(query.appId);
    const rows = [...tables.deliveries.values()];
    const pending = rows
      .filter((row) => row.state === "pending" && query.types.includes(row.event.type))
      .map((row) => row.event.at);
    const attention: Record<string, number> = {};
    for (const { value } of tables.attention.values()) {
      if (value.resolvedAt === null) attention[value.kind] = (attention[value.kind] ?? 0) + 1;
    }
    return {
      pendingDeliveries: Math.min(pending.length, COUNT_LIMIT),
      oldestPendingAt: pending.reduce<string | null>((a, b) => (a === null || b < a ? b : a), null),
      aheadDeliveries: Math.min(pending.filter((at) => at > query.now).length, COUNT_LIMIT),
      deadDeliveries: Math.min(rows.filter((row) => row.state === "dead").length, COUNT_LIMIT),
      attention,
      parked: Math.min(countWaiting(tables, "parked"), COUNT_LIMIT),
      held: Math.min(countWaiting(tables, "held"), COUNT_LIMIT),
    };
  }

  async prune(query: PruneQuery): Promise<number> {
    return pruneTables(this.#tables(query.appId), query);
  }

  async pruneInbox(query: PruneInboxQuery): Promise<number> {
    const tables = this.#tables(query.appId);
    const old = [...tables.waiting].filter(
      ({ value: { outcome, lastAt, paymentId } }) =>
        outcome !== "applied" &&
        query.outcomes.includes(outcome) &&
        lastAt < query.olderThan &&
        !tables.orders.has(paymentId),
    );
    const gone = old.sort((a, b) => a.seq - b.seq).slice(0, query.limit);
    for (const row of gone) tables.dropInbox(row);
    return gone.length;
  }

  #tables(appId: string): Tables {
    if (this.#closed) throw new CoinCoinError("closed", "The store was closed. Call open() to use it again.");
    const tables = this.#apps.get(appId) ?? new Tables();
    this.#apps.set(appId, tables);
    return tables;
  }
}

function countWaiting(tables: Tables, outcome: InboxEntry["outcome"]): number {
  return [...tables.waiting].filter(({ value }) => value.outcome === outcome).length;
}

function holds(tables: Tables, guard: Guard): boolean {
  if ("reference" in guard)
    return (tables.purchases.get(guard.reference)?.value.version ?? 0) === guard.version;
  const reference = tables.orders.get(guard.paymentId)?.reference;
  if (reference !== undefined) return tables.purchases.get(reference)?.value.version === guard.version;
  return guard.version === 0 && !tables.tombstones.has(guard.paymentId);
}

function fits(tables: Tables, purchase: NonNullable<Commit["purchase"]>): boolean {
  if ((tables.purchases.get(purchase.reference)?.value.version ?? 0) !== purchase.version - 1) return false;
  return purchase.attempts.every(({ paymentId }) => {
    const holder = tables.orders.get(paymentId)?.reference;
    return (holder === undefined || holder === purchase.reference) && !tables.tombstones.has(paymentId);
  });
}

function refuseKnownEvents(tables: Tables, change: Commit): void {
  const ids = new Set<string>();
  for (const { id } of change.events ?? []) {
    if (tables.deliveries.has(id) || ids.has(id)) {
      throw new CoinCoinError(
        "store_unavailable",
        `The event id "${id}" exists already; nothing was stored.`,
        {
          details: { permanent: true, eventId: id },
        },
      );
    }
    ids.add(id);
  }
}

function takeEarliest(tables: Tables, query: ClaimQuery): DeliveryRow | undefined {
  let best: { at: string; seq: number; type: string } | undefined;
  for (const type of query.types) {
    const slot = tables.ready.get(type)?.peek();
    if (slot === undefined || slot.at > query.now) continue;
    if (best === undefined || isEarlier(slot, best)) best = { at: slot.at, seq: slot.seq, type };
  }
  return best === undefined ? undefined : tables.ready.get(best.type)?.pop()?.value;
}

function leased(tables: Tables, eventId: string, leaseId: string): DeliveryRow | undefined {
  const row = tables.deliveries.get(eventId);
  return row?.state === "pending" && row.leaseId === leaseId ? row : undefined;
}

function readCursor(cursor: string): number {
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor);
  throw new CoinCoinError(
    "request_invalid",
    "`after` must be the `cursor` of the page before, received another text. Pass it unchanged.",
  );
}

function page<R extends { readonly seq: number }, T>(
  query: ListQuery,
  rows: readonly R[],
  read: (row: R) => T | undefined,
): Page<T> {
  const before = query.after === undefined ? Number.POSITIVE_INFINITY : readCursor(query.after);
  const older = rows.filter((row) => row.seq < before).sort((a, b) => b.seq - a.seq);
  const shown = older.slice(0, query.limit);
  const items = shown.map(read).filter((item) => item !== undefined);
  const last = shown.at(-1);
  const cursor = older.length > shown.length && last !== undefined ? String(last.seq) : null;
  return { items: copyOf(items), cursor };
}
