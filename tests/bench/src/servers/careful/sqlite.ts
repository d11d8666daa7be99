import { DatabaseSync } from "node:sqlite";
import type { Contestant } from "../contestant.ts";
import { Tally } from "../tally.ts";
import { ordersOf } from "./orders.ts";
import { type Paid, path, serverThatStores } from "./route.ts";
import { Worker } from "./worker.ts";

const SCHEMA = `PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
CREATE TABLE seen (id TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE orders (id TEXT PRIMARY KEY, due REAL NOT NULL, received REAL NOT NULL DEFAULT 0, paid_at TEXT) STRICT, WITHOUT ROWID;
CREATE TABLE outbox (id INTEGER PRIMARY KEY, payload TEXT NOT NULL) STRICT;`;

/** A transaction by hand, with the rows that the one for PostgreSQL has. */
export function stripeAndSqlite(file: string): Contestant {
  const database = new DatabaseSync(file);
  database.exec(SCHEMA);
  const see = database.prepare("INSERT INTO seen (id, at) VALUES (?, ?) ON CONFLICT DO NOTHING");
  const find = database.prepare("SELECT due FROM orders WHERE id = ?");
  const update = database.prepare("UPDATE orders SET received = ?, paid_at = ? WHERE id = ?");
  const add = database.prepare("INSERT INTO outbox (payload) VALUES (?)");
  const next = database.prepare("SELECT id, payload FROM outbox ORDER BY id LIMIT ?");
  const forget = database.prepare("DELETE FROM outbox WHERE id = ?");
  const insert = database.prepare("INSERT INTO orders (id, due) VALUES (?, ?)");

  const inTransaction = <T>(task: () => T): T => {
    database.exec("BEGIN IMMEDIATE");
    try {
      const value = task();
      database.exec("COMMIT");
      return value;
    } catch (error) {
      database.exec("ROLLBACK");
      throw error;
    }
  };
  const take = ({ paymentId, received, body }: Paid): void => {
    const now = new Date().toISOString();
    if (see.run(paymentId, now).changes === 0) return;
    const isPaid = received >= Number(find.get(paymentId)?.["due"]);
    update.run(received, isPaid ? now : null, paymentId);
    if (isPaid) add.run(body);
  };

  const tally = new Tally();
  const worker = new Worker(tally, (limit) => {
    const jobs = next.all(limit);
    inTransaction(() => {
      for (const job of jobs) forget.run(job["id"] ?? null);
    });
    return jobs.length;
  });
  const server = serverThatStores((paid) => {
    inTransaction(() => take(paid));
    worker.wake();
  });
  return {
    server,
    path,
    scheme: "stripe",
    expected: "OK",
    seed: async (range) => {
      inTransaction(() => {
        for (const { id, due } of ordersOf(range)) insert.run(id, due);
      });
    },
    handled: (count) => tally.next(count),
  };
}
