import { randomUUID } from "node:crypto";
import type { PostgresClient } from "@coincoin/sql/postgres";
import { ASSIGNMENTS, type Ledger } from "./ledger.ts";

/** Money that came for one payment collection and counts toward another, since a person said so. */
export interface Assignment {
  readonly from: string;
  readonly to: string;
  readonly amount: string;
  readonly currency: string;
  readonly by: string;
}

export async function createAssignmentTable(client: PostgresClient): Promise<void> {
  await client.query(`CREATE TABLE IF NOT EXISTS ${ASSIGNMENTS} (
    id text PRIMARY KEY,
    from_collection text NOT NULL,
    to_collection text NOT NULL CHECK (to_collection <> from_collection),
    amount numeric NOT NULL CHECK (amount > 0),
    currency text NOT NULL,
    by text NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
  )`);
  await client.query(
    `CREATE INDEX IF NOT EXISTS medusa_assignments_from ON ${ASSIGNMENTS} (from_collection)`,
  );
  await client.query(`CREATE INDEX IF NOT EXISTS medusa_assignments_to ON ${ASSIGNMENTS} (to_collection)`);
}

export class Assignments {
  readonly #ledger: Ledger;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** False when less than that is left. `before` is what the collection has free without any entry of a person. */
  assign({ from, to, amount, currency, by }: Assignment, before: string): Promise<boolean> {
    return this.#ledger.enter(
      { collectionId: from, currency, amount, before },
      `INSERT INTO ${ASSIGNMENTS} (id, from_collection, to_collection, amount, currency, by) VALUES ($1, $2, $3, $4, $5, $6)`,
      [`ccasg_${randomUUID()}`, from, to, amount, currency, by],
    );
  }
}
