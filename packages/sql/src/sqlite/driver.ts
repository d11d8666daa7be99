import type { DatabaseSync, DatabaseSyncOptions } from "node:sqlite";
import { CoinCoinError } from "@coincoin/core";

/** Opens a file with the SQLite inside Node. Loaded when it is first needed, so that an older Node is told what it lacks. */
export function openSqlite(path: string, options: DatabaseSyncOptions = {}): DatabaseSync {
  const { DatabaseSync: Database } = driver();
  return new Database(path, options);
}

/** @throws CoinCoinError `config_invalid` where Node has no SQLite. */
export function driver(): typeof import("node:sqlite") {
  const found = process.getBuiltinModule("node:sqlite");
  // oxlint-disable-next-line typescript/no-unnecessary-condition -- the types are of a Node that has it
  if (found !== undefined) return found;
  throw new CoinCoinError(
    "config_invalid",
    `sqliteStore needs the SQLite inside Node 22.18 or newer, and this is Node ${process.versions.node}. Update Node, or take postgresStore.`,
  );
}
