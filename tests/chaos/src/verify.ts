import type { Expected, Report } from "./case.ts";
import { exact } from "./decimal.ts";
import type { Evidence } from "./evidence.ts";
import { attentionRules } from "./rules-attention.ts";
import { deliveryRules } from "./rules-delivery.ts";
import { intakeRules } from "./rules-intake.ts";
import { moneyRules } from "./rules-money.ts";
import { allTold, type Told } from "./told.ts";

/** Something that must not be. */
export interface Mismatch {
  readonly rule: string;
  /** A payment id, a reference or an event id. */
  readonly about: string;
  readonly detail: string;
}

/**
 * Holds the gateway's record against the shop's database, spool and ledger. Nothing of core is used: what has to be is
 * worked out from what the gateway sent and how it was answered.
 */
export function verify(evidence: Evidence): { mismatches: Mismatch[]; expected: readonly Expected[] } {
  const mismatches: Mismatch[] = [];
  const told = allTold(evidence);
  const expected = new Map(
    evidence.gateway.orders.map(({ paymentId, amountDue }) => [
      paymentId,
      expect(paymentId, amountDue, told.get(paymentId) ?? [], evidence.closedAt),
    ]),
  );
  const rules = [moneyRules, deliveryRules, intakeRules, attentionRules];
  const report: Report = (rule, about, detail) => void mismatches.push({ rule, about, detail });
  for (const rule of rules) rule({ evidence, expected, report });
  return { mismatches, expected: [...expected.values()] };
}

function expect(paymentId: string, amountDue: string, told: readonly Told[], closedAt: number): Expected {
  const due = exact(amountDue);
  const counted = told.filter((each) => each.outcome === "applied");
  const closing = counted.filter((each) => each.closing);
  const covering = closing.filter((each) => each.collected >= due);
  const inTime = covering.some((each) => each.at < closedAt);
  return {
    paymentId,
    told,
    due,
    received: largest(counted),
    confirmed: largest(closing),
    paid: covering.length === 0 ? null : inTime ? "order.paid" : "order.paid_late",
    paying: covering.map((each) => each.collected),
  };
}

function largest(told: readonly Told[]): bigint {
  return told.reduce((most, { collected }) => (collected > most ? collected : most), 0n);
}
