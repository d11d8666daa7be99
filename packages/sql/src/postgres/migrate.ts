import { CoinCoinError } from "@coincoin/core";
import type { Locks } from "./locks.ts";
import { migrations } from "./schema.ts";
import { integer, type Query, type Session, text } from "./session.ts";

const latest = migrations.at(-1)?.version ?? 0;

/**
 * Brings the schema up to date in one transaction, one process at a time: the others wait and find it done. A user
 * that may not create anything is enough once it is up to date.
 */
export async function migrate(session: Session, schema: string, locks: Locks): Promise<void> {
  await assertUtf8((text, values) => session.query(text, values));
  const found = await versionOf((text, values) => session.query(text, values), schema);
  if (found === latest) return;
  await session.transaction([locks.migration()], async (query) => {
    const now = await versionOf(query, schema);
    // Not IF NOT EXISTS: it asks for the privilege to create one where there is one already.
    if (!(await hasSchema(query, schema))) await query(`CREATE SCHEMA "${schema}"`, []);
    await query(
      "CREATE TABLE IF NOT EXISTS @migrations (version integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())",
      [],
    );
    for (const { version, name, sql } of migrations) {
      if (version <= now) continue;
      for (const statement of sql.split(";")) if (statement.trim() !== "") await query(statement, []);
      await query("INSERT INTO @migrations (version, name) VALUES ($1, $2)", [version, name]);
    }
    return { keep: true, value: undefined };
  });
}

async function versionOf(query: Query, schema: string): Promise<number> {
  // Not `to_regclass`: after waiting for a lock it may still answer from a cache that knows of no table.
  const [table] = await query(
    "SELECT count(*) AS there FROM pg_catalog.pg_tables WHERE schemaname = $1 AND tablename = 'coincoin_migrations'",
    [schema],
  );
  if (integer(table, "there") === 0) return 0;
  const [row] = await query("SELECT coalesce(max(version), 0) AS version FROM @migrations", []);
  const found = integer(row, "version");
  if (found <= latest) return found;
  throw new CoinCoinError(
    "store_too_new",
    `The schema was written by a newer version of @coincoin/sql (schema ${found}, this version knows ${latest}). Update the package.`,
    { details: { found, known: latest } },
  );
}

async function hasSchema(query: Query, schema: string): Promise<boolean> {
  const [row] = await query("SELECT count(*) AS there FROM pg_catalog.pg_namespace WHERE nspname = $1", [
    schema,
  ]);
  return integer(row, "there") > 0;
}

/** In any other encoding there are notifications that could never be stored. */
async function assertUtf8(query: Query): Promise<void> {
  const [row] = await query("SELECT current_setting('server_encoding') AS encoding", []);
  const encoding = row === undefined ? "" : text(row, "encoding");
  if (encoding === "UTF8") return;
  throw new CoinCoinError(
    "store_unavailable",
    `The database is encoded in ${encoding}, which cannot hold every text. Make one with: CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.`,
    { details: { encoding } },
  );
}
