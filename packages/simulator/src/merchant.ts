import type { DomainEvent } from "@coincoin/core";
import { Violation } from "./violation.ts";

/** The merchant's own database: what was done about which event. It survives every process. */
export class Merchant {
  readonly handled = new Set<string>();
  readonly fulfilled = new Map<string, string>();
  readonly #report: (violation: Violation) => void;

  constructor(report: (violation: Violation) => void) {
    this.#report = report;
  }

  /** Idempotent by the event's id, as handlers have to be. */
  handle(event: DomainEvent): void {
    this.handled.add(event.id);
    if (event.type !== "order.paid" && event.type !== "order.paid_late") return;
    const known = this.fulfilled.get(event.reference);
    if (known !== undefined && known !== event.id) {
      this.#report(new Violation("fulfilled twice", `${event.reference} by ${known} and ${event.id}`));
    }
    this.fulfilled.set(event.reference, event.id);
  }
}
