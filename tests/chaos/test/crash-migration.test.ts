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
    ["after script 2", "no"],
    ["after script 3", "no"],
    ["after script 4", "no"],
    ["after script 5", "no"],
    ["before COMMIT 1", "no"],
    ["after COMMIT 1", "all"],
    ["after script 7", "all"],
  ])("dies %s: on the disk are %s tables; the next start finishes it", async (point, left) => {
    expect(await crash(bench.job("migrate", point, NO_WEBHOOK))).toBe("SIGKILL");
    const found = await tables();
    const store = sqliteStore(bench.path);
    await store.ping();
    await store.close();
    const all = await tables();
    expect(all).toBeGreaterThan(0);
    expect(found).toBe(left === "all" ? all : 0);
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

  async function finish(): Promise<number> {
    const store = postgresStore({ connectionString: server.connectionString });
    await store.ping();
    await store.close();
    return tables();
  }

  it("dies before each statement but the first: no table is there; the next start finishes it", async () => {
    const bench = await Bench.open();
    const dies = async (point: string) =>
      (await crash({ ...bench.job("migrate", point, NO_WEBHOOK), postgres: server.connectionString })) ===
      "SIGKILL";
    let statement = 2;
    for (; await dies(`before statement ${statement}`); statement++) {
      expect([statement, await tables()]).toEqual([statement, 0]);
      expect(await finish()).toBeGreaterThan(0);
      await client.query("DROP SCHEMA coincoin CASCADE");
    }
    const all = await finish();
    expect(statement).toBeGreaterThan(all);
    // The last is COMMIT: after it all is there.
    await client.query("DROP SCHEMA coincoin CASCADE");
    expect(await dies(`after statement ${statement - 1}`)).toBe(true);
    expect(await tables()).toBe(all);
    await bench.close();
  }, 180_000);
});
