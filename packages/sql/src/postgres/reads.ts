import type { AttentionItem, DeliveryRecord, InboxEntry, Page, Refund } from "@coincoin/core";
import {
  addressKey,
  type CountOpenQuery,
  type CountParkedQuery,
  type DeliveryState,
  type DueQuery,
  type ListAttentionQuery,
  type ListDeliveriesQuery,
  type ListInboxQuery,
  type OpenAtQuery,
  type ReadQuery,
  type RefundsQuery,
  type SharedAddressesQuery,
  type Snapshot,
  type StatsQuery,
  type StoreStats,
  type UnappliedOutcome,
} from "@coincoin/core/store";
import { appFacts, decode } from "../shared/facts.ts";
import { fromKey, toKey } from "../shared/keys.ts";
import { COUNT_LIMIT, PARKED_LIMIT } from "../shared/limits.ts";
import { readCursor, toPage } from "../shared/pages.ts";
import { RECORD, readRecord } from "./deliveries.ts";
import type { Value } from "./pool.ts";
import { integer, optionalText, type Row, type Session, text } from "./session.ts";

const APP = `(SELECT pin FROM @apps WHERE app_id = $1) AS pin,
  (SELECT confirmed_seen_at FROM @apps WHERE app_id = $1) AS confirmed_seen_at`;

const BY_PAYMENT = `SELECT
  (SELECT p.data FROM @orders o JOIN @purchases p ON p.app_id = o.app_id AND p.reference = o.reference
    WHERE o.app_id = $1 AND o.payment_id = q.payment_id) AS purchase,
  (SELECT data FROM @tombstones WHERE app_id = $1 AND payment_id = q.payment_id) AS tombstone,
  (SELECT data FROM @inbox WHERE app_id = $1 AND payment_id = q.payment_id AND digest = q.digest) AS seen,
  (SELECT json_agg(data ORDER BY seq)::text FROM (SELECT data, seq FROM @inbox
    WHERE app_id = $1 AND payment_id = q.payment_id AND outcome = 'parked' ORDER BY seq LIMIT ${PARKED_LIMIT}) r) AS parked,
  ${APP}
  FROM json_to_recordset($2::json) q (place integer, payment_id text, digest text) ORDER BY q.place`;

const BY_REFERENCE = `SELECT
  (SELECT data FROM @purchases WHERE app_id = $1 AND reference = $2) AS purchase,
  (SELECT data FROM @tombstones WHERE app_id = $1 AND reference = $2 ORDER BY unpaid, seq LIMIT 1) AS tombstone,
  NULL AS seen, NULL AS parked, ${APP}`;

export type PaymentQuery = ReadQuery & { readonly paymentId: string };

/** Of one app. One statement, so one look. */
export async function byPayment(session: Session, queries: readonly PaymentQuery[]): Promise<Snapshot[]> {
  const wanted = queries.map(({ paymentId, digest }, place) => ({
    place,
    payment_id: toKey(paymentId),
    digest: digest === undefined ? null : toKey(digest),
  }));
  const app = toKey(queries[0]?.appId ?? "");
  return (await session.query(BY_PAYMENT, [app, JSON.stringify(wanted)])).map(snapshotOf);
}

export async function byReference(
  session: Session,
  query: ReadQuery & { readonly reference: string },
): Promise<Snapshot> {
  const [row] = await session.query(BY_REFERENCE, [toKey(query.appId), toKey(query.reference)]);
  if (row === undefined) throw new TypeError("no answer");
  return snapshotOf(row);
}

function snapshotOf(row: Row): Snapshot {
  const of = (column: string) => optionalText(row, column);
  const [purchase, tombstone, seen, parked] = [of("purchase"), of("tombstone"), of("seen"), of("parked")];
  return {
    purchase: purchase === null ? undefined : decode("purchase", purchase),
    tombstone: tombstone === null ? undefined : decode("tombstone", tombstone),
    seen: seen === null ? undefined : decode("inbox", seen),
    parked: parked === null ? [] : decode("texts", parked).map((data) => decode("inbox", data)),
    app: appFacts(of("pin"), of("confirmed_seen_at")),
  };
}

export async function now(session: Session): Promise<string> {
  const [row] = await session.query(
    "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint::text AS ms",
    [],
  );
  if (row === undefined) throw new TypeError("no answer");
  return new Date(Number(text(row, "ms"))).toISOString();
}

export async function due(session: Session, query: DueQuery): Promise<string[]> {
  const rows = await session.query(
    "SELECT reference FROM @purchases WHERE app_id = $1 AND wake_at <= $2 ORDER BY wake_at, seq LIMIT $3::integer",
    [toKey(query.appId), query.now, query.limit],
  );
  return rows.map((row) => fromKey(text(row, "reference")));
}

export async function countOpen(session: Session, query: CountOpenQuery): Promise<number> {
  const { appId, now: at, limit, customer } = query;
  const isOf = customer === undefined ? "" : "AND customer = $4";
  const [row] = await session.query(
    `SELECT count(*) AS n FROM (SELECT 1 FROM @orders WHERE app_id = $1 AND open_until > $2 ${isOf} LIMIT $3::integer) r`,
    [toKey(appId), at, limit, ...(customer === undefined ? [] : [toKey(customer)])],
  );
  return integer(row, "n");
}

export async function openAt(session: Session, query: OpenAtQuery): Promise<string[]> {
  const rows = await session.query(
    `SELECT payment_id FROM @orders WHERE app_id = $1 AND address = $2 AND open_until > $3
      ORDER BY seq LIMIT $4::integer`,
    [toKey(query.appId), toKey(addressKey(query.address)), query.now, query.limit],
  );
  return rows.map((row) => fromKey(text(row, "payment_id")));
}

export async function sharedAddresses(session: Session, query: SharedAddressesQuery): Promise<string[]> {
  const rows = await session.query(
    `SELECT address FROM @orders WHERE app_id = $1 AND address IS NOT NULL AND open_until > $2
      GROUP BY address HAVING count(*) > 1 ORDER BY address LIMIT $3::integer`,
    [toKey(query.appId), query.now, query.limit],
  );
  return rows.map((row) => text(row, "address"));
}

export async function countParked(session: Session, query: CountParkedQuery): Promise<number> {
  const [row] = await session.query(
    `SELECT count(*) AS n FROM (SELECT 1 FROM @inbox i WHERE app_id = $1 AND outcome = 'parked'
      AND NOT EXISTS (SELECT 1 FROM @orders o WHERE o.app_id = i.app_id AND o.payment_id = i.payment_id)
      LIMIT $2::integer) r`,
    [toKey(query.appId), query.limit],
  );
  return integer(row, "n");
}

interface ListOf<T> {
  readonly columns: string;
  readonly from: string;
  readonly seq: string;
  readonly where: readonly Condition[];
  readonly read: (row: Row) => T;
}

/** `?` stands for the value; `$1` is the app. */
interface Condition {
  readonly sql: string;
  readonly value?: Value;
}

async function list<T>(
  session: Session,
  query: { readonly appId: string; readonly limit: number; readonly after?: string | undefined },
  { columns, from, seq, where, read }: ListOf<T>,
): Promise<Page<T>> {
  const values: Value[] = [toKey(query.appId), readCursor(query.after), query.limit + 1];
  const conditions = where.map(({ sql, value }) =>
    value === undefined ? sql : sql.replace("?", `$${values.push(value)}`),
  );
  const rows = await session.query(
    `SELECT ${seq} AS seq, ${columns} FROM ${from}
     WHERE ${[`${seq} < $2::bigint`, ...conditions].join(" AND ")} ORDER BY ${seq} DESC LIMIT $3::integer`,
    values,
  );
  const numbered = rows.map((row) => ({ seq: integer(row, "seq"), row }));
  return toPage(numbered, query.limit, ({ row }) => read(row));
}

export function listRefunds(session: Session, query: RefundsQuery): Promise<Page<Refund>> {
  const { paymentId, reference } = query;
  const ofReference = reference === undefined ? [] : [{ sql: "reference = ?", value: toKey(reference) }];
  return list(session, query, {
    columns: "data",
    from: "@refunds",
    seq: "seq",
    where: [ofApp, ...ofPayment(paymentId), ...ofReference],
    read: (row) => decode("refund", text(row, "data")),
  });
}

export function listInbox(session: Session, query: ListInboxQuery): Promise<Page<InboxEntry>> {
  return list(session, query, {
    columns: "data",
    from: "@inbox",
    seq: "seq",
    where: [ofApp, ...ofPayment(query.paymentId), ...ofOutcome(query.outcome)],
    read: (row) => decode("inbox", text(row, "data")),
  });
}

export function listAttention(session: Session, query: ListAttentionQuery): Promise<Page<AttentionItem>> {
  return list(session, query, {
    columns: "data",
    from: "@attention",
    seq: "seq",
    where: [ofApp, ...ofPayment(query.paymentId), ...ofOpen(query.open)],
    read: (row) => decode("attention", text(row, "data")),
  });
}

export function listDeliveries(session: Session, query: ListDeliveriesQuery): Promise<Page<DeliveryRecord>> {
  return list(session, query, {
    columns: RECORD.replace("seq, ", ""),
    from: "@deliveries",
    seq: "seq",
    where: [ofApp, ...ofPayment(query.paymentId), ...ofState(query.state)],
    read: readRecord,
  });
}

const ofApp: Condition = { sql: "app_id = $1" };

function ofPayment(paymentId: string | undefined): Condition[] {
  return paymentId === undefined ? [] : [{ sql: "payment_id = ?", value: toKey(paymentId) }];
}

/** The condition on 'applied' lets the partial index serve. */
function ofOutcome(outcome: UnappliedOutcome | undefined): Condition[] {
  return outcome === undefined ? [] : [{ sql: "outcome = ? AND outcome <> 'applied'", value: outcome }];
}

/** Spelled out, so that the partial index of open items serves. */
function ofOpen(open: boolean | undefined): Condition[] {
  return open === undefined ? [] : [{ sql: open ? "open" : "NOT open" }];
}

/** Spelled out, so that the partial indexes of what is pending and what is dead serve. */
function ofState(state: DeliveryState | undefined): Condition[] {
  return state === undefined ? [] : [{ sql: `state = '${state}'` }];
}

const STATS = `SELECT
  (SELECT count(*) FROM (SELECT 1 FROM @deliveries WHERE app_id = $1 AND state = 'pending'
    AND type IN (SELECT json_array_elements_text($2::json)) LIMIT ${COUNT_LIMIT}) r) AS pending,
  (SELECT min(created_at) FROM @deliveries WHERE app_id = $1 AND state = 'pending'
    AND type IN (SELECT json_array_elements_text($2::json))) AS oldest,
  (SELECT count(*) FROM (SELECT 1 FROM @deliveries WHERE app_id = $1 AND state = 'pending' AND created_at > $3
    AND type IN (SELECT json_array_elements_text($2::json)) LIMIT ${COUNT_LIMIT}) r) AS ahead,
  (SELECT count(*) FROM (SELECT 1 FROM @deliveries WHERE app_id = $1 AND state = 'dead' LIMIT ${COUNT_LIMIT}) r) AS dead,
  (SELECT json_object_agg(kind, n)::text FROM (SELECT kind, count(*) AS n
    FROM (SELECT kind FROM @attention WHERE app_id = $1 AND open LIMIT ${COUNT_LIMIT}) a GROUP BY kind) k) AS attention,
  (SELECT count(*) FROM (SELECT 1 FROM @inbox WHERE app_id = $1 AND outcome = 'parked' LIMIT ${COUNT_LIMIT}) r) AS parked,
  (SELECT count(*) FROM (SELECT 1 FROM @inbox WHERE app_id = $1 AND outcome = 'held' LIMIT ${COUNT_LIMIT}) r) AS held`;

export async function stats(session: Session, query: StatsQuery): Promise<StoreStats> {
  const [row] = await session.query(STATS, [toKey(query.appId), JSON.stringify(query.types), query.now]);
  if (row === undefined) throw new TypeError("no answer");
  return {
    pendingDeliveries: integer(row, "pending"),
    oldestPendingAt: optionalText(row, "oldest"),
    aheadDeliveries: integer(row, "ahead"),
    deadDeliveries: integer(row, "dead"),
    attention: decode("counts", optionalText(row, "attention") ?? "{}"),
    parked: integer(row, "parked"),
    held: integer(row, "held"),
  };
}
