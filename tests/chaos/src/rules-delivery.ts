import type { Case } from "./case.ts";
import { exact, plain } from "./decimal.ts";
import type { EventRow } from "./evidence.ts";

/** One event that fulfils for each order that was paid, none for any other, each delivered and in the ledger. */
export function deliveryRules({ evidence, expected, report }: Case): void {
  const { events } = evidence.shop;
  const fulfilling = new Map<string, EventRow[]>();
  const ids = new Set<string>();
  for (const event of events) {
    if (ids.has(event.id)) report("one row an event", event.id, "its id is there twice");
    ids.add(event.id);
    if (event.state !== "done" || event.attempts < 1) {
      report(
        "every event is delivered",
        event.id,
        `${event.type} is ${event.state} after ${event.attempts} attempts`,
      );
    }
    if (event.type !== "order.paid" && event.type !== "order.paid_late") continue;
    fulfilling.set(event.paymentId, [...(fulfilling.get(event.paymentId) ?? []), event]);
  }
  const references = [...fulfilling.values()].flat().map((event) => event.reference);
  if (new Set(references).size !== references.length) {
    report("one order.paid a reference", "references", "a reference was paid twice");
  }

  for (const wanted of expected.values()) {
    const { paymentId, paid, paying } = wanted;
    const found = fulfilling.get(paymentId) ?? [];
    fulfilling.delete(paymentId);
    if (paid === null) {
      for (const event of found)
        report("nobody unpaid is fulfilled", paymentId, `${event.type} ${event.amount}`);
      continue;
    }
    const [event] = found;
    if (found.length !== 1 || event === undefined) {
      report("one order.paid", paymentId, `told ${paid}, found ${found.length}`);
      continue;
    }
    if (event.type !== paid) report("late or not", paymentId, `told ${paid}, found ${event.type}`);
    const amount = exact(event.amount ?? "0");
    if (!paying.includes(amount)) {
      report("amount of order.paid", paymentId, `${event.amount} is none of ${paying.map(plain).join(", ")}`);
    }
  }
  for (const [paymentId, found] of fulfilling) {
    report(
      "nobody unpaid is fulfilled",
      paymentId,
      `${found.length} events for an order the gateway does not have`,
    );
  }
  ledgerRules({ evidence, expected, report });
}

/** The ledger holds what was handed out: each paid order once, at the amount of its event. */
function ledgerRules({ evidence, expected, report }: Case): void {
  const events = new Map(evidence.shop.events.map((event) => [event.id, event]));
  const handed = new Set<string>();
  for (const row of evidence.ledger) {
    const event = events.get(row.eventId);
    if (event === undefined || expected.get(row.paymentId)?.paid !== row.type || handed.has(row.paymentId)) {
      report("nobody unpaid is in the ledger", row.paymentId, `${row.type} ${row.eventId}`);
    } else if (event.amount === null || exact(event.amount) !== exact(row.amount)) {
      report("amount in the ledger", row.paymentId, `event ${event.amount}, ledger ${row.amount}`);
    }
    handed.add(row.paymentId);
  }
  for (const { paymentId, paid } of expected.values()) {
    if (paid !== null && !handed.has(paymentId)) report("every payment is in the ledger", paymentId, paid);
  }
}
