import type { DeliveryRecord } from "@coincoin/core";
import type {
  AttentionDraft,
  BringForwardQuery,
  ClaimQuery,
  Delivery,
  DeliveryState,
  LeaseRenewal,
  RetryQuery,
  Settlement,
  UnclaimedQuery,
} from "@coincoin/core/store";
import { decode } from "../shared/facts.ts";
import { toKey } from "../shared/keys.ts";
import { attentionLocks, writeAttention } from "./commit.ts";
import type { Locks } from "./locks.ts";
import type { Value } from "./pool.ts";
import { integer, optionalText, type Query, type Row, type Session, text } from "./session.ts";
import { Writes } from "./writes.ts";

/** Joined to a statement that is a transaction of its own, so that it is on disk before it is answered. */
export const DURABLE = "(SELECT set_config('synchronous_commit', 'on', true) AS setting) durable";

/** Per type a walk down an index, merged: what is pending of types that nobody handles is not touched. */
const CLAIM = `WITH picked AS (
  SELECT d.seq, d.ready_at FROM json_array_elements_text($2::json) t (type)
  CROSS JOIN LATERAL (SELECT seq, ready_at FROM @deliveries
    WHERE app_id = $1 AND type = t.type AND state = 'pending' AND ready_at <= $3
    ORDER BY ready_at, seq LIMIT $4::integer FOR UPDATE SKIP LOCKED) d
  ORDER BY d.ready_at, d.seq LIMIT $4::integer)
UPDATE @deliveries d SET claimed = true, attempts = attempts + 1, lease_id = $5, ready_at = $6
FROM picked, ${DURABLE} WHERE d.seq = picked.seq AND durable.setting = 'on'
RETURNING d.seq, d.event, d.attempts, d.last_error, picked.ready_at AS since`;

export async function claim(session: Session, query: ClaimQuery): Promise<Delivery[]> {
  const { appId, types, now, limit, leaseId, leaseUntil } = query;
  if (limit < 1 || types.length === 0) return [];
  const names = JSON.stringify([...new Set(types)]);
  const rows = await session.query(CLAIM, [toKey(appId), names, now, limit, toKey(leaseId), leaseUntil]);
  const since = (row: Row) => text(row, "since");
  return [...rows]
    .sort((a, b) =>
      since(a) === since(b) ? integer(a, "seq") - integer(b, "seq") : since(a) < since(b) ? -1 : 1,
    )
    .map((row) => ({
      event: decode("event", text(row, "event")),
      attempt: integer(row, "attempts"),
      leaseId,
      lastError: readError(row),
    }));
}

/** Found by its id whatever else is asked of it: in a young table an index of what is pending looks shorter, and is not. */
const THIS = "seq = (SELECT seq FROM @deliveries WHERE app_id = $1 AND event_id = $2)";

const LEASED = `${THIS} AND lease_id = $3 AND state = 'pending' AND durable.setting = 'on'`;

const SETTLE = {
  done: `UPDATE @deliveries SET state = 'done', done_at = $4, lease_id = NULL FROM ${DURABLE} WHERE ${LEASED} RETURNING seq`,
  dead: `UPDATE @deliveries SET state = 'dead', last_error = $4, lease_id = NULL FROM ${DURABLE} WHERE ${LEASED} RETURNING seq`,
  retry: `UPDATE @deliveries SET available_at = $5, ready_at = $5, last_error = $4, lease_id = NULL
    FROM ${DURABLE} WHERE ${LEASED} RETURNING seq`,
};

export async function settle(session: Session, locks: Locks, settlement: Settlement): Promise<boolean> {
  const { result, now, attention = [] } = settlement;
  const app = toKey(settlement.appId);
  const lease = [app, toKey(settlement.eventId), toKey(settlement.leaseId)];
  const values: Value[] =
    result.type === "done"
      ? [...lease, now]
      : result.type === "dead"
        ? [...lease, JSON.stringify(result.error)]
        : [...lease, JSON.stringify(result.error), result.availableAt];
  if (attention.length === 0) return (await session.query(SETTLE[result.type], values)).length > 0;
  return session.transaction(attentionLocks(locks, app, attention, []), async (query) => {
    const changed = (await query(SETTLE[result.type], values)).length > 0;
    if (changed) await putAttention(query, app, attention);
    return { keep: changed, value: changed };
  });
}

/** As `LEASED` finds one, for many; of two that are the same one changes the row. */
const SETTLE_DONE = `WITH r AS (SELECT * FROM json_to_recordset($2::json) r (place integer, event_id text, lease_id text, now text))
  UPDATE @deliveries d SET state = 'done', done_at = r.now, lease_id = NULL FROM r, ${DURABLE}
  WHERE d.seq = ANY (ARRAY(SELECT (SELECT seq FROM @deliveries WHERE app_id = $1 AND event_id = r.event_id) FROM r))
  AND d.event_id = r.event_id AND d.lease_id = r.lease_id AND d.state = 'pending' AND durable.setting = 'on' RETURNING r.place`;

/** Attempts of one app that were good, in one statement. */
export async function settleDone(session: Session, settlements: readonly Settlement[]): Promise<boolean[]> {
  const leases = settlements.map(({ eventId, leaseId, now }, place) => ({
    place,
    event_id: toKey(eventId),
    lease_id: toKey(leaseId),
    now,
  }));
  const rows = await session.query(SETTLE_DONE, [toKey(settlements[0]?.appId ?? ""), JSON.stringify(leases)]);
  const changed = new Set(rows.map((row) => integer(row, "place")));
  return settlements.map((_, place) => changed.has(place));
}

async function putAttention(query: Query, app: string, drafts: readonly AttentionDraft[]): Promise<void> {
  const rows = await query(
    "SELECT id, data FROM @attention WHERE app_id = $1 AND id = ANY (ARRAY(SELECT json_array_elements_text($2::json)))",
    [app, JSON.stringify(drafts.map((draft) => toKey(draft.id)))],
  );
  const known = new Map(rows.map((row) => [text(row, "id"), decode("attention", text(row, "data"))]));
  const writes = new Writes(app);
  writeAttention(writes, known, { attention: drafts });
  await writes.run(query);
}

export async function renew(session: Session, lease: LeaseRenewal): Promise<boolean> {
  const { appId, eventId, leaseId, leaseUntil } = lease;
  const rows = await session.query(
    `UPDATE @deliveries SET ready_at = $4 FROM ${DURABLE} WHERE ${LEASED} RETURNING seq`,
    [toKey(appId), toKey(eventId), toKey(leaseId), leaseUntil],
  );
  return rows.length > 0;
}

/** The latest that a delivery of its kind may lie. */
const LATEST = "CASE WHEN NOT d.claimed THEN $3 WHEN d.lease_id IS NULL THEN $5 ELSE $4 END";

/** All of the condition is on the row itself, so that it is judged again where somebody changed the row meanwhile. */
const BRING_FORWARD = `UPDATE @deliveries d SET ready_at = ${LATEST},
  available_at = CASE WHEN d.lease_id IS NULL THEN ${LATEST} ELSE d.available_at END
  FROM ${DURABLE} WHERE d.app_id = $1 AND d.type = ANY (ARRAY(SELECT json_array_elements_text($2::json)))
  AND d.state = 'pending' AND d.ready_at > least($3::text, $4::text, $5::text) AND d.ready_at > ${LATEST}
  AND durable.setting = 'on' RETURNING d.seq`;

export async function bringForward(session: Session, query: BringForwardQuery): Promise<number> {
  const { appId, types, unclaimed: fresh, leased, waiting } = query;
  const values = [toKey(appId), JSON.stringify(types), fresh, leased, waiting];
  return (await session.query(BRING_FORWARD, values)).length;
}

export async function retry(session: Session, query: RetryQuery): Promise<boolean> {
  const rows = await session.query(
    `UPDATE @deliveries SET state = 'pending', attempts = 0, available_at = $3, ready_at = $3
     FROM ${DURABLE} WHERE ${THIS} AND state = 'dead' AND durable.setting = 'on' RETURNING seq`,
    [toKey(query.appId), toKey(query.eventId), query.now],
  );
  return rows.length > 0;
}

export const RECORD = "seq, event, state, attempts, created_at, available_at, done_at, last_error";

const UNCLAIMED = `SELECT d.* FROM json_array_elements_text($2::json) t (type)
  CROSS JOIN LATERAL (SELECT ${RECORD}, ready_at FROM @deliveries
    WHERE app_id = $1 AND type = t.type AND state = 'pending' AND NOT claimed AND ready_at < $3
    ORDER BY ready_at, seq LIMIT $4::integer) d
  ORDER BY d.ready_at, d.seq LIMIT $4::integer`;

export async function unclaimed(session: Session, query: UnclaimedQuery): Promise<DeliveryRecord[]> {
  const { appId, types, before, limit } = query;
  const rows = await session.query(UNCLAIMED, [
    toKey(appId),
    JSON.stringify([...new Set(types)]),
    before,
    limit,
  ]);
  return rows.map(readRecord);
}

export function readRecord(row: Row): DeliveryRecord {
  return {
    event: decode("event", text(row, "event")),
    state: readState(text(row, "state")),
    attempts: integer(row, "attempts"),
    createdAt: text(row, "created_at"),
    availableAt: text(row, "available_at"),
    doneAt: optionalText(row, "done_at"),
    lastError: readError(row),
  };
}

function readState(state: string): DeliveryState {
  return state === "done" || state === "dead" ? state : "pending";
}

/** Stored as JSON: what a handler threw may hold any character. */
function readError(row: Row): string | null {
  const json = optionalText(row, "last_error");
  return json === null ? null : decode("error", json);
}
