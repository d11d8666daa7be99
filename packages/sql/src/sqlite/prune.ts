import type { Purchase } from "@coincoin/core";
import { dayOf, type PruneQuery, tombstonesOf } from "@coincoin/core/store";
import { decode } from "../shared/facts.ts";
import { toKey } from "../shared/keys.ts";
import { type Database, text } from "./database.ts";
import { upkeep } from "./statements.ts";

export function prune(database: Database, query: PruneQuery): number {
  const app = toKey(query.appId);
  const keep = JSON.stringify(query.keepTypes);
  const { olderThan, limit } = query;
  const rows = database.allNamed(upkeep.prunable, { app, older: olderThan, keep, limit });
  for (const row of rows) remove(database, app, decode("purchase", text(row, "data")), query.now);
  const done = database.run(upkeep.deleteDone, app, olderThan, limit);
  database.run(upkeep.deleteUnwanted, app, olderThan, keep, limit - done);
  database.run(upkeep.deleteRequests, app, dayOf(olderThan));
  return rows.length;
}

function remove(database: Database, app: string, purchase: Purchase, now: string): void {
  const reference = toKey(purchase.reference);
  for (const tombstone of tombstonesOf(purchase, now)) {
    const id = toKey(tombstone.paymentId);
    const unpaid = tombstone.paidAt === null ? 1 : 0;
    database.run(upkeep.bury, app, id, reference, unpaid, JSON.stringify(tombstone));
    database.run(upkeep.deleteInboxOf, app, id);
    database.run(upkeep.deleteDeliveriesOf, app, id);
  }
  database.run(upkeep.deletePurchase, app, reference);
}
