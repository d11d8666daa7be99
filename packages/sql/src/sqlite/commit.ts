import { CoinCoinError, type DomainEvent, type InboxEntry, type Order, type Purchase } from "@coincoin/core";
import {
  type AppChange,
  type AttentionDraft,
  type Commit,
  closedWith,
  type Guard,
  mergedAttention,
  mergedInbox,
  newAttention,
  overSince,
  purchasedAt,
  purchaseStatus,
  type Resolution,
} from "@coincoin/core/store";
import { decode, watchFacts } from "../shared/facts.ts";
import { toKey } from "../shared/keys.ts";
import { eventsOf, listedFacts } from "../shared/listing.ts";
import { type Database, integer, type Row, text } from "./database.ts";
import { isUniqueViolation } from "./failure.ts";
import { intake, upkeep } from "./statements.ts";

/** Runs inside a transaction that is undone when this throws. Looks first, so that `stale` writes nothing. */
export function commit(database: Database, change: Commit): "committed" | "stale" {
  const app = toKey(change.appId);
  const { guard, purchase, resolves } = change;
  if (guard !== undefined && !holds(database, app, guard)) return "stale";
  if (purchase !== undefined && !putPurchase(database, app, purchase)) return "stale";
  for (const entry of change.inbox ?? []) putInbox(database, app, entry);
  for (const event of change.events ?? []) putEvent(database, app, event);
  for (const id of resolves?.ids ?? [])
    resolveAttention(database, app, id, resolves?.by ?? null, resolves?.note ?? "", resolves?.at ?? "");
  putAttention(database, app, change.attention ?? []);
  for (const refund of change.refunds ?? []) {
    const keys = [toKey(refund.id), toKey(refund.paymentId), toKey(refund.reference)] as const;
    database.run(intake.insertRefund, app, ...keys, JSON.stringify(refund));
  }
  if (change.app !== undefined) putApp(database, app, change.app);
  return "committed";
}

function putApp(database: Database, app: string, { pin, confirmedSeenAt }: AppChange): void {
  if (pin === null) database.run(intake.unpin, app);
  const pinned = pin === undefined || pin === null ? null : JSON.stringify(pin);
  database.run(intake.putApp, app, pinned, confirmedSeenAt ?? null);
}

function holds(database: Database, app: string, guard: Guard): boolean {
  if ("reference" in guard) return versionOf(database, app, toKey(guard.reference)) === guard.version;
  const id = toKey(guard.paymentId);
  const row = database.get(intake.versionByPayment, app, id);
  if (row !== undefined) return integer(row, "version") === guard.version;
  return guard.version === 0 && database.get(intake.tombstone, app, id) === undefined;
}

function versionOf(database: Database, app: string, reference: string): number {
  const row = database.get(intake.versionByReference, app, reference);
  return row === undefined ? 0 : integer(row, "version");
}

/** False, and nothing written, when the version or one of the payment ids is not free for it. */
function putPurchase(database: Database, app: string, purchase: Purchase): boolean {
  const reference = toKey(purchase.reference);
  const orders = new Map(
    purchase.attempts.map((order) => [
      toKey(order.paymentId),
      { listedAt: order.createdAt, columns: orderColumns(order) },
    ]),
  );
  const held = new Map(
    database.all(intake.ordersOf, app, reference).map((row) => [text(row, "payment_id"), row]),
  );
  for (const id of orders.keys()) {
    if (held.has(id)) continue;
    if (database.get(intake.holder, app, id) !== undefined) return false;
    if (database.get(intake.tombstone, app, id) !== undefined) return false;
  }
  const facts = [
    purchase.version,
    purchase.wakeAt,
    overSince(purchase),
    purchaseStatus(purchase),
    JSON.stringify(purchase),
  ] as const;
  const written =
    purchase.version === 1
      ? database.run(intake.insertPurchase, purchasedAt(purchase), app, reference, ...facts)
      : database.run(intake.updatePurchase, ...facts, app, reference, purchase.version - 1);
  if (written === 0) return false;
  for (const id of held.keys()) if (!orders.has(id)) database.run(intake.deleteOrder, app, id);
  for (const [id, { listedAt, columns }] of orders) {
    if (isSame(held.get(id), columns)) continue;
    database.run(intake.putOrder, app, id, reference, listedAt, ...columns.values());
  }
  return true;
}

/** What changes of an order's row, in the order in which `putOrder` has it. */
function orderColumns(order: Order): ReadonlyMap<string, string | null> {
  return new Map(Object.entries({ ...listedFacts(order), ...watchFacts(order) }));
}

function isSame(row: Row | undefined, columns: ReadonlyMap<string, string | null>): boolean {
  return row !== undefined && [...columns].every(([column, value]) => row[column] === value);
}

function putInbox(database: Database, app: string, entry: InboxEntry): void {
  const paymentId = toKey(entry.paymentId);
  const digest = toKey(entry.digest);
  if (database.run(intake.insertInbox, app, paymentId, digest, ...inboxColumns(entry)) > 0) return;
  const known = database.get(intake.inboxRow, app, paymentId, digest);
  if (known !== undefined)
    updateInbox(database, known, mergedInbox(decode("inbox", text(known, "data")), entry));
}

function updateInbox(database: Database, known: Row, entry: InboxEntry): void {
  database.run(intake.updateInbox, ...inboxColumns(entry), integer(known, "seq"));
}

function inboxColumns(entry: InboxEntry) {
  const attention = closedWith(entry);
  return [
    entry.outcome,
    attention === null ? null : toKey(attention),
    entry.lastAt,
    JSON.stringify(entry),
  ] as const;
}

function putEvent(database: Database, app: string, event: DomainEvent): void {
  const { id, paymentId, type, at } = event;
  try {
    database.run(
      intake.insertDelivery,
      app,
      toKey(id),
      paymentId === null ? "" : toKey(paymentId),
      type,
      at,
      at,
      at,
      JSON.stringify(event),
    );
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new CoinCoinError("store_unavailable", `The event id "${id}" exists already; nothing was stored.`, {
      cause: error,
      details: { permanent: true, eventId: id },
    });
  }
}

export function putAttention(database: Database, app: string, drafts: readonly AttentionDraft[]): void {
  for (const draft of drafts) {
    const id = toKey(draft.id);
    const known = database.get(intake.attentionRow, app, id);
    if (known === undefined) {
      const { kind, paymentId, reference } = draft;
      const keys = [
        paymentId === null ? null : toKey(paymentId),
        reference === null ? null : toKey(reference),
      ] as const;
      const item = newAttention(draft);
      database.run(intake.insertAttention, app, id, kind, ...keys, JSON.stringify(item));
      for (const event of eventsOf("attention.opened", [item])) putEvent(database, app, event);
    } else {
      const merged = mergedAttention(decode("attention", text(known, "data")), draft);
      database.run(
        intake.updateAttention,
        integer(known, "open"),
        JSON.stringify(merged),
        integer(known, "seq"),
      );
    }
  }
}

/** A person closes an item, and with it what waits under it. */
export function closeAttention(database: Database, { appId, id, by, note, at }: Resolution): boolean {
  const app = toKey(appId);
  if (!resolveAttention(database, app, id, by, note, at)) return false;
  for (const row of database.all(upkeep.inboxOfAttention, app, toKey(id))) {
    updateInbox(database, row, { ...decode("inbox", text(row, "data")), outcome: "dismissed" });
  }
  return true;
}

function resolveAttention(
  database: Database,
  app: string,
  itemId: string,
  by: string | null,
  note: string,
  at: string,
): boolean {
  const known = database.get(intake.attentionRow, app, toKey(itemId));
  if (known === undefined || integer(known, "open") === 0) return false;
  const item = { ...decode("attention", text(known, "data")), resolvedAt: at, resolvedBy: by, note };
  database.run(intake.updateAttention, 0, JSON.stringify(item), integer(known, "seq"));
  for (const event of eventsOf("attention.resolved", [item])) putEvent(database, app, event);
  return true;
}
