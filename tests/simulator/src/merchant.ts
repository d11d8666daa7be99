import { coversPrice, type DomainEvent } from "@coincoin/core";
import { Violation } from "./violation.ts";

/** The merchant's own database: what was done about which event. It survives every process. */
export class Merchant {
  readonly handled = new Set<string>();
  readonly fulfilled = new Map<string, string>();
  /** Items of which a person was called. */
  readonly called = new Set<string>();
  readonly #costs: (reference: string) => string | undefined;
  readonly #shipped: (reference: string, price: string) => void;
  readonly #report: (violation: Violation) => void;

  constructor(parts: MerchantParts) {
    this.#costs = parts.costs;
    this.#shipped = parts.shipped;
    this.#report = parts.report;
  }

  /** Idempotent by the event's id, as handlers have to be; ships as the README shows it. */
  handle(event: DomainEvent): void {
    const isNew = !this.handled.has(event.id);
    this.handled.add(event.id);
    if (event.type === "attention.opened") this.called.add(event.item.id);
    if (event.type !== "order.paid" && event.type !== "order.paid_late") return;
    const { reference } = event;
    const known = this.fulfilled.get(reference);
    if (known !== undefined && known !== event.id) {
      this.#report(new Violation("fulfilled twice", `${reference} by ${known} and ${event.id}`));
    }
    this.fulfilled.set(reference, event.id);
    const price = this.#costs(reference) ?? event.price;
    // What costs more by now is for a person: nothing is shipped.
    if (isNew && coversPrice(event.price, price)) this.#shipped(reference, price);
  }
}

export interface MerchantParts {
  /** What a cart costs now. */
  readonly costs: (reference: string) => string | undefined;
  /** Hears of what leaves the house, and what it costs. */
  readonly shipped: (reference: string, price: string) => void;
  readonly report: (violation: Violation) => void;
}
