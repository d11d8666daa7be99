import { randomUUID } from "node:crypto";
import type { PostgresClient } from "@coincoin/sql/postgres";
import { exact } from "../payments/money.ts";
import { type Ledger, REFUNDS } from "./ledger.ts";

/** Coins that a person sent back, entered by hand: CoinCoin cannot be asked to. */
export interface RefundRecord {
  readonly id: string;
  readonly collectionId: string;
  /** In `currency`, as Medusa will refund it. */
  readonly amount: string;
  /** Lower case. */
  readonly currency: string;
  /** Of the chain, or wherever it can be looked up. Each one counts once. */
  readonly transaction: string;
  readonly by: string;
  readonly at: string;
}

export type RefundEntry = Pick<RefundRecord, "collectionId" | "amount" | "currency" | "transaction" | "by">;

const COLUMNS = "id, collection_id, amount, currency, transaction, by, at";
const DUPLICATE = "23505";

export async function createRefundTable(client: PostgresClient): Promise<void> {
  await client.query(`CREATE TABLE IF NOT EXISTS ${REFUNDS} (
    id text PRIMARY KEY,
    collection_id text NOT NULL,
    amount numeric NOT NULL CHECK (amount > 0),
    currency text NOT NULL,
    transaction text NOT NULL,
    by text NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    withdrawn_by text,
    withdrawn_at timestamptz
  )`);
  await client.query(`CREATE INDEX IF NOT EXISTS medusa_refunds_collection ON ${REFUNDS} (collection_id)`);
  await client.query(
    `CREATE UNIQUE INDEX IF NOT EXISTS medusa_refunds_transaction ON ${REFUNDS} (lower(transaction)) WHERE withdrawn_at IS NULL`,
  );
}

/** Refunds made by hand: as much as was recorded and not booked yet, Medusa may book. */
export class Refunds {
  readonly #ledger: Ledger;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** `before` is all that came, without any entry of a person. */
  async record(
    entry: RefundEntry,
    before: string,
  ): Promise<RefundRecord | "more_than_came" | "transaction_known"> {
    const { collectionId, amount, currency, transaction, by } = entry;
    const id = `ccref_${randomUUID()}`;
    try {
      const isThere = await this.#ledger.enter(
        { collectionId, currency, amount, before },
        `INSERT INTO ${REFUNDS} (id, collection_id, amount, currency, transaction, by) VALUES ($1, $2, $3, $4, $5, $6)`,
        [id, collectionId, amount, currency, transaction, by],
      );
      if (!isThere) return "more_than_came";
    } catch (error) {
      if (codeOf(error) === DUPLICATE) return "transaction_known";
      throw error;
    }
    const recorded = (await this.list(collectionId)).find((record) => record.id === id);
    if (recorded === undefined) throw new TypeError("a refund was not stored");
    return recorded;
  }

  list(collectionId: string): Promise<RefundRecord[]> {
    return this.#records(
      `SELECT ${COLUMNS} FROM ${REFUNDS} WHERE collection_id = $1 AND withdrawn_at IS NULL ORDER BY at, id`,
      [collectionId],
    );
  }

  /** Takes a record back, as one that was entered by mistake. False where there is no such record. */
  async withdraw(collectionId: string, id: string, by: string): Promise<boolean> {
    const rows = await this.#ledger.query(
      `UPDATE ${REFUNDS} SET withdrawn_by = $3, withdrawn_at = now()
       WHERE id = $1 AND collection_id = $2 AND withdrawn_at IS NULL RETURNING id`,
      [id, collectionId, by],
    );
    return rows.length > 0;
  }

  async #records(text: string, values: string[]): Promise<RefundRecord[]> {
    return (await this.#ledger.query(text, values)).map(recordOf);
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
}

function recordOf(row: Readonly<Record<string, unknown>>): RefundRecord {
  const { at } = row;
  return {
    id: String(row["id"]),
    collectionId: String(row["collection_id"]),
    amount: exact(String(row["amount"])),
    currency: String(row["currency"]),
    transaction: String(row["transaction"]),
    by: String(row["by"]),
    at: at instanceof Date ? at.toISOString() : String(at),
  };
}
