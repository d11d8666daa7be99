import type { PostgresPool } from "@coincoin/sql/postgres";
import { createAssignmentTable } from "../../ledger/assignments.ts";
import { createRefundTable } from "../../ledger/refunds.ts";
import { createCartLockTable } from "../../placing/cart-locks.ts";
import { createExpiryTable } from "../../placing/expiries.ts";
import { createProblemTable } from "../../placing/problems.ts";
import { createReportTable } from "../../placing/reports.ts";

/**
 * The plugin's own tables, beside core's. Also run when a store starts, so that one that was started without
 * `medusa db:migrate` sells all the same. One process after the other: PostgreSQL fails where two make the same table.
 */
export async function createTables(pool: PostgresPool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT pg_advisory_xact_lock(hashtextextended('coincoin medusa tables', 0))");
    await createRefundTable(client);
    await createAssignmentTable(client);
    await createCartLockTable(client);
    await createProblemTable(client);
    await createReportTable(client);
    await createExpiryTable(client);
    await client.query("COMMIT");
    client.release();
  } catch (error) {
    client.release(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}
