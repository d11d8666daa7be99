import type { Case } from "./case.ts";
import type { InboxRow } from "./evidence.ts";
import { sha256, type Told } from "./told.ts";

/** Whatever was answered 200 is in the inbox or the spool, as often as it was answered; and nothing else is. */
export function intakeRules({ evidence, expected, report }: Case): void {
  const inbox = new Map<string, InboxRow>();
  for (const row of evidence.shop.inbox) {
    const key = `${row.paymentId} ${row.digest}`;
    if (inbox.has(key)) report("one row a body", row.paymentId, row.digest);
    if (sha256(row.body) !== row.digest) report("bodies are kept as they came", row.paymentId, row.digest);
    inbox.set(key, row);
  }
  const spooled = new Map<string, number>();
  for (const body of evidence.spool.bodies) spooled.set(body, (spooled.get(body) ?? 0) + 1);
  if (evidence.spool.damaged > 0) {
    report("nothing in the spool is damaged", "spool", `${evidence.spool.damaged} files were set aside`);
  }

  const pending = new Set(
    evidence.shop.orders.filter((order) => order.status === "pending").map((order) => order.paymentId),
  );
  for (const { paymentId, told } of expected.values()) {
    const named = (outcome: Told["outcome"]) =>
      // Nobody knows the terms of an order whose creation had no answer: what comes for it waits.
      pending.has(paymentId) && outcome !== null && outcome !== "held" ? "parked" : outcome;
    for (const { body, digest, acknowledged, outcome } of told) {
      const key = `${paymentId} ${digest}`;
      const row = inbox.get(key);
      inbox.delete(key);
      const kept = (row?.count ?? 0) + (spooled.get(body) ?? 0);
      if (kept < acknowledged) {
        report(
          "nothing acknowledged is lost",
          paymentId,
          `${body}: answered 200 ${acknowledged} times, kept ${kept} times`,
        );
      }
      if (row !== undefined && row.outcome !== named(outcome)) {
        report(
          "outcome of a notification",
          paymentId,
          `${body}: is ${row.outcome}, has to be ${named(outcome)}`,
        );
      }
    }
  }
  for (const row of inbox.values()) {
    report("nothing is in the inbox that was not sent", row.paymentId, row.body);
  }
}
