import { attentionEvent } from "../../domain/alerts.ts";
import { type AppFacts, noAppFacts } from "../../domain/app-facts.ts";
import type { AttentionDraft, AttentionItem } from "../../domain/attention.ts";
import type { ChainRow } from "../../domain/chain-row.ts";
import { type Watch, watchOf } from "../../domain/chain-watch.ts";
import type { AttentionEvent, DomainEvent } from "../../domain/events.ts";
import { purchasedAt } from "../../domain/listing.ts";
import type { InboxEntry } from "../../domain/notification.ts";
import type { Order, Purchase, Refund, Tombstone } from "../../domain/order.ts";
import {
  closedWith,
  mergedAttention,
  mergedInbox,
  newAttention,
  type OpenOrder,
  openOrder,
} from "../../domain/rows.ts";
import { isClosed } from "../../domain/withdraw.ts";
import type { DeliveryState } from "../queries.ts";
import type { DeliveryRecord } from "../store.ts";
import { Schedule } from "./schedule.ts";

/** A value with its place in the order of arrival. */
export interface Row<T> {
  readonly seq: number;
  value: T;
}

export interface DeliveryRow {
  readonly seq: number;
  readonly event: DomainEvent;
  state: DeliveryState;
  attempts: number;
  /** Stays true when attempts are counted again. */
  claimed: boolean;
  availableAt: string;
  /** When it can be claimed: `availableAt`, or the end of the lease. */
  readyAt: string;
  doneAt: string | null;
  lastError: string | null;
  leaseId: string | null;
}

export interface OrderRow {
  readonly seq: number;
  /** `createdAt` when it was first stored. */
  readonly at: string;
  readonly reference: string;
}

/** What the memory store keeps of one app. Every method either throws before it changes anything, or does not throw. */
export class Tables {
  readonly purchases = new Map<string, Row<Purchase> & { readonly at: string }>();
  readonly orders = new Map<string, OrderRow>();
  readonly refunds = new Map<string, Row<Refund>>();
  readonly tombstones = new Map<string, Tombstone>();
  /** Per reference the tombstone that speaks for it: a paid or withdrawn one if there is one, else the first. */
  readonly epitaphs = new Map<string, Tombstone>();
  readonly inbox = new Map<string, Map<string, Row<InboxEntry>>>();
  /** Inbox rows that were not applied. */
  readonly waiting = new Set<Row<InboxEntry>>();
  readonly attention = new Map<string, Row<AttentionItem>>();
  readonly deliveries = new Map<string, DeliveryRow>();
  /** Payment ids the gateway may be receiving for: until when, at which address (none yet while it is asked for), and of whom. */
  readonly open = new Map<string, OpenOrder>();
  /** Payment ids that are looked for on a chain. */
  readonly watched = new Map<string, Watch>();
  /** By network. */
  readonly chains = new Map<string, ChainRow>();
  /** Requests to the gateway by UTC day. */
  readonly requests = new Map<string, number>();
  /** References by `wakeAt`. */
  readonly waking = new Schedule<string>();
  /** Per type, what is pending by when it can be claimed: `availableAt`, or the end of the lease. */
  readonly ready = new Map<string, Schedule<DeliveryRow>>();
  app: AppFacts = noAppFacts;
  #seq = 0;

  putPurchase(purchase: Purchase): void {
    const { reference } = purchase;
    const known = this.purchases.get(reference);
    const row = known ?? { seq: ++this.#seq, at: purchasedAt(purchase), value: purchase };
    const kept = new Set(purchase.attempts.map((order) => order.paymentId));
    for (const order of known?.value.attempts ?? []) {
      if (!kept.has(order.paymentId)) this.#dropOrder(order.paymentId);
    }
    row.value = purchase;
    this.purchases.set(reference, row);
    for (const order of purchase.attempts) this.#putOrder(reference, order);
    if (purchase.wakeAt === null) this.waking.delete(reference);
    else this.waking.set(reference, purchase.wakeAt, row.seq);
  }

  dropPurchase(purchase: Purchase): void {
    for (const { paymentId } of purchase.attempts) {
      for (const row of this.inbox.get(paymentId)?.values() ?? []) this.dropInbox(row);
      this.#dropOrder(paymentId);
    }
    this.purchases.delete(purchase.reference);
    this.waking.delete(purchase.reference);
  }

  putTombstone(tombstone: Tombstone): void {
    const { reference } = tombstone;
    const known = this.epitaphs.get(reference);
    this.tombstones.set(tombstone.paymentId, tombstone);
    if (known === undefined || (!isClosed(known) && isClosed(tombstone))) {
      this.epitaphs.set(reference, tombstone);
    }
  }

  #putOrder(reference: string, order: Order): void {
    const { paymentId } = order;
    if (!this.orders.has(paymentId))
      this.orders.set(paymentId, { seq: ++this.#seq, at: order.createdAt, reference });
    const open = openOrder(order);
    if (open === null) this.open.delete(paymentId);
    else this.open.set(paymentId, open);
    const watch = watchOf(order);
    if (watch === null) this.watched.delete(paymentId);
    else this.watched.set(paymentId, watch);
  }

  #dropOrder(paymentId: string): void {
    this.orders.delete(paymentId);
    this.open.delete(paymentId);
    this.watched.delete(paymentId);
  }

  putInbox(entry: InboxEntry): void {
    const rows = this.inbox.get(entry.paymentId) ?? new Map<string, Row<InboxEntry>>();
    this.inbox.set(entry.paymentId, rows);
    const known = rows.get(entry.digest);
    const row = known ?? { seq: ++this.#seq, value: entry };
    if (known !== undefined) known.value = mergedInbox(known.value, entry);
    rows.set(entry.digest, row);
    if (entry.outcome === "applied") this.waiting.delete(row);
    else this.waiting.add(row);
  }

  dropInbox(row: Row<InboxEntry>): void {
    const { paymentId, digest } = row.value;
    const rows = this.inbox.get(paymentId);
    rows?.delete(digest);
    if (rows?.size === 0) this.inbox.delete(paymentId);
    this.waiting.delete(row);
  }

  /** A person closed the item that tells of these. */
  dismiss(attentionId: string): void {
    for (const row of this.waiting) {
      if (closedWith(row.value) === attentionId) row.value = { ...row.value, outcome: "dismissed" };
    }
  }

  putAttention(draft: AttentionDraft): void {
    const known = this.attention.get(draft.id);
    if (known !== undefined) {
      known.value = mergedAttention(known.value, draft);
      return;
    }
    const item = newAttention(draft);
    this.attention.set(draft.id, { seq: ++this.#seq, value: item });
    this.#alert("attention.opened", item);
  }

  resolve(id: string, by: string | null, note: string, at: string): boolean {
    const row = this.attention.get(id);
    if (row === undefined || row.value.resolvedAt !== null) return false;
    row.value = { ...row.value, resolvedAt: at, resolvedBy: by, note };
    this.#alert("attention.resolved", row.value);
    return true;
  }

  #alert(type: AttentionEvent["type"], item: AttentionItem): void {
    const event = attentionEvent(type, item);
    if (event !== undefined) this.putEvent(event);
  }

  putRefund(refund: Refund): void {
    if (!this.refunds.has(refund.id)) this.refunds.set(refund.id, { seq: ++this.#seq, value: refund });
  }

  putEvent(event: DomainEvent): void {
    const row: DeliveryRow = {
      seq: ++this.#seq,
      event,
      state: "pending",
      attempts: 0,
      claimed: false,
      availableAt: event.at,
      readyAt: event.at,
      doneAt: null,
      lastError: null,
      leaseId: null,
    };
    this.deliveries.set(event.id, row);
    this.scheduleDelivery(row, event.at);
  }

  scheduleDelivery(row: DeliveryRow, at: string): void {
    const schedule = this.ready.get(row.event.type) ?? new Schedule<DeliveryRow>();
    this.ready.set(row.event.type, schedule);
    row.readyAt = at;
    schedule.set(row, at, row.seq);
  }

  unscheduleDelivery(row: DeliveryRow): void {
    this.ready.get(row.event.type)?.delete(row);
  }

  dropDelivery(row: DeliveryRow): void {
    this.unscheduleDelivery(row);
    this.deliveries.delete(row.event.id);
  }
}

export function deliveryRecord(row: DeliveryRow): DeliveryRecord {
  const { event, state, attempts, availableAt, doneAt, lastError } = row;
  return { event, state, attempts, createdAt: event.at, availableAt, doneAt, lastError };
}
