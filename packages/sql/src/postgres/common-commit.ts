import type { Commit } from "@coincoin/core/store";
import { toKey } from "../shared/keys.ts";
import { locksOf } from "./commit.ts";
import { DURABLE } from "./deliveries.ts";
import type { Locks } from "./locks.ts";
import { integer, type Session } from "./session.ts";
import { insertDeliveries, insertInbox, putOrders, Writes } from "./writes.ts";

const DONE = "WHERE (SELECT true FROM done WHERE done.place = r.place)";

/**
 * The common commit, whole: a purchase goes on by one version, with attempts that it had and a notification that is new, and
 * answers no item that is open. The locks keep out commits that look first and write then. What one of those wrote after this
 * statement's look and before its locks is noticed: the version is that of the row as it is now, and a notification that came meanwhile
 * violates its key, with which nothing is stored. One that does not fit is left out.
 */
const COMMON = `WITH asked AS MATERIALIZED (
  SELECT c.*, (SELECT seq FROM @purchases WHERE app_id = $1 AND reference = c.reference) AS seq,
    (SELECT bool_and(pg_try_advisory_xact_lock(key::bigint)) FROM json_array_elements_text(c.locks) l (key)) AS locked
  FROM json_to_recordset($2::json) c (place integer, reference text, version integer, wake_at text, over_since text, status text,
    data text, locks json, payments json, inbox json, answers json), ${DURABLE} WHERE durable.setting = 'on'),
done AS (UPDATE @purchases p SET version = a.version, wake_at = a.wake_at, over_since = a.over_since, status = a.status, data = a.data
  FROM asked a WHERE p.seq = ANY (ARRAY(SELECT seq FROM asked)) AND p.seq = a.seq AND p.version = a.version - 1 AND a.locked
  AND (SELECT count(*) FROM @orders WHERE app_id = $1 AND reference = a.reference) = json_array_length(a.payments)
  AND (SELECT bool_and((SELECT reference FROM @orders WHERE app_id = $1 AND payment_id = k.id) IS NOT DISTINCT FROM a.reference)
    FROM json_array_elements_text(a.payments) k (id))
  AND NOT EXISTS (SELECT FROM json_to_recordset(a.inbox) k (payment_id text, digest text)
    WHERE (SELECT true FROM @inbox WHERE app_id = $1 AND payment_id = k.payment_id AND digest = k.digest))
  AND NOT EXISTS (SELECT FROM json_array_elements_text(a.answers) k (id)
    WHERE (SELECT open FROM @attention WHERE app_id = $1 AND id = k.id))
  RETURNING a.place),
orders AS (${putOrders("$3", DONE)}),
inbox AS (${insertInbox("$4", DONE)}),
deliveries AS (${insertDeliveries("$5", DONE)})
SELECT place FROM done`;

type CommonCommit = Commit & Required<Pick<Commit, "guard" | "purchase">>;

/** Its guard says nothing that its purchase does not. */
export function isCommon(change: Commit): change is CommonCommit {
  const { guard, purchase, inbox = [], attention = [], refunds = [], app } = change;
  if (guard === undefined || purchase === undefined || inbox.length > 1) return false;
  if (attention.length > 0 || refunds.length > 0 || app !== undefined) return false;
  const isOfIt =
    "reference" in guard
      ? guard.reference === purchase.reference
      : purchase.attempts.some(({ paymentId }) => paymentId === guard.paymentId);
  return isOfIt && guard.version > 0 && guard.version === purchase.version - 1;
}

/** Those of one app that share no lock, in one round trip. Undefined where one has to go alone. Rejects with nothing stored. */
export async function commitCommon(
  session: Session,
  locks: Locks,
  changes: readonly CommonCommit[],
): Promise<("committed" | undefined)[]> {
  const app = toKey(changes[0]?.appId ?? "");
  const each = changes.map((change, place) => {
    const { purchase, inbox = [], events = [], resolves } = change;
    const writes = new Writes(app, place);
    writes.purchase(purchase, []);
    writes.inbox(inbox);
    writes.events(events);
    const ask = {
      ...writes.rows.purchases[0],
      place,
      locks: locksOf(locks, change).map(String),
      payments: purchase.attempts.map((order) => toKey(order.paymentId)),
      inbox: inbox.map(({ paymentId, digest }) => ({ payment_id: toKey(paymentId), digest: toKey(digest) })),
      answers: (resolves?.ids ?? []).map(toKey),
    };
    return { ask, rows: writes.rows };
  });
  const rows = await session.query(COMMON, [
    app,
    JSON.stringify(each.map(({ ask }) => ask)),
    JSON.stringify(each.flatMap((one) => one.rows.orders)),
    JSON.stringify(each.flatMap((one) => one.rows.inbox)),
    JSON.stringify(each.flatMap((one) => one.rows.deliveries)),
  ]);
  const done = new Set(rows.map((row) => integer(row, "place")));
  return changes.map((_, place) => (done.has(place) ? "committed" : undefined));
}
