import { answeredItems } from "./answered.ts";
import type { AttentionDraft, AttentionKind } from "./attention.ts";
import type { EventBase, OrderEvent, OrderEventType } from "./events.ts";
import { attentionId, eventId, paidEventId } from "./ids.ts";
import { type IssuedOrder, isIssued, type Order, type Purchase } from "./order.ts";

/** What a transition brings about: the purchase after it, and what has to be told. */
export interface Change {
  readonly purchase: Purchase;
  readonly events: readonly OrderEvent[];
  readonly attention: readonly AttentionDraft[];
  /** Ids of items that it answers. */
  readonly resolves: readonly string[];
}

/** Collects the steps of one transition on one purchase. Everything happens at the same instant, `at`. */
export class Draft {
  readonly at: string;
  readonly events: OrderEvent[] = [];
  readonly attention: AttentionDraft[] = [];
  /** As it was when the transition began. */
  readonly before: Purchase;
  #purchase: Purchase;

  constructor(purchase: Purchase, at: string) {
    this.before = purchase;
    this.#purchase = purchase;
    this.at = at;
  }

  get purchase(): Purchase {
    return this.#purchase;
  }

  set(facts: Partial<Pick<Purchase, "paid" | "withdrawn" | "attempts" | "price">>): void {
    this.#purchase = { ...this.#purchase, ...facts };
  }

  /** The attempt with this payment id as it stands now. */
  issued(paymentId: string): IssuedOrder {
    const order = this.#purchase.attempts.find((attempt) => attempt.paymentId === paymentId);
    if (order === undefined || !isIssued(order)) throw new TypeError(`no issued attempt ${paymentId}`);
    return order;
  }

  replace(order: Order): void {
    const attempts = this.#purchase.attempts.map((attempt) =>
      attempt.paymentId === order.paymentId ? order : attempt,
    );
    this.set({ attempts });
  }

  update(paymentId: string, facts: Partial<IssuedOrder>): IssuedOrder {
    const order = { ...this.issued(paymentId), ...facts, updatedAt: this.at };
    this.replace(order);
    return order;
  }

  /** Raises an event on an attempt; `build` adds what is the event's own to what every event carries. */
  emit(type: OrderEventType, paymentId: string, build: (base: EventBase) => OrderEvent): void {
    const sequence = this.issued(paymentId).sequence + 1;
    const order = this.update(paymentId, { sequence });
    const isPaid = type === "order.paid" || type === "order.paid_late";
    const id = isPaid
      ? paidEventId(order.appId, order.reference)
      : eventId(order.appId, paymentId, type, sequence);
    const { appId, reference } = order;
    this.events.push(build({ id, appId, paymentId, reference, sequence, at: this.at, order }));
  }

  warn(
    kind: AttentionKind,
    paymentId: string | null,
    subject: readonly string[],
    message: string,
    details: Readonly<Record<string, string>> = {},
  ): void {
    const { appId, reference } = this.#purchase;
    const id = attentionId(appId, kind, subject);
    this.attention.push({ id, appId, kind, paymentId, reference, message, details, at: this.at });
  }

  done(): Change {
    const { events, attention } = this;
    const resolves = answeredItems(this.before, this.#purchase, this.at);
    return { purchase: this.#purchase, events, attention, resolves };
  }
}
