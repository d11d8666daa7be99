import { postgresStore } from "@coincoin/sql/postgres";
import { sqliteStore } from "@coincoin/sql/sqlite";
import { type PostgresServer, startPostgres } from "@coincoin/test-lib/postgres-server";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openReader } from "../src/reading.ts";
import { Bench, crash } from "./crash-bench.ts";
import type { CrashJob } from "./fixtures/crash-job.ts";

const NO_WEBHOOK: CrashJob["webhook"] = { token: undefined, headers: {}, body: "" };

describe("migrating a SQLite file", () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await Bench.open();
  });
  afterEach(() => bench.close());

  async function tables(): Promise<number> {
    const reader = await openReader({ kind: "sqlite", path: bench.path });
    const found = await reader.query(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'coincoin_%'",
    );
    await reader.close();
    return found.length;
  }

  // The lock, the journal's mode, BEGIN, the list of migrations, the schema, COMMIT, the connection's settings.
  it.each([
    ["after script 2", 0],
    ["after script 3", 0],
    ["after script 4", 0],
    ["after script 5", 0],
    ["before COMMIT 1", 0],
    ["after COMMIT 1", 9],
    ["after script 7", 9],
  ])("dies %s: on the disk are %i tables; the next start finishes it", async (point, left) => {
    expect(await crash(bench.job("migrate", point, NO_WEBHOOK))).toBe("SIGKILL");
    expect(await tables()).toBe(left);
    const store = sqliteStore(bench.path);
    await store.ping();
    await store.close();
    expect(await tables()).toBe(9);
  });
});

describe("migrating a PostgreSQL schema", () => {
  let server: PostgresServer;
  let client: pg.Client;
  beforeAll(async () => {
    server = await startPostgres();
    client = new pg.Client({ connectionString: server.connectionString });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await server.stop();
  });
  afterEach(() => client.query("DROP SCHEMA IF EXISTS coincoin CASCADE"));

  async function tables(): Promise<number> {
    const found = await client.query("SELECT 1 FROM pg_tables WHERE schemaname = 'coincoin'");
    return found.rows.length;
  }

  // The encoding, a look, BEGIN with the lock, a look, whether there is the schema, the schema, the list of migrations, 26 statements of
  // ours, the note, COMMIT.
  const LAST = 35;
  const all = Array.from({ length: LAST - 1 }, (_, index) => index + 2);
  it.each([
    ...all.map((statement) => [`before statement ${statement}`, 0] as const),
    [`after statement ${LAST}`, 8] as const,
  ])("dies %s: in the database are %i tables; the next start finishes it", async (point, left) => {
    const bench = await Bench.open();
    const job = { ...bench.job("migrate", point, NO_WEBHOOK), postgres: server.connectionString };
    expect(await crash(job)).toBe("SIGKILL");
    expect(await tables()).toBe(left);
    const store = postgresStore({ connectionString: server.connectionString });
    await store.ping();
    await store.close();
    expect(await tables()).toBe(8);
    await bench.close();
  });
});
