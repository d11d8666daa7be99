import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import { cart, create, paidEvent } from "@coincoin/testing/facts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Database } from "../src/sqlite/database.ts";
import { GroupCommit } from "../src/sqlite/group-commit.ts";
import { sqliteStore } from "../src/sqlite/index.ts";
import { migrations } from "../src/sqlite/schema.ts";
import { intake, lists, upkeep } from "../src/sqlite/statements.ts";
import { temporaryFolder } from "./sqlite-bench.ts";

let folder: string;
let path: string;

beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder, "shop.db");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Commit records in the write-ahead log: a frame that ends a transaction carries the size of the database. */
function transactions(): number {
  const log = readFileSync(`${path}-wal`);
  const pageSize = log.readUInt32BE(8);
  const salt = log.toString("hex", 16, 24);
  let count = 0;
  for (let at = 32; at + 24 <= log.length; at += 24 + pageSize) {
    if (log.toString("hex", at + 8, at + 16) === salt && log.readUInt32BE(at + 4) !== 0) count += 1;
  }
  return count;
}

describe("the SQLite file", () => {
  it("commits go to a write-ahead log, which the store fsyncs before it answers", () => {
    const database = Database.open(path, false);
    expect(database.get("PRAGMA journal_mode")).toMatchObject({ journal_mode: "wal" });
    expect(database.get("PRAGMA synchronous")).toMatchObject({ synchronous: 1 });
    expect(database.get("PRAGMA foreign_keys")).toMatchObject({ foreign_keys: 1 });
    database.close();
  });

  it("nobody hears of a commit before it is on the disk, and of one that does not get there as a failure", async () => {
    const database = Database.open(path, false);
    let fail = (_error: Error): void => {};
    database.sync = () =>
      new Promise((_, reject) => {
        fail = reject;
      });
    const failures: unknown[] = [];
    const writes = new GroupCommit(database, (error) => failures.push(error));
    let isHeard = false;
    const written = writes
      .run((opened) => opened.run(intake.check))
      .finally(() => {
        isHeard = true;
      });
    await setTimeout(50);
    expect(database.get("SELECT checks FROM coincoin_owner")).toMatchObject({ checks: 1 });
    expect(isHeard).toBe(false);
    fail(new Error("the disk failed"));
    await expect(written).rejects.toThrow("the disk failed");
    expect(failures).toHaveLength(1);
    database.close();
  });

  it("commits that arrive together share one transaction, and the one that fails is not in it", async () => {
    const store = sqliteStore(path);
    await create(store, cart("payment_9999"), { events: [paidEvent("e1")] });
    const before = transactions();
    const ids = Array.from({ length: 100 }, (_, index) => `payment_${1000 + index}`);
    const results = await Promise.allSettled(
      ids.map((id, index) => create(store, cart(id), { events: [paidEvent(index === 50 ? "e1" : id)] })),
    );
    expect(results.filter((result) => result.status === "rejected")).toHaveLength(1);
    expect(results[50]).toMatchObject({ status: "rejected", reason: { details: { permanent: true } } });
    expect(transactions() - before).toBe(1);
    expect((await store.read({ appId: "app_one", paymentId: "payment_1050" })).purchase).toBeUndefined();
    expect((await store.read({ appId: "app_one", paymentId: "payment_1051" })).purchase).toBeDefined();
    await store.close();
  });

  it("looking for work that is not there writes nothing", async () => {
    const store = sqliteStore(path);
    await create(store, cart("payment_9999"));
    const before = transactions();
    const now = "2026-01-01T00:00:00.000Z";
    await store.claim({
      appId: "app_one",
      types: ["order.paid"],
      limit: 5,
      now,
      leaseId: "l",
      leaseUntil: now,
    });
    await create(store, cart("payment_9999"));
    expect(transactions()).toBe(before);
    await store.close();
  });

  it("it can be read and backed up by other programs while the shop runs", async () => {
    const store = sqliteStore(path);
    await create(store, cart("payment_0001"));
    const outside = new DatabaseSync(path, { readOnly: true });
    outside.prepare("VACUUM INTO ?").run(join(folder, "backup.db"));
    outside.close();
    expect(await create(store, cart("payment_0002"))).toBe("committed");
    await store.close();
    const restored = sqliteStore(join(folder, "backup.db"));
    expect((await restored.read({ appId: "app_one", paymentId: "payment_0001" })).purchase).toStrictEqual(
      cart("payment_0001"),
    );
    await restored.close();
  });

  it("versions of migrations count up without gaps", () => {
    expect(migrations.map((migration) => migration.version)).toStrictEqual(
      migrations.map((_, index) => index + 1),
    );
  });

  it("no statement of intake, creation and delivery scans a table or sorts", () => {
    const database = Database.open(path, false);
    const plans = Object.entries(intake).map(([name, sql]) => {
      const places = sql.match(/\?\d*/g) ?? [];
      const count = new Set(places.map((place, index) => (place === "?" ? index : place))).size;
      const rows = database.all(`EXPLAIN QUERY PLAN ${sql}`, ...Array.from({ length: count }, () => null));
      return { name, plan: rows.map((row) => String(row["detail"])) };
    });
    database.close();
    console.log(
      plans.map(({ name, plan }) => `${name}\n${plan.map((line) => `    ${line}\n`).join("")}`).join(""),
    );
    for (const { name, plan } of plans) {
      // A count reads the rows of a subquery that is cut off by LIMIT; a row of constants is not a table.
      const bad = plan.filter((line) => /SCAN (?!\(subquery|CONSTANT ROW)|TEMP B-TREE|AUTOMATIC/.test(line));
      expect(bad, name).toStrictEqual([]);
    }
    expect(plans.length).toBeGreaterThan(30);
  });

  it("no list by time scans a table, and none sorts but those that look for a text or a reference", () => {
    const database = Database.open(path, false);
    const bounds = { app: "", from: "", to: "", at: "", seq: 0, limit: 1 };
    for (const [name, sql] of Object.entries(lists)) {
      const named = { ...bounds, facets: null, reference: null, customer: null, status: null };
      const given = { ...named, facet: "", text: "", end: "" };
      const used = Object.entries(given).filter(([key]) => new RegExp(`:${key}\\b`).test(sql));
      const rows = database.allNamed(`EXPLAIN QUERY PLAN ${sql}`, Object.fromEntries(used));
      const plan = rows.map((row) => String(row["detail"]));
      const maySort = name.includes("By") || name === "ordersOfReference";
      expect(
        plan.filter(
          (line) => /SCAN (?!json_each)|AUTOMATIC/.test(line) || (!maySort && /TEMP B-TREE/.test(line)),
        ),
        name,
      ).toStrictEqual([]);
    }
    database.close();
  });

  it("no statement of lists and pruning scans a table from end to end", () => {
    const database = Database.open(path, false);
    for (const [name, sql] of Object.entries(upkeep)) {
      const rows = sql.includes(":app")
        ? database.allNamed(`EXPLAIN QUERY PLAN ${sql}`, { app: "", older: "", keep: "[]", limit: 1 })
        : database.all(
            `EXPLAIN QUERY PLAN ${sql}`,
            ...Array.from(
              { length: new Set(sql.match(/\?\d+/g)).size || sql.split("?").length - 1 },
              () => null,
            ),
          );
      const bad = rows
        .map((row) => String(row["detail"]))
        .filter((line) => /SCAN (?!\(subquery|json_each)/.test(line));
      expect(bad, name).toStrictEqual([]);
    }
    database.close();
  });
});
