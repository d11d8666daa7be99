import { randomUUID } from "node:crypto";
import type { PostgresClient, PostgresPool } from "@coincoin/sql/postgres";
import { difference, exact, isPositive, sum } from "./money.ts";

/** Money that came for one payment collection and counts toward another, since a person said so. */
export interface Assignment {
  readonly from: string;
  readonly to: string;
  readonly amount: string;
  readonly currency: string;
  readonly by: string;
}

const TABLE = "coincoin.medusa_assignments";

export async function createAssignmentTable(client: PostgresClient): Promise<void> {
  await client.query(`CREATE TABLE IF NOT EXISTS ${TABLE} (
    id text PRIMARY KEY,
    from_collection text NOT NULL,
    to_collection text NOT NULL CHECK (to_collection <> from_collection),
    amount numeric NOT NULL CHECK (amount > 0),
    currency text NOT NULL,
    by text NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
  )`);
  await client.query(`CREATE INDEX IF NOT EXISTS medusa_assignments_from ON ${TABLE} (from_collection)`);
  await client.query(`CREATE INDEX IF NOT EXISTS medusa_assignments_to ON ${TABLE} (to_collection)`);
}

export class Assignments {
  readonly #pool: PostgresPool;

  constructor(pool: PostgresPool) {
    this.#pool = pool;
  }

  /** What was assigned to a collection less what was assigned away from it; negative when more went than came. */
  async net(collectionId: string, currency: string): Promise<string> {
    const client = await this.#pool.connect();
    try {
      const amount = await net(client, collectionId, currency);
      client.release();
      return amount;
    } catch (error) {
      client.release(asError(error));
      throw error;
    }
  }

  /** False when less than that is left of `available`, which is what the collection has before assignments. */
  async assign(assignment: Assignment, available: string): Promise<boolean> {
    const { from, to, amount, currency, by } = assignment;
    return this.#transaction(async (client) => {
      // Two people at once must not give the same money away twice.
      await client.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`${TABLE} ${from}`]);
      const left = sum([available, await net(client, from, currency)]);
      if (isPositive(difference(amount, left))) return false;
      await client.query(
        `INSERT INTO ${TABLE} (id, from_collection, to_collection, amount, currency, by) VALUES ($1, $2, $3, $4, $5, $6)`,
        [`ccasg_${randomUUID()}`, from, to, amount, currency, by],
      );
      return true;
    });
  }

  async #transaction<T>(body: (client: PostgresClient) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    try {
      await client.query("BEGIN");
      const value = await body(client);
      await client.query("COMMIT");
      client.release();
      return value;
    } catch (error) {
      // The connection goes, and its transaction with it.
      client.release(asError(error));
      throw error;
    }
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

async function net(client: PostgresClient, collectionId: string, currency: string): Promise<string> {
  const { rows } = await client.query(
    `SELECT coalesce(sum(CASE WHEN to_collection = $1 THEN amount ELSE -amount END), 0)::text AS net
     FROM ${TABLE} WHERE (from_collection = $1 OR to_collection = $1) AND currency = $2`,
    [collectionId, currency],
  );
  const amount = rows[0]?.["net"];
  return typeof amount === "string" ? exact(amount) : "0";
}
