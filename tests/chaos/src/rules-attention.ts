import type { Case, Expected } from "./case.ts";

/** What does not end in a payment of exactly what was due, in time, is open in the attention list; and nothing else is. */
export function attentionRules({ evidence, expected, report }: Case): void {
  const { shop } = evidence;
  const open = new Set(
    shop.attention.filter((item) => item.open).map((item) => `${item.kind} ${item.paymentId}`),
  );
  const known = new Map(shop.orders.map((order) => [order.paymentId, order]));

  for (const wanted of expected.values()) {
    const isPending = known.get(wanted.paymentId)?.status === "pending";
    const { due, possible } = isPending ? kindsForPending(wanted) : kindsFor(wanted);
    for (const kind of due) {
      if (open.delete(`${kind} ${wanted.paymentId}`)) continue;
      report("what is odd is in the attention list", wanted.paymentId, `${kind} is missing`);
    }
    for (const kind of possible) open.delete(`${kind} ${wanted.paymentId}`);
  }
  for (const { paymentId, status } of shop.orders) {
    // Asked for, and never made: it could not be known, and a person was told.
    if (status === "pending" && !expected.has(paymentId)) open.delete(`outcome_unknown ${paymentId}`);
  }
  // The plan of faults refuses some orders, which may stop sales and so is told.
  open.delete("gateway_refused null");
  // All clocks are put forward, but not in one moment: to one that has not yet, it looks as if its own had been set back.
  open.delete("clock_set_back null");
  for (const item of open) report("nothing ordinary is in the attention list", item, "nothing calls for it");
}

/** Nobody knows whether it was made, so what comes for it waits; only what is not signed is worth a look by itself. */
function kindsForPending({ told }: Expected): { due: string[]; possible: string[] } {
  const held = told.some((each) => each.outcome === "held");
  return { due: ["outcome_unknown", ...(held ? ["held"] : [])], possible: [] };
}

/** What has to be there, and what may be, depending on the order in which webhooks overtook each other. */
function kindsFor(wanted: Expected): { due: string[]; possible: string[] } {
  const { told, due, received, paid } = wanted;
  const counted = told.filter((each) => each.outcome === "applied");
  const isPart = (total: bigint) => total > 0n && total < due;
  const when = (kind: string, holds: boolean) => (holds ? [kind] : []);
  return {
    due: [
      ...when("overpaid", received > due),
      ...when("paid_late", paid === "order.paid_late"),
      ...when("underpaid", isPart(received)),
      ...when("invalid_with_money", received > 0n && counted.some((each) => each.invalid)),
      ...when(
        "held",
        told.some((each) => each.outcome === "held"),
      ),
      ...when(
        "conflict",
        told.some((each) => each.outcome === "conflict"),
      ),
    ],
    possible: [...when("suspicious_total", new Set(counted.map((each) => each.collected)).size > 1)],
  };
}
