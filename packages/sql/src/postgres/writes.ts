import type { AttentionItem, DomainEvent, InboxEntry, Purchase } from "@coincoin/core";
import { openUntil, overSince } from "../shared/facts.ts";
import { toKey } from "../shared/keys.ts";
import type { Value } from "./pool.ts";
import type { Query } from "./session.ts";

/**
 * What one transaction writes, as one statement: each part a common table expression over rows that are passed as
 * JSON text. A part that is empty is left out.
 */
export class Writes {
  readonly #parts: string[] = [];
  readonly #values: Value[];

  constructor(app: string) {
    this.#values = [app];
  }

  purchase(purchase: Purchase): void {
    const reference = this.#value(toKey(purchase.reference));
    const facts = [purchase.version, purchase.wakeAt, overSince(purchase), JSON.stringify(purchase)] as const;
    const [version, wakeAt, over, data] = facts.map((fact) => this.#value(fact));
    const orders = purchase.attempts.map((order) => ({
      payment_id: toKey(order.paymentId),
      open_until: openUntil(order),
    }));
    const rows = this.#value(JSON.stringify(orders));
    this.#parts.push(
      `INSERT INTO @purchases (app_id, reference, version, wake_at, over_since, data)
        VALUES ($1, ${reference}, ${version}::integer, ${wakeAt}, ${over}, ${data})
        ON CONFLICT (app_id, reference) DO UPDATE SET version = excluded.version, wake_at = excluded.wake_at,
        over_since = excluded.over_since, data = excluded.data`,
      `DELETE FROM @orders WHERE app_id = $1 AND reference = ${reference}
        AND payment_id NOT IN (SELECT payment_id FROM json_to_recordset(${rows}::json) r (payment_id text))`,
      `INSERT INTO @orders AS o (app_id, payment_id, reference, open_until)
        SELECT $1::text, payment_id, ${reference}::text, open_until
        FROM json_to_recordset(${rows}::json) r (payment_id text, open_until text)
        ON CONFLICT (app_id, payment_id) DO UPDATE SET open_until = excluded.open_until
        WHERE o.open_until IS DISTINCT FROM excluded.open_until`,
    );
  }

  inbox(entries: readonly InboxEntry[]): void {
    if (entries.length === 0) return;
    const rows = entries.map((entry) => ({
      payment_id: toKey(entry.paymentId),
      digest: toKey(entry.digest),
      parked: entry.outcome === "parked",
      data: JSON.stringify(entry),
    }));
    this.#parts.push(
      `INSERT INTO @inbox (app_id, payment_id, digest, parked, data) SELECT $1::text, payment_id, digest, parked, data
        FROM json_to_recordset(${this.#value(JSON.stringify(rows))}::json)
        r (payment_id text, digest text, parked boolean, data text)
        ON CONFLICT (app_id, payment_id, digest) DO UPDATE SET parked = excluded.parked, data = excluded.data`,
    );
  }

  events(events: readonly DomainEvent[]): void {
    if (events.length === 0) return;
    const rows = events.map((event) => ({
      id: toKey(event.id),
      payment_id: toKey(event.paymentId),
      type: event.type,
      at: event.at,
      event: JSON.stringify(event),
    }));
    this.#parts.push(
      `INSERT INTO @deliveries (app_id, event_id, payment_id, type, state, claimed, attempts, created_at, available_at, ready_at, event)
        SELECT $1::text, id, payment_id, type, 'pending', false, 0, at, at, at, event
        FROM json_to_recordset(${this.#value(JSON.stringify(rows))}::json)
        r (id text, payment_id text, type text, at text, event text)`,
    );
  }

  attention(items: readonly AttentionItem[]): void {
    if (items.length === 0) return;
    const rows = items.map((item) => ({
      id: toKey(item.id),
      kind: item.kind,
      payment_id: item.paymentId === null ? null : toKey(item.paymentId),
      reference: item.reference === null ? null : toKey(item.reference),
      open: item.resolvedAt === null,
      data: JSON.stringify(item),
    }));
    this.#parts.push(
      `INSERT INTO @attention (app_id, id, kind, payment_id, reference, open, data)
        SELECT $1::text, id, kind, payment_id, reference, open, data
        FROM json_to_recordset(${this.#value(JSON.stringify(rows))}::json)
        r (id text, kind text, payment_id text, reference text, open boolean, data text)
        ON CONFLICT (app_id, id) DO UPDATE SET open = excluded.open, data = excluded.data`,
    );
  }

  signedSeenAt(at: string): void {
    this.#parts.push(
      `INSERT INTO @apps (app_id, signed_seen_at) VALUES ($1, ${this.#value(at)}) ON CONFLICT DO NOTHING`,
    );
  }

  async run(query: Query): Promise<void> {
    const last = this.#parts.at(-1);
    if (last === undefined) return;
    const before = this.#parts.slice(0, -1).map((part, index) => `w${index} AS (${part})`);
    await query(before.length === 0 ? last : `WITH ${before.join(", ")} ${last}`, this.#values);
  }

  #value(value: Value): string {
    this.#values.push(value);
    return `$${this.#values.length}`;
  }
}
