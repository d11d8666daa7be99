import type { AttentionItem, DomainEvent, InboxEntry, Purchase, Refund } from "@coincoin/core";
import {
  type AppChange,
  closedWith,
  overSince,
  purchasedAt,
  purchaseStatus,
  type SignaturePin,
} from "@coincoin/core/store";
import { watchFacts } from "../shared/facts.ts";
import { toKey } from "../shared/keys.ts";
import { listedFacts } from "../shared/listing.ts";
import type { Value } from "./pool.ts";
import type { Query } from "./session.ts";

interface PurchaseRow {
  readonly reference: string;
  readonly version: number;
  readonly wake_at: string | null;
  readonly over_since: string | null;
  readonly listed_at: string;
  readonly status: string;
  readonly data: string;
}

interface Rows {
  readonly purchases: PurchaseRow[];
  /** Payment ids that their purchase no longer has. */
  readonly gone: string[];
  readonly orders: object[];
  readonly inbox: object[];
  readonly deliveries: object[];
  readonly attention: object[];
  readonly refunds: object[];
}

interface AppWrites {
  isUnpinned: boolean;
  pin: SignaturePin | undefined;
  confirmedSeenAt: string | undefined;
}

/** `only` is a condition on the row `r`, which has the number of its commit as `place`. */
export function putOrders(rows: string, only = ""): string {
  return `INSERT INTO @orders AS o (app_id, payment_id, reference, open_until, listed_at, facet, customer, address,
    watch_network, watch_from, watch)
    SELECT $1::text, payment_id, reference, open_until, listed_at, facet, customer, address,
    watch_network, watch_from, watch
    FROM json_to_recordset(${rows}::json) r (place integer, payment_id text, reference text, open_until text, listed_at text, facet text, customer text, address text, watch_network text, watch_from text, watch text) ${only}
    ON CONFLICT (app_id, payment_id) DO UPDATE SET open_until = excluded.open_until, facet = excluded.facet, customer = excluded.customer, address = excluded.address,
    watch_network = excluded.watch_network, watch_from = excluded.watch_from, watch = excluded.watch
    WHERE o.open_until IS DISTINCT FROM excluded.open_until OR o.facet IS DISTINCT FROM excluded.facet
    OR o.customer IS DISTINCT FROM excluded.customer OR o.address IS DISTINCT FROM excluded.address
    OR o.watch IS DISTINCT FROM excluded.watch`;
}

export function insertInbox(rows: string, only = ""): string {
  return `INSERT INTO @inbox (app_id, payment_id, digest, outcome, attention_id, last_at, data)
    SELECT $1::text, payment_id, digest, outcome, attention_id, last_at, data FROM json_to_recordset(${rows}::json)
    r (place integer, payment_id text, digest text, outcome text, attention_id text, last_at text, data text) ${only}`;
}

const MERGED = `ON CONFLICT (app_id, payment_id, digest) DO UPDATE SET outcome = excluded.outcome,
  attention_id = excluded.attention_id, last_at = excluded.last_at, data = excluded.data`;

export function insertDeliveries(rows: string, only = ""): string {
  return `INSERT INTO @deliveries (app_id, event_id, payment_id, type, state, claimed, attempts, created_at, available_at, ready_at, event)
    SELECT $1::text, id, payment_id, type, 'pending', false, 0, at, at, at, event
    FROM json_to_recordset(${rows}::json) r (place integer, id text, payment_id text, type text, at text, event text) ${only}`;
}

/** Each table's rows come as JSON text and go in with one statement. */
const PARTS: readonly (readonly [keyof Rows, (rows: string) => string])[] = [
  [
    "purchases",
    (rows) =>
      `INSERT INTO @purchases (app_id, reference, version, wake_at, over_since, listed_at, status, data)
        SELECT $1::text, reference, version, wake_at, over_since, listed_at, status, data FROM json_to_recordset(${rows}::json)
        r (reference text, version integer, wake_at text, over_since text, listed_at text, status text, data text)
        ON CONFLICT (app_id, reference) DO UPDATE SET version = excluded.version, wake_at = excluded.wake_at,
        over_since = excluded.over_since, status = excluded.status, data = excluded.data`,
  ],
  [
    "gone",
    (rows) =>
      `DELETE FROM @orders WHERE app_id = $1 AND payment_id = ANY (ARRAY(SELECT json_array_elements_text(${rows}::json)))`,
  ],
  ["orders", (rows) => putOrders(rows)],
  ["inbox", (rows) => `${insertInbox(rows)} ${MERGED}`],
  ["deliveries", (rows) => insertDeliveries(rows)],
  [
    "attention",
    (rows) =>
      `INSERT INTO @attention (app_id, id, kind, payment_id, reference, open, data)
        SELECT $1::text, id, kind, payment_id, reference, open, data FROM json_to_recordset(${rows}::json)
        r (id text, kind text, payment_id text, reference text, open boolean, data text)
        ON CONFLICT (app_id, id) DO UPDATE SET open = excluded.open, data = excluded.data`,
  ],
  [
    "refunds",
    (rows) =>
      `INSERT INTO @refunds (app_id, id, payment_id, reference, data)
        SELECT $1::text, id, payment_id, reference, data FROM json_to_recordset(${rows}::json)
        r (id text, payment_id text, reference text, data text) ON CONFLICT (app_id, id) DO NOTHING`,
  ],
];

/**
 * What one transaction writes, as one statement: each table a common table expression. One without rows is left out. No key may
 * come twice.
 */
export class Writes {
  readonly #app: string;
  readonly #place: number;
  readonly rows: Rows = {
    purchases: [],
    gone: [],
    orders: [],
    inbox: [],
    deliveries: [],
    attention: [],
    refunds: [],
  };
  readonly #facts: AppWrites = { isUnpinned: false, pin: undefined, confirmedSeenAt: undefined };

  constructor(app: string, place = 0) {
    this.#app = app;
    this.#place = place;
  }

  /** `held`: payment ids that are stored under the reference. */
  purchase(purchase: Purchase, held: readonly string[]): void {
    const reference = toKey(purchase.reference);
    const orders = purchase.attempts.map((order) => ({
      place: this.#place,
      payment_id: toKey(order.paymentId),
      reference,
      listed_at: order.createdAt,
      ...listedFacts(order),
      ...watchFacts(order),
    }));
    this.rows.purchases.push({
      reference,
      version: purchase.version,
      wake_at: purchase.wakeAt,
      over_since: overSince(purchase),
      listed_at: purchasedAt(purchase),
      status: purchaseStatus(purchase),
      data: JSON.stringify(purchase),
    });
    const kept = new Set(orders.map((order) => order.payment_id));
    this.rows.gone.push(...held.filter((id) => !kept.has(id)));
    this.rows.orders.push(...orders);
  }

  inbox(entries: readonly InboxEntry[]): void {
    for (const entry of entries) {
      const attention = closedWith(entry);
      this.rows.inbox.push({
        place: this.#place,
        payment_id: toKey(entry.paymentId),
        digest: toKey(entry.digest),
        outcome: entry.outcome,
        attention_id: attention === null ? null : toKey(attention),
        last_at: entry.lastAt,
        data: JSON.stringify(entry),
      });
    }
  }

  events(events: readonly DomainEvent[]): void {
    for (const event of events) {
      this.rows.deliveries.push({
        place: this.#place,
        id: toKey(event.id),
        payment_id: event.paymentId === null ? "" : toKey(event.paymentId),
        type: event.type,
        at: event.at,
        event: JSON.stringify(event),
      });
    }
  }

  attention(items: readonly AttentionItem[]): void {
    for (const item of items) {
      this.rows.attention.push({
        id: toKey(item.id),
        kind: item.kind,
        payment_id: item.paymentId === null ? null : toKey(item.paymentId),
        reference: item.reference === null ? null : toKey(item.reference),
        open: item.resolvedAt === null,
        data: JSON.stringify(item),
      });
    }
  }

  refunds(refunds: readonly Refund[]): void {
    for (const refund of refunds) {
      this.rows.refunds.push({
        id: toKey(refund.id),
        payment_id: toKey(refund.paymentId),
        reference: toKey(refund.reference),
        data: JSON.stringify(refund),
      });
    }
  }

  /** Of each fact the first counts; after one that takes the pin back, the first after that. */
  app({ pin, confirmedSeenAt }: AppChange): void {
    const facts = this.#facts;
    if (pin === null) Object.assign(facts, { isUnpinned: true, pin: undefined });
    else facts.pin ??= pin;
    facts.confirmedSeenAt ??= confirmedSeenAt;
  }

  async run(query: Query): Promise<void> {
    const values: Value[] = [this.#app];
    const place = (value: Value): string => `$${values.push(value)}`;
    const parts = PARTS.flatMap(([table, statement]) =>
      this.rows[table].length === 0 ? [] : [statement(place(JSON.stringify(this.rows[table])))],
    );
    const { isUnpinned, pin, confirmedSeenAt } = this.#facts;
    if (isUnpinned || pin !== undefined || confirmedSeenAt !== undefined) {
      const pinned = pin === undefined ? null : JSON.stringify(pin);
      parts.push(
        `INSERT INTO @apps AS a (app_id, pin, confirmed_seen_at)
          VALUES ($1, ${place(pinned)}::text, ${place(confirmedSeenAt ?? null)}::text)
          ON CONFLICT (app_id) DO UPDATE SET
          pin = ${isUnpinned ? "excluded.pin" : "coalesce(a.pin, excluded.pin)"},
          confirmed_seen_at = coalesce(a.confirmed_seen_at, excluded.confirmed_seen_at)`,
      );
    }
    const last = parts.pop();
    if (last === undefined) return;
    const before = parts.map((part, index) => `w${index} AS (${part})`);
    await query(before.length === 0 ? last : `WITH ${before.join(", ")} ${last}`, values);
  }
}
