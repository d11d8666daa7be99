import { existsSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { CoinCoinError } from "@coincoin/core";
import { openSqlite } from "./driver.ts";
import { isBusy } from "./failure.ts";

/** Who holds a database file, as it wrote down itself. */
interface Owner {
  readonly pid: number;
  readonly host: string;
  readonly since: string;
}

/**
 * One process at a time: a lock of the operating system on a file beside the database, which goes with the process
 * however it ends. A separate file, so that a backup or an SQLite shell may read the database meanwhile.
 */
export class FileLock {
  readonly #handle: DatabaseSync;

  /** Undefined when another holds it. */
  static take(path: string): FileLock | undefined {
    const handle = openSqlite(`${path}-lock`);
    try {
      handle.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
      return new FileLock(handle);
    } catch (error) {
      handle.close();
      if (isBusy(error)) return undefined;
      throw error;
    }
  }

  private constructor(handle: DatabaseSync) {
    this.#handle = handle;
  }

  release(): void {
    this.#handle.close();
  }
}

export function lockedError(path: string): CoinCoinError {
  const owner = readOwner(path);
  const ours = owner?.pid === process.pid;
  const who =
    owner === undefined
      ? "another process"
      : ours
        ? "another store in this very process"
        : `process ${owner.pid} on ${owner.host}, since ${owner.since}`;
  const wayOut = ours
    ? "Share one store, or close the first. A dev server that evaluates modules again keeps it on globalThis: see the README."
    : "Stop it, or give each process a file of its own; several processes on the same orders need PostgreSQL.";
  return new CoinCoinError("store_locked", `"${path}" is in use by ${who}. ${wayOut}`, {
    details: { path, pid: owner?.pid ?? null },
  });
}

function readOwner(path: string): Owner | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const reader = openSqlite(path, { readOnly: true });
    try {
      const row = reader.prepare("SELECT pid, host, since FROM coincoin_owner WHERE id = 1").get();
      if (typeof row?.pid !== "number") return undefined;
      return { pid: row.pid, host: String(row.host), since: String(row.since) };
    } finally {
      reader.close();
    }
  } catch {
    // The other process is opening it right now, or the file is not a database: who it is stays unknown.
    return undefined;
  }
}
