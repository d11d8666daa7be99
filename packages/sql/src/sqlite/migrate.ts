import type { DatabaseSync } from "node:sqlite";
import { CoinCoinError } from "@coincoin/core";
import { migrations } from "./schema.ts";

const latest = migrations.at(-1)?.version ?? 0;

/** Brings the schema up to date, in one transaction: a crash leaves the old one. `prepare` runs once it is known to be ours. */
export function migrate(sqlite: DatabaseSync, path: string, prepare: () => void): void {
  const found = versionOf(sqlite);
  if (found > latest) {
    throw new CoinCoinError(
      "store_too_new",
      `"${path}" was written by a newer version of @coincoin/sql (schema ${found}, this version knows ${latest}). Update the package.`,
      { details: { path, found, known: latest } },
    );
  }
  prepare();
  if (found === latest) return;
  sqlite.exec("BEGIN IMMEDIATE");
  try {
    sqlite.exec(`CREATE TABLE IF NOT EXISTS coincoin_migrations
      (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL) STRICT`);
    const note = sqlite.prepare(
      "INSERT INTO coincoin_migrations VALUES (?, ?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))",
    );
    for (const { version, name, sql } of migrations) {
      if (version <= found) continue;
      sqlite.exec(sql);
      note.run(version, name);
    }
    sqlite.exec("COMMIT");
  } catch (error) {
    if (sqlite.isTransaction) sqlite.exec("ROLLBACK");
    throw error;
  }
}

function versionOf(sqlite: DatabaseSync): number {
  const table = sqlite.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'coincoin_migrations'").get();
  if (table === undefined) return 0;
  const row = sqlite.prepare("SELECT max(version) AS version FROM coincoin_migrations").get();
  return Number(row?.version ?? 0);
}
