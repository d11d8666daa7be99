import { type AttentionItem, CoinCoinError, type InboxEntry } from "@coincoin/core";
import {
  type AttentionDraft,
  type Commit,
  type Guard,
  mergedAttention,
  mergedInbox,
  newAttention,
} from "@coincoin/core/store";
import { decode } from "../shared/facts.ts";
import { toKey } from "../shared/keys.ts";
import { isDuplicateEvent } from "./failure.ts";
import type { Locks } from "./locks.ts";
import { integer, type Query, type Row, type Session, text } from "./session.ts";
import { Writes } from "./writes.ts";

export type Outcome = "committed" | "stale";

/**
 * Commits of one app that share no lock, in one transaction of five round trips. Undefined where somebody else holds a lock of a
 * commit: it was left out. Rejects with nothing stored when one of them is to blame.
 */
export function commitTogether(
  session: Session,
  locks: Locks,
  changes: readonly Commit[],
): Promise<(Outcome | undefined)[]> {
  return session.transaction([], async (query) => {
    const isFree = await tryLocks(
      query,
      changes.map((change) => locksOf(locks, change)),
    );
    const free = changes.filter((_, index) => isFree[index]);
    const outcomes = await apply(query, free);
    const each = outcomes.values();
    return {
      keep: outcomes.includes("committed"),
      value: isFree.map((wasFree) => (wasFree ? each.next().value : undefined)),
    };
  });
}

/** One commit, which waits for its locks. Rejects where its events exist already. */
export async function commitAlone(session: Session, locks: Locks, change: Commit): Promise<Outcome> {
  try {
    return await session.transaction(locksOf(locks, change), async (query) => {
      const [value = "stale"] = await apply(query, [change]);
      return { keep: value === "committed", value };
    });
  } catch (error) {
    if (!isDuplicateEvent(error)) throw error;
    const ids = (change.events ?? []).map((event) => event.id);
    throw new CoinCoinError(
      "store_unavailable",
      `An event id exists already (one of "${ids.join('", "')}"); nothing was stored.`,
      {
        cause: error,
        details: { permanent: true, eventId: ids[0] ?? null },
      },
    );
  }
}

/** Looks, decides and writes, for commits whose locks are held. */
async function apply(query: Query, changes: readonly Commit[]): Promise<Outcome[]> {
  const [first] = changes;
  if (first === undefined) return [];
  const app = toKey(first.appId);
  const found = await look(query, app, changes);
  const writes = new Writes(app);
  const outcomes = changes.map((change, index): Outcome => {
    const known = found[index];
    if (known === undefined || isStale(known, change)) return "stale";
    if (change.purchase !== undefined) writes.purchase(change.purchase, known.held);
    writes.inbox(inboxRows(known.inbox, change.inbox ?? []));
    writes.events(change.events ?? []);
    writes.attention(attentionRows(known.attention, change));
    if (change.app !== undefined) writes.app(change.app);
    return "committed";
  });
  await writes.run(query);
  return outcomes;
}

/** Whether every key of a list could be locked at once, for each list. Waits for nobody. */
async function tryLocks(query: Query, lists: readonly (readonly bigint[])[]): Promise<boolean[]> {
  const rows = lists.flatMap((keys, list) => keys.map((key) => ({ list, key: String(key) })));
  const refused = await query(
    `SELECT list FROM (SELECT list, pg_try_advisory_xact_lock(key) AS held
      FROM json_to_recordset($1::json) k (list integer, key bigint)) tried WHERE NOT held`,
    [JSON.stringify(rows)],
  );
  const blocked = new Set(refused.map((row) => integer(row, "list")));
  return lists.map((_, list) => !blocked.has(list));
}

export function locksOf(
  locks: Locks,
  { appId, guard, purchase, inbox, attention, resolves }: Commit,
): bigint[] {
  const app = toKey(appId);
  const payments = [...(purchase?.attempts ?? []), ...(inbox ?? [])].map((each) => each.paymentId);
  const references = purchase === undefined ? [] : [purchase.reference];
  if (guard !== undefined) {
    if ("reference" in guard) references.push(guard.reference);
    else payments.push(guard.paymentId);
  }
  return [
    ...payments.map((id) => locks.payment(app, toKey(id))),
    ...references.map((reference) => locks.reference(app, toKey(reference))),
    ...attentionLocks(locks, app, attention ?? [], resolves?.ids ?? []),
  ];
}

export function attentionLocks(
  locks: Locks,
  app: string,
  drafts: readonly AttentionDraft[],
  ids: readonly string[],
): bigint[] {
  return [...drafts.map((draft) => draft.id), ...ids].map((id) => locks.attention(app, toKey(id)));
}

interface Found {
  /** Of the guard, 0 when there is none; -1 when its payment id has a tombstone. */
  readonly guard: number;
  /** Of the purchase's reference. */
  readonly version: number;
  /** Payment ids under that reference. */
  readonly held: readonly string[];
  /** A payment id of the purchase belongs to another, or to none any more. */
  readonly taken: boolean;
  readonly inbox: ReadonlyMap<string, InboxEntry>;
  readonly attention: ReadonlyMap<string, AttentionItem>;
}

/**
 * Each row is looked up by its whole key: a join with what is asked for could be planned as a walk through all that the app ever
 * stored, for the planner knows neither how little that is nor, in a young table, how much there is.
 */
const LOOK = `SELECT
  (SELECT version FROM @purchases WHERE app_id = $1 AND reference = c.guard_reference) AS by_reference,
  (SELECT p.version FROM @orders o JOIN @purchases p ON p.app_id = o.app_id AND p.reference = o.reference
    WHERE o.app_id = $1 AND o.payment_id = c.guard_payment) AS by_payment,
  (SELECT true FROM @tombstones WHERE app_id = $1 AND payment_id = c.guard_payment) AS buried,
  (SELECT version FROM @purchases WHERE app_id = $1 AND reference = c.reference) AS version,
  (SELECT json_agg(payment_id)::text FROM @orders WHERE app_id = $1 AND reference = c.reference) AS held,
  (SELECT true FROM json_array_elements_text(c.orders) k (id)
    WHERE (SELECT reference FROM @orders WHERE app_id = $1 AND payment_id = k.id) <> c.reference
    OR (SELECT true FROM @tombstones WHERE app_id = $1 AND payment_id = k.id) LIMIT 1) AS taken,
  (SELECT json_agg(json_build_array(k.key, i.data))::text
    FROM json_to_recordset(c.inbox) k (key text, payment_id text, digest text) CROSS JOIN LATERAL
    (SELECT data FROM @inbox WHERE app_id = $1 AND payment_id = k.payment_id AND digest = k.digest LIMIT 1) i) AS inbox,
  (SELECT json_agg(json_build_array(k.id, a.data))::text
    FROM json_array_elements_text(c.attention) k (id) CROSS JOIN LATERAL
    (SELECT data FROM @attention WHERE app_id = $1 AND id = k.id LIMIT 1) a) AS attention
  FROM json_to_recordset($2::json) c (place integer, guard_reference text, guard_payment text, reference text,
    orders json, inbox json, attention json)
  ORDER BY c.place`;

async function look(query: Query, app: string, changes: readonly Commit[]): Promise<Found[]> {
  const rows = await query(LOOK, [app, JSON.stringify(changes.map(sought))]);
  return rows.map((row, index) => ({
    guard: guardVersion(row, changes[index]?.guard),
    version: version(row, "version"),
    held: row["held"] === null ? [] : decode("texts", text(row, "held")),
    taken: row["taken"] !== null,
    inbox: new Map(documents(row, "inbox").map(([key, data]) => [key, decode("inbox", data)])),
    attention: new Map(documents(row, "attention").map(([key, data]) => [key, decode("attention", data)])),
  }));
}

/** What `LOOK` reads of a commit. */
function sought({ guard, purchase, inbox, attention, resolves }: Commit, place: number): object {
  return {
    place,
    guard_reference: guard !== undefined && "reference" in guard ? toKey(guard.reference) : null,
    guard_payment: guard !== undefined && "paymentId" in guard ? toKey(guard.paymentId) : null,
    reference: purchase === undefined ? null : toKey(purchase.reference),
    orders: (purchase?.attempts ?? []).map((order) => toKey(order.paymentId)),
    inbox: [...new Map((inbox ?? []).map((entry) => [inboxKey(entry), entry]))].map(([key, entry]) => ({
      key,
      payment_id: toKey(entry.paymentId),
      digest: toKey(entry.digest),
    })),
    attention: [...(attention ?? []).map((draft) => draft.id), ...(resolves?.ids ?? [])].map(toKey),
  };
}

function version(row: Row, column: string): number {
  return row[column] === null ? 0 : integer(row, column);
}

function guardVersion(row: Row, guard: Guard | undefined): number {
  if (guard === undefined || "reference" in guard) return version(row, "by_reference");
  const found = version(row, "by_payment");
  return found === 0 && row["buried"] !== null ? -1 : found;
}

function documents(row: Row, column: string): [string, string][] {
  return row[column] === null ? [] : decode("pairs", text(row, column));
}

function inboxKey({ paymentId, digest }: InboxEntry): string {
  return JSON.stringify([toKey(paymentId), toKey(digest)]);
}

function isStale(found: Found, { guard, purchase }: Commit): boolean {
  if (guard !== undefined && found.guard !== guard.version) return true;
  return purchase !== undefined && (found.taken || found.version !== purchase.version - 1);
}

function inboxRows(known: ReadonlyMap<string, InboxEntry>, entries: readonly InboxEntry[]): InboxEntry[] {
  const merged = new Map<string, InboxEntry>();
  for (const entry of entries) {
    const key = inboxKey(entry);
    const before = merged.get(key) ?? known.get(key);
    merged.set(key, before === undefined ? entry : mergedInbox(before, entry));
  }
  return [...merged.values()];
}

/** What was open is resolved first, then the change's own drafts go in. */
export function attentionRows(
  known: ReadonlyMap<string, AttentionItem>,
  { attention, resolves }: Pick<Commit, "attention" | "resolves">,
): AttentionItem[] {
  const merged = new Map<string, AttentionItem>();
  for (const id of resolves?.ids ?? []) {
    const item = known.get(toKey(id));
    if (resolves === undefined || item === undefined || item.resolvedAt !== null) continue;
    merged.set(toKey(id), { ...item, resolvedAt: resolves.at, resolvedBy: null, note: resolves.note });
  }
  for (const draft of attention ?? []) {
    const key = toKey(draft.id);
    const before = merged.get(key) ?? known.get(key);
    merged.set(key, before === undefined ? newAttention(draft) : mergedAttention(before, draft));
  }
  return [...merged.values()];
}
