import type { Purchase } from "@coincoin/core";
import { dayOf, type PruneInboxQuery, type PruneQuery, tombstonesOf } from "@coincoin/core/store";
import { decode } from "../shared/facts.ts";
import { toKey } from "../shared/keys.ts";
import { isOpen } from "../shared/listing.ts";
import { DURABLE } from "./deliveries.ts";
import type { Locks } from "./locks.ts";
import { type Query, type Session, text } from "./session.ts";

/** Purchases of one transaction. */
const CHUNK = 50;

const OVER = `p.app_id = $1 AND p.over_since < $2
  AND NOT EXISTS (SELECT 1 FROM @attention a WHERE a.app_id = p.app_id AND a.reference = p.reference AND a.open)
  AND NOT EXISTS (SELECT 1 FROM @orders o JOIN @attention a ON a.app_id = o.app_id AND a.payment_id = o.payment_id
    WHERE o.app_id = p.app_id AND o.reference = p.reference AND a.open)
  AND NOT EXISTS (SELECT 1 FROM @orders o JOIN @deliveries d ON d.app_id = o.app_id AND d.payment_id = o.payment_id
    WHERE o.app_id = p.app_id AND o.reference = p.reference AND (d.state = 'dead' OR (d.state = 'pending'
    AND (d.claimed OR d.created_at >= $2 OR d.type IN (SELECT json_array_elements_text($3::json))))))`;

export async function prune(session: Session, locks: Locks, query: PruneQuery): Promise<number> {
  const app = toKey(query.appId);
  const keep = JSON.stringify(query.keepTypes);
  let pruned = 0;
  let found = await session.query(
    `SELECT p.data FROM @purchases p WHERE ${OVER} ORDER BY p.over_since, p.seq LIMIT $4::integer`,
    [app, query.olderThan, keep, query.limit],
  );
  for (; found.length > 0; found = found.slice(CHUNK)) {
    const purchases = found.slice(0, CHUNK).map((row) => decode("purchase", text(row, "data")));
    pruned += await bury(session, locks, app, { ...query, purchases });
  }
  await removeOld(session, app, keep, query);
  return pruned;
}

/** Rows that nobody waits for any more: those of orders go with their purchase. */
export function pruneInbox(
  session: Session,
  { appId, outcomes, olderThan, limit }: PruneInboxQuery,
): Promise<number> {
  return session.transaction([], async (query) => {
    const gone = await query(
      `DELETE FROM @inbox WHERE seq IN (SELECT i.seq FROM @inbox i WHERE i.app_id = $1
        AND i.outcome IN (SELECT json_array_elements_text($2::json)) AND i.outcome <> 'applied' AND i.last_at < $3
        AND NOT EXISTS (SELECT 1 FROM @orders o WHERE o.app_id = i.app_id AND o.payment_id = i.payment_id)
        ORDER BY i.seq LIMIT $4::integer) RETURNING seq`,
      [toKey(appId), JSON.stringify(outcomes), olderThan, limit],
    );
    return { keep: true, value: gone.length };
  });
}

/** Under the locks that a commit on these purchases needs; looks again, since one may have come first. */
function bury(
  session: Session,
  locks: Locks,
  app: string,
  query: PruneQuery & { purchases: readonly Purchase[] },
): Promise<number> {
  const keys = query.purchases.flatMap(({ reference, attempts }) => [
    locks.reference(app, toKey(reference)),
    ...attempts.map((order) => locks.payment(app, toKey(order.paymentId))),
  ]);
  return session.transaction(keys, async (run) => {
    const still = await run(
      `SELECT p.data FROM @purchases p WHERE ${OVER}
       AND p.reference = ANY (ARRAY(SELECT json_array_elements_text($4::json))) ORDER BY p.over_since, p.seq`,
      [
        app,
        query.olderThan,
        JSON.stringify(query.keepTypes),
        JSON.stringify(query.purchases.map((purchase) => toKey(purchase.reference))),
      ],
    );
    const purchases = still.map((row) => decode("purchase", text(row, "data")));
    if (purchases.length > 0) await remove(run, app, purchases, query.now);
    return { keep: true, value: purchases.length };
  });
}

async function remove(run: Query, app: string, purchases: readonly Purchase[], now: string): Promise<void> {
  const rows = purchases.flatMap((purchase) =>
    tombstonesOf(purchase, now).map((tombstone) => ({
      payment_id: toKey(tombstone.paymentId),
      reference: toKey(tombstone.reference),
      unpaid: isOpen(tombstone),
      data: JSON.stringify(tombstone),
    })),
  );
  await run(
    `WITH gone AS (SELECT * FROM json_to_recordset($2::json) r (payment_id text, reference text, unpaid boolean, data text)),
     buried AS (INSERT INTO @tombstones (app_id, payment_id, reference, unpaid, data)
       SELECT $1::text, payment_id, reference, unpaid, data FROM gone),
     unread AS (DELETE FROM @inbox WHERE app_id = $1 AND payment_id = ANY (ARRAY(SELECT payment_id FROM gone))),
     -- One that was claimed a moment ago is left to the one who is delivering it.
     told AS (DELETE FROM @deliveries WHERE app_id = $1 AND payment_id = ANY (ARRAY(SELECT payment_id FROM gone))
       AND (state = 'done' OR NOT claimed))
     DELETE FROM @purchases WHERE app_id = $1 AND reference = ANY (ARRAY(SELECT reference FROM gone))`,
    [app, JSON.stringify(rows)],
  );
}

async function removeOld(
  session: Session,
  app: string,
  keep: string,
  { olderThan, limit }: PruneQuery,
): Promise<void> {
  const done = await session.query(
    `DELETE FROM @deliveries d USING ${DURABLE} WHERE durable.setting = 'on' AND d.seq IN (SELECT seq FROM @deliveries
     WHERE app_id = $1 AND state = 'done' AND created_at < $2 ORDER BY created_at, seq LIMIT $3::integer) RETURNING d.seq`,
    [app, olderThan, limit],
  );
  await session.query(
    `DELETE FROM @deliveries d USING ${DURABLE} WHERE durable.setting = 'on' AND NOT d.claimed AND d.seq IN
     (SELECT seq FROM @deliveries WHERE app_id = $1 AND state = 'pending' AND NOT claimed AND created_at < $2
     AND type NOT IN (SELECT json_array_elements_text($3::json)) ORDER BY created_at, seq LIMIT $4::integer)`,
    [app, olderThan, keep, limit - done.length],
  );
  await session.query("DELETE FROM @requests WHERE app_id = $1 AND day < $2", [app, dayOf(olderThan)]);
}
