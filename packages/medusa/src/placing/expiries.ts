import type { PostgresClient } from "@coincoin/sql/postgres";
import type { Ledger } from "../ledger/ledger.ts";

const TABLE = "coincoin.medusa_expiries";

export async function createExpiryTable(client: PostgresClient): Promise<void> {
  await client.query(
    `CREATE TABLE IF NOT EXISTS ${TABLE} (collection_id text PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())`,
  );
}

/** Collections of which a CoinCoin order is over without its money: their Medusa orders may be cancelled one day. */
export class Expiries {
  readonly #ledger: Ledger;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  async add(collectionId: string): Promise<void> {
    await this.#ledger.query(`INSERT INTO ${TABLE} (collection_id) VALUES ($1) ON CONFLICT DO NOTHING`, [
      collectionId,
    ]);
  }

  async list(): Promise<string[]> {
    const rows = await this.#ledger.query(`SELECT collection_id FROM ${TABLE} ORDER BY at`, []);
    return rows.map((row) => String(row["collection_id"]));
  }

  async remove(collectionId: string): Promise<void> {
    await this.#ledger.query(`DELETE FROM ${TABLE} WHERE collection_id = $1`, [collectionId]);
  }
}
