import type { IssuedOrder, Purchase } from "@coincoin/core";
import { units } from "./decimal.ts";
import type { Totals } from "./facts.ts";
import type { Ending } from "./final-state.ts";
import type { Acknowledged, Judged } from "./oracle.ts";
import { Violation } from "./violation.ts";
import { addressesOf, ROUNDING, worthOf } from "./worth.ts";

/**
 * What was received before the deadline ends neither as late nor as expired, whatever waited in the spool of the machine that
 * says so. What waited in the spool of another one cannot be known there: then a person is told when it is.
 */
export function checkLateness(ending: Ending, purchase: Purchase, issued: readonly IssuedOrder[]): void {
  const { reference, paid } = purchase;
  const { oracle } = ending.world;
  for (const { paymentId } of issued) {
    const judged = oracle.expired.get(paymentId);
    if (judged !== undefined && inTime(ending, paymentId, judged, isKnown).hasMoney)
      throw new Violation("in time and called expired", paymentId);
  }
  const paying = issued.find(({ paymentId }) => paymentId === paid?.paymentId);
  const judged = oracle.paid.get(reference);
  if (paid === null || !paid.late || paying === undefined || judged === undefined) return;
  const isEnough = (counts: Counting) => {
    const came = ({ paymentId, coin }: IssuedOrder) =>
      inTime(ending, paymentId, judged, counts).received.get(coin) ?? 0n;
    return worthOf(addressesOf(issued, paying.coin, came)) >= units(paid.price) + ROUNDING;
  };
  // Where the disk took nothing more, what came could not wait behind the others: it had to be judged without them.
  const couldWait = !ending.world.shops.diskFailed(judged.place, judged.at);
  if (couldWait && isEnough(isKnown)) throw new Violation("in time and called late", reference);
  const isTold = ending.attention.some(
    (item) => item.kind === "paid_late" && item.reference === reference && item.message.includes("after all"),
  );
  if (isEnough(isBefore) && !isTold) throw new Violation("in time after all and nobody knows", reference);
}

type Counting = (told: Acknowledged, appliedAt: number, judged: Judged) => boolean;

/** The machine that judged had it: it was applied, or waited in its own spool. */
const isKnown: Counting = ({ outcome, place, at }, appliedAt, judged) =>
  appliedAt <= judged.at || (outcome === "spooled" && place === judged.place && at <= judged.at);

const isBefore: Counting = ({ at }, _appliedAt, judged) => at <= judged.at;

/** What was answered with 200 before the gateway's own deadline. */
function inTime({ world }: Ending, paymentId: string, judged: Judged, counts: Counting): Totals {
  const { acknowledged, appliedAt } = world.oracle;
  const deadline = Date.parse(world.gateway.engine.order(paymentId)?.expiresAt ?? "");
  const totals = world.oracle.totals();
  for (const each of acknowledged) {
    const at = appliedAt.get(each.told.digest);
    if (each.paymentId !== paymentId || each.at > deadline || at === undefined) continue;
    if (counts(each, at, judged)) totals.join(each.told);
  }
  return totals;
}
