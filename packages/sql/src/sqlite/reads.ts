import type { AttentionItem, DeliveryRecord, InboxEntry, Page, Purchase } from "@coincoin/core";
import type {
  AppFacts,
  ListAttentionQuery,
  ListDeliveriesQuery,
  ListInboxQuery,
  ReadQuery,
  Refund,
  RefundsQuery,
  Snapshot,
  StatsQuery,
  StoreStats,
  Tombstone,
} from "@coincoin/core/store";
import { appFacts, decode } from "../shared/facts.ts";
import { toKey } from "../shared/keys.ts";
import { COUNT_LIMIT, PARKED_LIMIT } from "../shared/limits.ts";
import { readCursor, toPage } from "../shared/pages.ts";
import { type Database, integer, optionalText, type Row, text } from "./database.ts";
import { readRecord } from "./deliveries.ts";
import { intake, upkeep } from "./statements.ts";

function purchaseOf(row: Row | undefined): Purchase | undefined {
  return row === undefined ? undefined : decode("purchase", text(row, "data"));
}

function tombstoneOf(row: Row | undefined): Tombstone | undefined {
  return row === undefined ? undefined : decode("tombstone", text(row, "data"));
}

function appOf(row: Row | undefined): AppFacts {
  if (row === undefined) return appFacts(null, null);
  return appFacts(optionalText(row, "pin"), optionalText(row, "confirmed_seen_at"));
}

/** Several statements, one look: nothing else runs in between, and no other process writes. */
export function snapshot(database: Database, query: ReadQuery): Snapshot {
  const app = toKey(query.appId);
  const facts = appOf(database.get(intake.app, app));
  if (!("paymentId" in query)) {
    const reference = toKey(query.reference);
    return {
      purchase: purchaseOf(database.get(intake.purchaseByReference, app, reference)),
      tombstone: tombstoneOf(database.get(intake.tombstoneByReference, app, reference)),
      seen: undefined,
      parked: [],
      app: facts,
    };
  }
  const id = toKey(query.paymentId);
  const seen =
    query.digest === undefined ? undefined : database.get(intake.inboxRow, app, id, toKey(query.digest));
  const purchase = purchaseOf(database.get(intake.purchaseByPayment, app, id));
  return {
    purchase,
    // What has an order was not pruned.
    tombstone: purchase === undefined ? tombstoneOf(database.get(intake.tombstone, app, id)) : undefined,
    seen: seen === undefined ? undefined : decode("inbox", text(seen, "data")),
    parked: database
      .all(intake.parkedRows, app, id, PARKED_LIMIT)
      .map((row) => decode("inbox", text(row, "data"))),
    app: facts,
  };
}

function page<T>(rows: readonly Row[], limit: number, read: (row: Row) => T): Page<T> {
  const numbered = rows.map((row) => ({ seq: integer(row, "seq"), row }));
  return toPage(numbered, limit, ({ row }) => read(row));
}

export function listRefunds(database: Database, query: RefundsQuery): Page<Refund> {
  const app = toKey(query.appId);
  const range = [readCursor(query.after), query.limit + 1] as const;
  const reference = query.reference === undefined ? null : toKey(query.reference);
  const rows =
    query.paymentId !== undefined
      ? database.all(upkeep.refundsOf, app, toKey(query.paymentId), reference, reference, ...range)
      : reference === null
        ? database.all(upkeep.refunds, app, ...range)
        : database.all(upkeep.refundsOfReference, app, reference, ...range);
  return page(rows, query.limit, (row) => decode("refund", text(row, "data")));
}

export function listInbox(database: Database, query: ListInboxQuery): Page<InboxEntry> {
  const app = toKey(query.appId);
  const range = [readCursor(query.after), query.limit + 1] as const;
  const id = query.paymentId === undefined ? null : toKey(query.paymentId);
  const rows =
    query.outcome !== undefined
      ? database.all(upkeep.inboxUnapplied, app, query.outcome, id, id, ...range)
      : id === null
        ? database.all(upkeep.inbox, app, ...range)
        : database.all(upkeep.inboxOf, app, id, ...range);
  return page(rows, query.limit, (row) => decode("inbox", text(row, "data")));
}

export function listAttention(database: Database, query: ListAttentionQuery): Page<AttentionItem> {
  const app = toKey(query.appId);
  const range = [readCursor(query.after), query.limit + 1] as const;
  const open = query.open === undefined ? null : query.open ? 1 : 0;
  const rows =
    query.paymentId !== undefined
      ? database.all(upkeep.attentionOf, app, toKey(query.paymentId), open, open, ...range)
      : open === null
        ? database.all(upkeep.attention, app, ...range)
        : database.all(open === 1 ? upkeep.attentionOpen : upkeep.attentionResolved, app, ...range);
  return page(rows, query.limit, (row) => decode("attention", text(row, "data")));
}

export function listDeliveries(database: Database, query: ListDeliveriesQuery): Page<DeliveryRecord> {
  const app = toKey(query.appId);
  const range = [readCursor(query.after), query.limit + 1] as const;
  const state = query.state ?? null;
  const rows =
    query.paymentId !== undefined
      ? database.all(upkeep.deliveriesOf, app, toKey(query.paymentId), state, state, ...range)
      : state === null
        ? database.all(upkeep.deliveries, app, ...range)
        : state === "done"
          ? database.all(upkeep.deliveriesDone, app, ...range)
          : database.all(state === "dead" ? upkeep.deliveriesDead : upkeep.deliveriesPending, app, ...range);
  return page(rows, query.limit, readRecord);
}

export function stats(database: Database, query: StatsQuery): StoreStats {
  const app = toKey(query.appId);
  const types = JSON.stringify(query.types);
  const kinds = database.all(upkeep.attentionByKind, app, COUNT_LIMIT);
  const oldest = database.get(upkeep.oldestPending, app, types, COUNT_LIMIT);
  return {
    pendingDeliveries: integer(database.get(upkeep.countPending, app, types, COUNT_LIMIT), "n"),
    oldestPendingAt: oldest === undefined ? null : optionalText(oldest, "created_at"),
    aheadDeliveries: integer(database.get(upkeep.countAhead, app, query.now, types, COUNT_LIMIT), "n"),
    deadDeliveries: integer(database.get(upkeep.countDead, app, COUNT_LIMIT), "n"),
    attention: Object.fromEntries(kinds.map((row) => [text(row, "kind"), integer(row, "n")])),
    parked: integer(database.get(upkeep.countUnapplied, app, "parked", COUNT_LIMIT), "n"),
    held: integer(database.get(upkeep.countUnapplied, app, "held", COUNT_LIMIT), "n"),
  };
}
