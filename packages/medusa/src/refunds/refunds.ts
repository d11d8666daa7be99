import { randomUUID } from "node:crypto";
import type { PostgresClient, PostgresPool } from "@coincoin/sql/postgres";
import { exact } from "../payments/money.ts";

/** Coins that a person sent back, entered by hand: CoinCoin cannot be asked to. */
export interface RefundRecord {
  readonly id: string;
  readonly collectionId: string;
  /** In the cart's currency, as Medusa will refund it. */
  readonly amount: string;
  /** Of the chain, or wherever it can be looked up. */
  readonly transaction: string;
  readonly by: string;
  readonly at: string;
  /** Medusa's refund that stands for it; null until there is one. */
  readonly usedBy: string | null;
}

const TABLE = "coincoin.medusa_refunds";
const COLUMNS = "id, collection_id, amount, transaction, by, at, used_by";

export async function createRefundTable(client: PostgresClient): Promise<void> {
  await client.query(`CREATE TABLE IF NOT EXISTS ${TABLE} (
    id text PRIMARY KEY,
    collection_id text NOT NULL,
    amount numeric NOT NULL CHECK (amount > 0),
    transaction text NOT NULL,
    by text NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    used_by text UNIQUE
  )`);
  await client.query(`CREATE INDEX IF NOT EXISTS medusa_refunds_collection ON ${TABLE} (collection_id)`);
}

/** Refunds made by hand, each of which lets Medusa book one refund of the same amount. */
export class Refunds {
  readonly #pool: PostgresPool;

  constructor(pool: PostgresPool) {
    this.#pool = pool;
  }

  async record(
    refund: Pick<RefundRecord, "collectionId" | "amount" | "transaction" | "by">,
  ): Promise<RefundRecord> {
    const [row] = await this.#query(
      `INSERT INTO ${TABLE} (id, collection_id, amount, transaction, by) VALUES ($1, $2, $3, $4, $5) RETURNING ${COLUMNS}`,
      [`ccref_${randomUUID()}`, refund.collectionId, refund.amount, refund.transaction, refund.by],
    );
    if (row === undefined) throw new TypeError("a refund was not stored");
    return row;
  }

  list(collectionId: string): Promise<RefundRecord[]> {
    return this.#query(`SELECT ${COLUMNS} FROM ${TABLE} WHERE collection_id = $1 ORDER BY at, id`, [
      collectionId,
    ]);
  }

  /** Takes one recorded refund of this amount for a refund of Medusa's. The same refund again gets the same record. */
  async take(collectionId: string, amount: string, refundId: string): Promise<RefundRecord | undefined> {
    const [row] = await this.#query(
      `UPDATE ${TABLE} SET used_by = $3 WHERE id = (
        SELECT id FROM ${TABLE}
        WHERE collection_id = $1 AND amount = $2::numeric AND (used_by IS NULL OR used_by = $3)
        ORDER BY used_by NULLS LAST, at LIMIT 1 FOR UPDATE
      ) RETURNING ${COLUMNS}`,
      [collectionId, amount, refundId],
    );
    return row;
  }

  async #query(text: string, values: string[]): Promise<RefundRecord[]> {
    const client = await this.#pool.connect();
    try {
      const { rows } = await client.query(text, values);
      client.release();
      return rows.map(recordOf);
    } catch (error) {
      client.release(error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
  }
}

function recordOf(row: Readonly<Record<string, unknown>>): RefundRecord {
  const { at, used_by: usedBy } = row;
  return {
    id: String(row["id"]),
    collectionId: String(row["collection_id"]),
    amount: exact(String(row["amount"])),
    transaction: String(row["transaction"]),
    by: String(row["by"]),
    at: at instanceof Date ? at.toISOString() : String(at),
    usedBy: typeof usedBy === "string" ? usedBy : null,
  };
}
