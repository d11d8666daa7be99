import { resolve } from "node:path";
import { CoinCoinError, type Store } from "@coincoin/core";
import type {
  BringForwardQuery,
  ChainRow,
  ClaimQuery,
  Commit,
  CountOpenQuery,
  CountParkedQuery,
  CountRequestsQuery,
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
  ReadQuery,
  RefundsQuery,
  Resolution,
  RetryQuery,
  Settlement,
  SharedAddressesQuery,
  Snapshot,
  StatsQuery,
  TakeRequestsQuery,
  UnclaimedQuery,
  WatchedQuery,
} from "@coincoin/core/store";
import { decode } from "../shared/facts.ts";
import { toKey } from "../shared/keys.ts";
import { eventsOf } from "../shared/listing.ts";
import { Batches } from "./batches.ts";
import * as chains from "./chains.ts";
import { commitAlone, commitTogether, locksOf, type Outcome } from "./commit.ts";
import { commitCommon, isCommon } from "./common-commit.ts";
import * as deliveries from "./deliveries.ts";
import { failure } from "./failure.ts";
import * as lists from "./lists.ts";
import { Locks } from "./locks.ts";
import { migrate } from "./migrate.ts";
import { ownPool, type PostgresPool } from "./pool.ts";
import { prune, pruneInbox } from "./prune.ts";
import * as reads from "./reads.ts";
import * as requests from "./requests.ts";
import { Session, text } from "./session.ts";
import { Writes } from "./writes.ts";

interface CommonOptions {
  /** Holds our tables; made when it is not there. Default "coincoin". */
  readonly schema?: string | undefined;
  /** How long to wait for a connection, in ms. Default 2000. */
  readonly connectTimeoutMs?: number | undefined;
  /** How long a statement may take, waiting for locks included, in ms; migrating and pruning may take 30 s. Default 2000. */
  readonly statementTimeoutMs?: number | undefined;
  /** Where notifications are spooled while the database is out of reach: a folder on a disk that outlives the process. Default: `.coincoin-spool` in the working directory. */
  readonly spoolDirectory?: string | undefined;
}

export interface ConnectionOptions extends CommonOptions {
  /** `postgres://user:password@host:port/database`. Needs the package `pg`. */
  readonly connectionString: string;
  /** Default 10. */
  readonly maxConnections?: number | undefined;
  /** Named prepared statements: less work for the server. Not behind a transaction-mode pooler that does not track them. Default false. */
  readonly prepare?: boolean | undefined;
  readonly pool?: undefined;
}

export interface PoolOptions extends CommonOptions {
  /** A `pg.Pool`, or anything of its shape. The one who made it ends it. */
  readonly pool: PostgresPool;
  readonly connectionString?: undefined;
}

export type PostgresStoreOptions = ConnectionOptions | PoolOptions;

/**
 * A durable store for any number of processes. Throws `config_invalid` when neither or both of `connectionString` and
 * `pool` are given, or `schema` is not a plain name; every other trouble comes when it is opened or used.
 */
export function postgresStore(options: PostgresStoreOptions): Store {
  return new PostgresStore(options);
}

/** For what nobody who sends a webhook waits for. */
const UPKEEP_TIMEOUT_MS = 30_000;

interface Handle {
  readonly session: Session;
  /** Allows statements more time. */
  readonly upkeep: Session;
  readonly pool: PostgresPool;
  readonly commits: Batches<Commit, Outcome>;
  readonly reads: Batches<reads.PaymentQuery, Snapshot>;
  readonly settles: Batches<Settlement, boolean>;
}

class PostgresStore implements Store {
  readonly kind = "postgres";
  readonly durable = true;
  readonly shared = true;
  readonly pollIntervalMs = 250;
  readonly spoolDirectory: string;
  readonly #options: PostgresStoreOptions;
  readonly #schema: string;
  readonly #locks: Locks;
  readonly #running = new Set<Promise<unknown>>();
  #handle: Handle | undefined;
  #ready: Promise<Handle> | undefined;
  #closed = false;

  constructor(options: PostgresStoreOptions) {
    const schema = options.schema ?? "coincoin";
    if (
      (options.connectionString === undefined) === (options.pool === undefined) ||
      options.connectionString === ""
    ) {
      throw new CoinCoinError(
        "config_invalid",
        "postgresStore needs one of `connectionString` and `pool`, received both or none. Pass one of them.",
      );
    }
    if (!/^[A-Za-z_][A-Za-z0-9_]{0,62}$/.test(schema)) {
      throw new CoinCoinError(
        "config_invalid",
        `Option "schema" must be a name of at most 63 letters, digits and underscores, received ${JSON.stringify(schema)}.`,
      );
    }
    this.#options = options;
    this.#schema = schema;
    this.#locks = new Locks(this.#schema);
    this.spoolDirectory = resolve(options.spoolDirectory ?? ".coincoin-spool");
  }

  async open(): Promise<void> {
    this.#closed = false;
    await this.#run(async () => {});
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#running);
    const handle = this.#handle;
    this.#handle = undefined;
    this.#ready = undefined;
    handle?.pool.removeListener?.("error", ignore);
    if (this.#options.pool === undefined) await handle?.pool.end?.();
  }

  /** Takes a transaction to its end, so that a read-only server does not pass. */
  ping(): Promise<void> {
    return this.#run((session) =>
      session.transaction([], async (query) => {
        await query("UPDATE @migrations SET name = name WHERE version = 1", []);
        return { keep: true, value: undefined };
      }),
    );
  }

  /** The server's clock, which all processes have in common. */
  now(): Promise<string> {
    return this.#run(reads.now);
  }

  read(query: ReadQuery) {
    return this.#run((session, handle) =>
      "paymentId" in query ? handle.reads.run(query) : reads.byReference(session, query),
    );
  }

  commit(change: Commit) {
    return this.#run((_, { commits }) => commits.run(change));
  }

  claim(query: ClaimQuery) {
    return this.#run((session) => deliveries.claim(session, query));
  }

  settle(settlement: Settlement) {
    return this.#run((session, handle) =>
      settlement.result.type === "done" && settlement.attention === undefined
        ? handle.settles.run(settlement)
        : deliveries.settle(session, this.#locks, settlement),
    );
  }

  renew(lease: LeaseRenewal) {
    return this.#run((session) => deliveries.renew(session, lease));
  }

  bringForward(query: BringForwardQuery) {
    return this.#run((session) => deliveries.bringForward(session, query));
  }

  due(query: DueQuery) {
    return this.#run((session) => reads.due(session, query));
  }

  unclaimed(query: UnclaimedQuery) {
    return this.#run((session) => deliveries.unclaimed(session, query));
  }

  countOpen(query: CountOpenQuery) {
    return this.#run((session) => reads.countOpen(session, query));
  }

  takeRequests(query: TakeRequestsQuery) {
    return this.#run((session) => requests.takeRequests(session, query));
  }

  countRequests(query: CountRequestsQuery) {
    return this.#run((session) => requests.countRequests(session, query));
  }

  openAt(query: OpenAtQuery) {
    return this.#run((session) => reads.openAt(session, query));
  }

  sharedAddresses(query: SharedAddressesQuery) {
    return this.#run((session) => reads.sharedAddresses(session, query));
  }

  watched(query: WatchedQuery) {
    return this.#run((session) => chains.watched(session, query));
  }

  readChain(query: ReadChainQuery) {
    return this.#run((session) => chains.readChain(session, query));
  }

  writeChain(row: ChainRow) {
    return this.#run((session) => chains.writeChain(session, row));
  }

  countParked(query: CountParkedQuery) {
    return this.#run((session) => reads.countParked(session, query));
  }

  listOrders(query: OrdersQuery) {
    return this.#run((session) => lists.listOrders(session, query));
  }

  listPurchases(query: PurchasesQuery) {
    return this.#run((session) => lists.listPurchases(session, query));
  }

  listRefunds(query: RefundsQuery) {
    return this.#run((session) => reads.listRefunds(session, query));
  }

  listInbox(query: ListInboxQuery) {
    return this.#run((session) => reads.listInbox(session, query));
  }

  listAttention(query: ListAttentionQuery) {
    return this.#run((session) => reads.listAttention(session, query));
  }

  listDeliveries(query: ListDeliveriesQuery) {
    return this.#run((session) => reads.listDeliveries(session, query));
  }

  resolveAttention({ appId, id, by, note, at }: Resolution) {
    const app = toKey(appId);
    return this.#run((session) =>
      session.transaction([this.#locks.attention(app, toKey(id))], async (query) => {
        const [row] = await query("SELECT data FROM @attention WHERE app_id = $1 AND id = $2 AND open", [
          app,
          toKey(id),
        ]);
        if (row === undefined) return { keep: false, value: false };
        const waiting = await query("SELECT data FROM @inbox WHERE app_id = $1 AND attention_id = $2", [
          app,
          toKey(id),
        ]);
        const writes = new Writes(app);
        writes.inbox(
          waiting.map((each) => ({ ...decode("inbox", text(each, "data")), outcome: "dismissed" as const })),
        );
        const item = { ...decode("attention", text(row, "data")), resolvedAt: at, resolvedBy: by, note };
        writes.attention([item]);
        writes.events(eventsOf("attention.resolved", [item]));
        await writes.run(query);
        return { keep: true, value: true };
      }),
    );
  }

  retryDelivery(query: RetryQuery) {
    return this.#run((session) => deliveries.retry(session, query));
  }

  stats(query: StatsQuery) {
    return this.#run((session) => reads.stats(session, query));
  }

  prune(query: PruneQuery) {
    return this.#run((_, { upkeep }) => prune(upkeep, this.#locks, query));
  }

  pruneInbox(query: PruneInboxQuery) {
    return this.#run((session) => pruneInbox(session, query));
  }

  #run<T>(task: (session: Session, handle: Handle) => Promise<T>): Promise<T> {
    if (this.#closed) {
      return Promise.reject(
        new CoinCoinError("closed", "The store was closed. Call open() to use it again."),
      );
    }
    const running = this.#attempt(task);
    this.#running.add(running);
    const forget = () => this.#running.delete(running);
    running.then(forget, forget);
    return running;
  }

  async #attempt<T>(task: (session: Session, handle: Handle) => Promise<T>): Promise<T> {
    try {
      const handle = await this.#opened();
      return await task(handle.session, handle);
    } catch (error) {
      throw failure(error);
    }
  }

  /** Connected and migrated; one that failed is tried again at the next call. */
  #opened(): Promise<Handle> {
    this.#ready ??= this.#prepare().catch((error: unknown) => {
      this.#ready = undefined;
      throw error;
    });
    return this.#ready;
  }

  async #prepare(): Promise<Handle> {
    const handle = (this.#handle ??= await this.#connect());
    await migrate(handle.upkeep, this.#schema, this.#locks);
    return handle;
  }

  async #connect(): Promise<Handle> {
    const { connectTimeoutMs = 2_000, statementTimeoutMs = 2_000 } = this.#options;
    const pool = this.#options.pool ?? (await connectWith(this.#options, connectTimeoutMs));
    // Without a listener, a connection that breaks while it is idle would end the process.
    pool.on?.("error", ignore);
    const schema = this.#schema;
    const session = new Session(pool, { schema, connectTimeoutMs, statementTimeoutMs });
    const patient = Math.max(statementTimeoutMs, UPKEEP_TIMEOUT_MS);
    const upkeep = new Session(pool, { schema, connectTimeoutMs, statementTimeoutMs: patient });
    return {
      pool,
      session,
      upkeep,
      commits: this.#commits(session, connectTimeoutMs),
      reads: readsOf(session, connectTimeoutMs),
      settles: new Batches({
        groupOf: ({ appId }) => appId,
        keysOf: () => [],
        together: (settlements) => deliveries.settleDone(session, settlements),
        alone: (settlement) => deliveries.settle(session, this.#locks, settlement),
        waitMs: connectTimeoutMs,
      }),
    };
  }

  #commits(session: Session, waitMs: number): Batches<Commit, Outcome> {
    return new Batches<Commit, Outcome>({
      groupOf: (change) => `${isCommon(change)} ${change.appId}`,
      keysOf: (change) => locksOf(this.#locks, change),
      together: (changes) =>
        changes.every(isCommon)
          ? commitCommon(session, this.#locks, changes)
          : commitTogether(session, this.#locks, changes),
      alone: (change) => commitAlone(session, this.#locks, change),
      waitMs,
    });
  }
}

function ignore(): void {}

function readsOf(session: Session, waitMs: number): Batches<reads.PaymentQuery, Snapshot> {
  return new Batches({
    groupOf: ({ appId }) => appId,
    keysOf: () => [],
    together: (queries) => reads.byPayment(session, queries),
    alone: async (query) => {
      const [snapshot] = await reads.byPayment(session, [query]);
      if (snapshot === undefined) throw new TypeError("no answer");
      return snapshot;
    },
    waitMs,
  });
}

async function connectWith(options: ConnectionOptions, connectTimeoutMs: number): Promise<PostgresPool> {
  const { connectionString, maxConnections = 10, prepare = false } = options;
  try {
    return await ownPool({ connectionString, maxConnections, connectTimeoutMs, prepare });
  } catch (error) {
    // Nothing was connected yet: whatever failed, it is not the database.
    const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
    const problem = code.endsWith("MODULE_NOT_FOUND")
      ? "postgresStore with a connectionString needs the package pg: npm install pg"
      : "postgresStore could not make a pool of its own with pg: see the cause, or pass a pool as `pool`.";
    throw new CoinCoinError("config_invalid", problem, { cause: error });
  }
}
