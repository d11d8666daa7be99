import {
  type AttentionDraft,
  type AttentionItem,
  CoinCoinError,
  type Commit,
  type Guard,
  type InboxEntry,
} from "@coincoin/core";
import { decode, mergeAttention, mergeInbox, newAttention } from "../shared/facts.ts";
import { toKey } from "../shared/keys.ts";
import { isDuplicateEvent } from "./failure.ts";
import type { Locks } from "./locks.ts";
import { integer, type Query, type Row, type Session, text } from "./session.ts";
import { Writes } from "./writes.ts";

/** Begins with the locks, looks, decides, writes and ends: four round trips. */
export async function commit(session: Session, locks: Locks, change: Commit): Promise<"committed" | "stale"> {
  const app = toKey(change.appId);
  try {
    return await session.transaction(locksOf(locks, app, change), async (query) => {
      const found = await look(query, app, change);
      if (isStale(found, change)) return { keep: false, value: "stale" };
      const writes = new Writes(app);
      if (change.purchase !== undefined) writes.purchase(change.purchase);
      writes.inbox(mergedInbox(found.inbox, change.inbox ?? []));
      writes.events(change.events ?? []);
      writes.attention(mergedAttention(found.attention, change));
      if (change.signedSeenAt !== undefined) writes.signedSeenAt(change.signedSeenAt);
      await writes.run(query);
      return { keep: true, value: "committed" };
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

function locksOf(
  locks: Locks,
  app: string,
  { guard, purchase, inbox, attention, resolves }: Commit,
): bigint[] {
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
  /** A payment id of the purchase belongs to another, or to none any more. */
  readonly taken: boolean;
  readonly inbox: ReadonlyMap<string, InboxEntry>;
  readonly attention: ReadonlyMap<string, AttentionItem>;
}

const LOOK = `SELECT
  (SELECT version FROM @purchases WHERE app_id = $1 AND reference = $2) AS by_reference,
  (SELECT p.version FROM @orders o JOIN @purchases p ON p.app_id = o.app_id AND p.reference = o.reference
    WHERE o.app_id = $1 AND o.payment_id = $3) AS by_payment,
  EXISTS (SELECT 1 FROM @tombstones WHERE app_id = $1 AND payment_id = $3) AS buried,
  (SELECT version FROM @purchases WHERE app_id = $1 AND reference = $4) AS version,
  EXISTS (SELECT 1 FROM json_array_elements_text($5::json) k (id)
    JOIN @orders o ON o.app_id = $1 AND o.payment_id = k.id WHERE o.reference <> $4)
  OR EXISTS (SELECT 1 FROM json_array_elements_text($5::json) k (id)
    JOIN @tombstones t ON t.app_id = $1 AND t.payment_id = k.id) AS taken,
  (SELECT json_agg(json_build_array(k.key, i.data))::text
    FROM json_to_recordset($6::json) k (key text, payment_id text, digest text)
    JOIN @inbox i ON i.app_id = $1 AND i.payment_id = k.payment_id AND i.digest = k.digest) AS inbox,
  (SELECT json_agg(json_build_array(a.id, a.data))::text
    FROM json_array_elements_text($7::json) k (id) JOIN @attention a ON a.app_id = $1 AND a.id = k.id) AS attention`;

async function look(query: Query, app: string, change: Commit): Promise<Found> {
  const { guard, purchase } = change;
  const reference = guard !== undefined && "reference" in guard ? toKey(guard.reference) : null;
  const paymentId = guard !== undefined && "paymentId" in guard ? toKey(guard.paymentId) : null;
  const inbox = new Map((change.inbox ?? []).map((entry) => [inboxKey(entry), entry]));
  const [row] = await query(LOOK, [
    app,
    reference,
    paymentId,
    purchase === undefined ? null : toKey(purchase.reference),
    JSON.stringify((purchase?.attempts ?? []).map((order) => toKey(order.paymentId))),
    JSON.stringify(
      [...inbox].map(([key, entry]) => ({
        key,
        payment_id: toKey(entry.paymentId),
        digest: toKey(entry.digest),
      })),
    ),
    JSON.stringify([
      ...(change.attention ?? []).map((draft) => toKey(draft.id)),
      ...(change.resolves?.ids ?? []).map(toKey),
    ]),
  ]);
  if (row === undefined) throw new TypeError("no answer");
  return {
    guard: guardVersion(row, guard),
    version: version(row, "version"),
    taken: row["taken"] === true,
    inbox: new Map(documents(row, "inbox").map(([key, data]) => [key, decode("inbox", data)])),
    attention: new Map(documents(row, "attention").map(([key, data]) => [key, decode("attention", data)])),
  };
}

function version(row: Row, column: string): number {
  return row[column] === null ? 0 : integer(row, column);
}

function guardVersion(row: Row, guard: Guard | undefined): number {
  if (guard === undefined || "reference" in guard) return version(row, "by_reference");
  const found = version(row, "by_payment");
  return found === 0 && row["buried"] === true ? -1 : found;
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

function mergedInbox(known: ReadonlyMap<string, InboxEntry>, entries: readonly InboxEntry[]): InboxEntry[] {
  const merged = new Map<string, InboxEntry>();
  for (const entry of entries) {
    const key = inboxKey(entry);
    const before = merged.get(key) ?? known.get(key);
    merged.set(key, before === undefined ? entry : mergeInbox(before, entry));
  }
  return [...merged.values()];
}

/** What was open is resolved first, then the change's own drafts go in. */
export function mergedAttention(
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
    merged.set(key, before === undefined ? newAttention(draft) : mergeAttention(before, draft));
  }
  return [...merged.values()];
}
