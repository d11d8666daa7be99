import { closeSync, existsSync, fdatasync, openSync, statSync } from "node:fs";
import { hostname } from "node:os";
import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from "node:sqlite";
import { CoinCoinError } from "@coincoin/core";
import { openSqlite } from "./driver.ts";
import { syncError } from "./failure.ts";
import { FileLock, lockedError } from "./lock.ts";
import { migrate } from "./migrate.ts";

export type Row = Record<string, SQLOutputValue>;

/** How long a call waits for another program's write lock. It blocks the event loop, so not long. */
const BUSY_TIMEOUT_MS = 1_000;

/**
 * WAL: one fsync a commit where a rollback journal needs three, and a backup reads while we write.
 * NORMAL: SQLite fsyncs where the log and the file have to agree. That a commit is on the disk is for `sync` to say, which waits in
 * another thread (on macOS Node's fsync is the full one).
 * A busy commit touches hundreds of pages, so with the default of 1,000 nearly each would also copy the log into the file;
 * with 32 MiB of log a page that many commits touch is copied once. 16 MiB of cache keep those pages at hand.
 */
const pragmas = `
PRAGMA synchronous = NORMAL;
PRAGMA checkpoint_fullfsync = ON;
PRAGMA foreign_keys = ON;
PRAGMA trusted_schema = OFF;
PRAGMA temp_store = MEMORY;
PRAGMA journal_size_limit = 67108864;
PRAGMA wal_autocheckpoint = 8192;
PRAGMA cache_size = -16384;
`;

const abandoned: DatabaseSync[] = [];

/** An open database file, locked for this process and migrated. Not thread-safe, not async; errors are SQLite's own. */
export class Database {
  readonly path: string;
  readonly #sqlite: DatabaseSync;
  readonly #lock: FileLock;
  readonly #statements = new Map<string, StatementSync>();
  readonly #identity: string;
  readonly #log: number;

  private constructor(path: string, sqlite: DatabaseSync, lock: FileLock) {
    this.path = path;
    this.#sqlite = sqlite;
    this.#lock = lock;
    this.#identity = identity(path) ?? "";
    this.#log = openSync(`${path}-wal`, "r+");
  }

  /** `mustExist`: the file was open before, and an empty one in its place would hide that orders were lost. */
  static open(path: string, mustExist: boolean): Database {
    if (mustExist && !existsSync(path)) throw goneError(path);
    const lock = FileLock.take(path);
    if (lock === undefined) throw lockedError(path);
    let sqlite: DatabaseSync | undefined;
    try {
      sqlite = openSqlite(path, { timeout: BUSY_TIMEOUT_MS });
      migrate(sqlite, path, () => sqlite?.exec("PRAGMA journal_mode = WAL"));
      sqlite.exec(pragmas);
      sqlite
        .prepare(
          `INSERT INTO coincoin_owner (id, pid, host, since) VALUES (1, ?, ?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
           ON CONFLICT (id) DO UPDATE SET pid = excluded.pid, host = excluded.host, since = excluded.since`,
        )
        .run(process.pid, hostname());
      return new Database(path, sqlite, lock);
    } catch (error) {
      sqlite?.close();
      lock.release();
      throw error;
    }
  }

  get isTransaction(): boolean {
    return this.#sqlite.isTransaction;
  }

  exec(sql: string): void {
    this.#sqlite.exec(sql);
  }

  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#statement(sql).get(...values);
  }

  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#statement(sql).all(...values);
  }

  allNamed(sql: string, values: Record<string, SQLInputValue>): Row[] {
    return this.#statement(sql).all(values);
  }

  /** The number of rows changed. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#statement(sql).run(...values).changes);
  }

  /** Resolves when all that was committed before the call is on the disk. */
  sync(): Promise<void> {
    return new Promise((resolve, reject) => {
      fdatasync(this.#log, (error) => (error === null ? resolve() : reject(syncError(this.path, error))));
    });
  }

  /** A file that was deleted or replaced can still be written through an open handle, into nowhere: refuse to. */
  assertInPlace(): void {
    if (identity(this.path) !== this.#identity) throw goneError(this.path);
  }

  /**
   * Lets go after a failure. A file that is no longer in its place is not closed: SQLite would delete the "-wal" by
   * name, and that may be another's by now.
   */
  discard(): void {
    if (identity(this.path) === this.#identity) {
      try {
        this.close();
      } catch {
        // It failed before; what was committed is in the file.
      }
    } else {
      abandoned.push(this.#sqlite);
      this.#letGo();
    }
  }

  close(): void {
    try {
      if (this.#sqlite.isOpen) this.#sqlite.close();
    } finally {
      this.#letGo();
    }
  }

  #letGo(): void {
    closeSync(this.#log);
    this.#lock.release();
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#sqlite.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

/** A text column. */
export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== "string") throw new TypeError(`${column} is not text`);
  return value;
}

export function optionalText(row: Row, column: string): string | null {
  return row[column] === null ? null : text(row, column);
}

/** An integer column; all of ours are far below 2^53. */
export function integer(row: Row | undefined, column: string): number {
  const value = row?.[column];
  if (typeof value !== "number") throw new TypeError(`${column} is not an integer`);
  return value;
}

function identity(path: string): string | undefined {
  const database = statSync(path, { throwIfNoEntry: false });
  const log = statSync(`${path}-wal`, { throwIfNoEntry: false });
  return database === undefined || log === undefined
    ? undefined
    : `${database.dev}:${database.ino}:${log.ino}`;
}

function goneError(path: string): CoinCoinError {
  return new CoinCoinError(
    "store_unavailable",
    `"${path}" (or its "-wal") was removed or replaced while it was in use. Put it back; to begin with an empty database, restart.`,
    { details: { path } },
  );
}
