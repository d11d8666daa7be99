import type { PostgresClient, PostgresPool, Value } from "@coincoin/sql/postgres";
import { difference, exact, isPositive, sum } from "../payments/money.ts";

/** What people entered about the money of a payment collection. */
export interface Entries {
  /** By currency: assigned from other collections, less what was assigned away. */
  readonly assigned: Readonly<Record<string, string>>;
  /** By currency: sent back by hand. */
  readonly sentBack: Readonly<Record<string, string>>;
}

export const ASSIGNMENTS = "coincoin.medusa_assignments";
export const REFUNDS = "coincoin.medusa_refunds";

const ENTRIES = `
  SELECT 'assigned' AS kind, currency, sum(CASE WHEN to_collection = $1 THEN amount ELSE -amount END)::text AS amount
  FROM ${ASSIGNMENTS} WHERE from_collection = $1 OR to_collection = $1 GROUP BY currency
  UNION ALL
  SELECT 'sentBack', currency, sum(amount)::text
  FROM ${REFUNDS} WHERE collection_id = $1 AND withdrawn_at IS NULL GROUP BY currency`;

/** A change to the ledger that is refused where less than its amount is there. */
export interface LedgerChange {
  readonly collectionId: string;
  readonly currency: string;
  readonly amount: string;
  /** What there would be without any entry. */
  readonly before: string;
}

/** The two tables in which people say where money went, read and changed together: no money is given away twice. */
export class Ledger {
  readonly #pool: PostgresPool;

  constructor(pool: PostgresPool) {
    this.#pool = pool;
  }

  entries(collectionId: string): Promise<Entries> {
    return this.#with((client) => entriesOf(client, collectionId));
  }

  async query(text: string, values: Value[]): Promise<readonly Readonly<Record<string, unknown>>[]> {
    return this.#with(async (client) => (await client.query(text, values)).rows);
  }

  /** Runs a statement that takes an amount, one after the other for a collection. False where there is less. */
  enter(change: LedgerChange, text: string, values: Value[]): Promise<boolean> {
    return this.#with(async (client) => {
      await client.query("BEGIN");
      await client.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [
        `coincoin ledger ${change.collectionId}`,
      ]);
      const { assigned, sentBack } = await entriesOf(client, change.collectionId);
      const { currency, before } = change;
      const left = difference(sum([before, assigned[currency] ?? "0"]), sentBack[currency] ?? "0");
      const isThere = !isPositive(difference(change.amount, left));
      if (isThere) await client.query(text, values);
      await client.query("COMMIT");
      return isThere;
    });
  }

  /** A connection that failed goes, and its transaction with it. */
  async #with<T>(body: (client: PostgresClient) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    try {
      const value = await body(client);
      client.release();
      return value;
    } catch (error) {
      client.release(error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
  }
}

async function entriesOf(client: PostgresClient, collectionId: string): Promise<Entries> {
  const { rows } = await client.query(ENTRIES, [collectionId]);
  const of = (kind: string) =>
    Object.fromEntries(
      rows
        .filter((row) => row["kind"] === kind)
        .map((row) => [String(row["currency"]), exact(String(row["amount"]))]),
    );
  return { assigned: of("assigned"), sentBack: of("sentBack") };
}
