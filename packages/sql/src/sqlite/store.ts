import { resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { CoinCoinError, isCoinCoinError, type Store } from "@coincoin/core";
import {
  addressKey,
  type BringForwardQuery,
  type ChainRow,
  type ClaimQuery,
  type Commit,
  type CountOpenQuery,
  type CountParkedQuery,
  type CountRequestsQuery,
  type Delivery,
  type DueQuery,
  type LeaseRenewal,
  type ListAttentionQuery,
  type ListDeliveriesQuery,
  type ListInboxQuery,
  type OpenAtQuery,
  type OrdersQuery,
  type PruneInboxQuery,
  type PruneQuery,
  type PurchasesQuery,
  type ReadChainQuery,
  type ReadQuery,
  type RefundsQuery,
  type Resolution,
  type RetryQuery,
  type Settlement,
  type SharedAddressesQuery,
  type StatsQuery,
  type TakeRequestsQuery,
  type UnclaimedQuery,
  type WatchedQuery,
} from "@coincoin/core/store";
import { fromKey, toKey } from "../shared/keys.ts";
import * as chains from "./chains.ts";
import { closeAttention, commit } from "./commit.ts";
import { Database, integer, text } from "./database.ts";
import * as deliveries from "./deliveries.ts";
import { driver } from "./driver.ts";
import { failure, isFatal } from "./failure.ts";
import { GroupCommit } from "./group-commit.ts";
import * as lists from "./lists.ts";
import { prune } from "./prune.ts";
import * as reads from "./reads.ts";
import { intake, upkeep } from "./statements.ts";

export interface SqliteStoreOptions {
  /** The database file; made when it is not there. Its folder has to exist. */
  readonly path: string;
  /** How long `open` waits for another process to let go of the file, in ms. Default 1000: enough for a restart. */
  readonly lockWaitMs?: number | undefined;
  /** Default: `<path>-spool`. */
  readonly spoolDirectory?: string | undefined;
}

const LOCK_POLL_MS = 50;

/**
 * A durable store in one file, for one process. Throws `config_invalid` when there is no path, or Node has no SQLite; every other
 * trouble comes when it is opened or used.
 */
export function sqliteStore(options: string | SqliteStoreOptions): Store {
  return new SqliteStore(typeof options === "string" ? { path: options } : options);
}

interface Handle {
  readonly database: Database;
  readonly writes: GroupCommit;
}

/** Reads run at once; writes share transactions (`GroupCommit`). Used before `open`, it opens itself. */
class SqliteStore implements Store {
  readonly kind = "sqlite";
  readonly durable = true;
  readonly shared = false;
  readonly pollIntervalMs = 250;
  readonly spoolDirectory: string;
  readonly #path: string;
  readonly #lockWaitMs: number;
  #handle: Handle | undefined;
  #opening: Promise<Handle> | undefined;
  #closing: Promise<void> | undefined;
  #closed = false;
  #wasOpen = false;

  constructor({ path, lockWaitMs = 1_000, spoolDirectory }: SqliteStoreOptions) {
    if (path === "" || path.startsWith(":memory:") || path.startsWith("file:")) {
      throw new CoinCoinError(
        "config_invalid",
        'sqliteStore needs the path of a file, such as "coincoin.db". For tests there is memoryStore().',
      );
    }
    driver();
    this.#path = resolve(path);
    this.#lockWaitMs = lockWaitMs;
    this.spoolDirectory = spoolDirectory ?? `${this.#path}-spool`;
  }

  async open(): Promise<void> {
    await this.#closing;
    this.#closed = false;
    await this.#open();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#closing ??= this.#letGo().finally(() => {
      this.#closing = undefined;
    });
    await this.#closing;
  }

  ping(): Promise<void> {
    return this.#write((database) => void database.run(intake.check));
  }

  read(query: ReadQuery) {
    return this.#read((database) => reads.snapshot(database, query));
  }

  commit(change: Commit) {
    return this.#write((database) => commit(database, change));
  }

  async claim(query: ClaimQuery): Promise<Delivery[]> {
    const any = await this.#read((database) => deliveries.anyReady(database, query));
    return any ? this.#write((database) => deliveries.claim(database, query)) : [];
  }

  settle(settlement: Settlement) {
    return this.#write((database) => deliveries.settle(database, settlement));
  }

  renew(lease: LeaseRenewal) {
    return this.#write((database) => deliveries.renew(database, lease));
  }

  async bringForward(query: BringForwardQuery): Promise<number> {
    const any = await this.#read((database) => deliveries.anyAhead(database, query));
    return any ? this.#write((database) => deliveries.bringForward(database, query)) : 0;
  }

  due({ appId, now, limit }: DueQuery) {
    return this.#read((database) =>
      database.all(intake.due, toKey(appId), now, limit).map((row) => fromKey(text(row, "reference"))),
    );
  }

  unclaimed(query: UnclaimedQuery) {
    return this.#read((database) => deliveries.unclaimed(database, query));
  }

  countOpen({ appId, now, limit, customer }: CountOpenQuery) {
    return this.#read((database) => {
      const row =
        customer === undefined
          ? database.get(intake.countOpen, toKey(appId), now, limit)
          : database.get(intake.countOpenOf, toKey(appId), toKey(customer), now, limit);
      return integer(row, "n");
    });
  }

  takeRequests({ appId, day, count, limit }: TakeRequestsQuery) {
    return this.#write((database) => {
      const row = database.get(intake.takeRequests, toKey(appId), day, count, limit);
      return row === undefined ? undefined : integer(row, "used");
    });
  }

  countRequests({ appId, day }: CountRequestsQuery) {
    return this.#read((database) => {
      const row = database.get(intake.requests, toKey(appId), day);
      return row === undefined ? 0 : integer(row, "used");
    });
  }

  openAt({ appId, address, now, limit }: OpenAtQuery) {
    return this.#read((database) =>
      database
        .all(intake.openAt, toKey(appId), toKey(addressKey(address)), now, limit)
        .map((row) => fromKey(text(row, "payment_id"))),
    );
  }

  sharedAddresses({ appId, now, limit }: SharedAddressesQuery) {
    return this.#read((database) =>
      database.all(intake.sharedAddresses, toKey(appId), now, limit).map((row) => text(row, "address")),
    );
  }

  watched(query: WatchedQuery) {
    return this.#read((database) => chains.watched(database, query));
  }

  readChain(query: ReadChainQuery) {
    return this.#read((database) => chains.readChain(database, query));
  }

  writeChain(row: ChainRow) {
    return this.#write((database) => chains.writeChain(database, row));
  }

  countParked({ appId, limit }: CountParkedQuery) {
    return this.#read((database) => integer(database.get(intake.countParked, toKey(appId), limit), "n"));
  }

  listOrders(query: OrdersQuery) {
    return this.#read((database) => lists.listOrders(database, query));
  }

  listPurchases(query: PurchasesQuery) {
    return this.#read((database) => lists.listPurchases(database, query));
  }

  listRefunds(query: RefundsQuery) {
    return this.#read((database) => reads.listRefunds(database, query));
  }

  listInbox(query: ListInboxQuery) {
    return this.#read((database) => reads.listInbox(database, query));
  }

  listAttention(query: ListAttentionQuery) {
    return this.#read((database) => reads.listAttention(database, query));
  }

  listDeliveries(query: ListDeliveriesQuery) {
    return this.#read((database) => reads.listDeliveries(database, query));
  }

  resolveAttention(resolution: Resolution) {
    return this.#write((database) => closeAttention(database, resolution));
  }

  retryDelivery(query: RetryQuery) {
    return this.#write((database) => deliveries.retry(database, query));
  }

  stats(query: StatsQuery) {
    return this.#read((database) => reads.stats(database, query));
  }

  prune(query: PruneQuery) {
    return this.#write((database) => prune(database, query));
  }

  /** Looks first, so that nothing is written where nothing is to go. */
  async pruneInbox({ appId, outcomes, olderThan, limit }: PruneInboxQuery) {
    const query = [toKey(appId), JSON.stringify(outcomes), olderThan] as const;
    const any = await this.#read((database) => database.get(upkeep.unapplied, ...query));
    if (any === undefined) return 0;
    return this.#write((database) => database.run(upkeep.deleteUnapplied, ...query, limit));
  }

  async #read<T>(task: (database: Database) => T): Promise<T> {
    const { database } = this.#handle ?? (await this.#open());
    try {
      return task(database);
    } catch (error) {
      this.#giveUpOn(database, error);
      throw failure(error, this.#path);
    }
  }

  async #write<T>(task: (database: Database) => T): Promise<T> {
    const { writes } = this.#handle ?? (await this.#open());
    try {
      return await writes.run(task);
    } catch (error) {
      throw failure(error, this.#path);
    }
  }

  #open(): Promise<Handle> {
    if (this.#closed) {
      return Promise.reject(new CoinCoinError("closed", "The store was closed; open() it to use it again."));
    }
    if (this.#handle !== undefined) return Promise.resolve(this.#handle);
    this.#opening ??= this.#openFile().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  async #letGo(): Promise<void> {
    await this.#opening?.catch(() => {});
    await this.#handle?.writes.idle();
    const handle = this.#handle;
    this.#handle = undefined;
    this.#wasOpen = false;
    handle?.database.close();
  }

  async #openFile(): Promise<Handle> {
    for (let waited = 0; ; waited += LOCK_POLL_MS) {
      try {
        const database = Database.open(this.#path, this.#wasOpen);
        const writes = new GroupCommit(database, (error) => this.#giveUpOn(database, error));
        this.#wasOpen = true;
        this.#handle = { database, writes };
        return this.#handle;
      } catch (error) {
        if (!isCoinCoinError(error, "store_locked") || waited >= this.#lockWaitMs)
          throw failure(error, this.#path);
        await delay(LOCK_POLL_MS);
      }
    }
  }

  /** A connection that can no longer be trusted: the next call opens the file anew. */
  #giveUpOn(database: Database, error: unknown): void {
    if (!isFatal(error) || this.#handle?.database !== database) return;
    const { writes } = this.#handle;
    this.#handle = undefined;
    writes.fail(error);
    database.discard();
  }
}
