import { Pool, type PoolClient } from "pg";
import type { Contestant } from "../contestant.ts";
import { Tally } from "../tally.ts";
import { ordersOf } from "./orders.ts";
import { type Paid, path, serverThatStores } from "./route.ts";
import { Worker } from "./worker.ts";

const SCHEMA = `CREATE SCHEMA by_hand;
CREATE TABLE by_hand.seen (id text PRIMARY KEY, at timestamptz NOT NULL DEFAULT now());
CREATE TABLE by_hand.orders (id text PRIMARY KEY, due numeric NOT NULL, received numeric NOT NULL DEFAULT 0, paid_at timestamptz);
CREATE TABLE by_hand.outbox (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, payload json NOT NULL);`;

/** A transaction by hand: the webhook once, the order for update, and a job for the handler. A pool of 10, as in ours. */
export async function stripeAndPostgres(connectionString: string): Promise<Contestant> {
  const pool = new Pool({ connectionString, max: 10 });
  await pool.query(SCHEMA);
  const tally = new Tally();
  const worker = new Worker(tally, (limit) => inTransaction(pool, (client) => handle(client, limit)));
  const server = serverThatStores(async (paid) => {
    await inTransaction(pool, (client) => take(client, paid));
    worker.wake();
  });
  return {
    server,
    path,
    scheme: "stripe",
    expected: "OK",
    seed: async (range) => {
      await pool.query(
        "INSERT INTO by_hand.orders (id, due) SELECT id, due FROM json_to_recordset($1) r (id text, due numeric)",
        [JSON.stringify(ordersOf(range))],
      );
    },
    handled: (count) => tally.next(count),
  };
}

async function take(client: PoolClient, { paymentId, received, body }: Paid): Promise<void> {
  const seen = await client.query("INSERT INTO by_hand.seen (id) VALUES ($1) ON CONFLICT DO NOTHING", [
    paymentId,
  ]);
  if (seen.rowCount === 0) return;
  const found = await client.query<{ due: string }>(
    "SELECT due FROM by_hand.orders WHERE id = $1 FOR UPDATE",
    [paymentId],
  );
  const isPaid = received >= Number(found.rows[0]?.due);
  await client.query(
    "UPDATE by_hand.orders SET received = $2, paid_at = CASE WHEN $3::boolean THEN now() END WHERE id = $1",
    [paymentId, received, isPaid],
  );
  if (isPaid) await client.query("INSERT INTO by_hand.outbox (payload) VALUES ($1)", [body]);
}

async function handle(client: PoolClient, limit: number): Promise<number> {
  const jobs = await client.query(
    `DELETE FROM by_hand.outbox WHERE id IN (SELECT id FROM by_hand.outbox ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED)
     RETURNING payload`,
    [limit],
  );
  return jobs.rows.length;
}

async function inTransaction<T>(pool: Pool, task: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const value = await task(client);
    await client.query("COMMIT");
    return value;
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  } finally {
    client.release();
  }
}
