import type { Expected } from "./case.ts";
import type { ChaosResult } from "./run.ts";

/** The figures of a run, one a line. */
export function counts(
  { evidence, kills, databaseStops, seconds }: ChaosResult,
  expected: readonly Expected[],
) {
  const { gateway, shop, ledger, customers } = evidence;
  const attempts = gateway.deliveries.flatMap((delivery) => delivery.attempts);
  const told = expected.flatMap((each) => each.told);
  const paidAtGateway = gateway.orders.filter((order) => Number(order.remaining) === 0).length;
  const paid = expected.filter((each) => each.paid !== null).length;
  const count = (outcome: string) => shop.inbox.filter((row) => row.outcome === outcome).length;
  return {
    "orders at the gateway": gateway.orders.length,
    "shown to customers": customers.length,
    "processes killed": kills,
    "database stopped": databaseStops,
    "webhooks sent": attempts.filter((attempt) => attempt.request !== undefined).length,
    "answered 200": told.reduce((sum, each) => sum + each.acknowledged, 0),
    "lost on the way": attempts.filter((attempt) => attempt.outcome === "dropped").length,
    "without an answer or refused": attempts.filter(
      (attempt) => attempt.request !== undefined && attempt.reply?.status !== 200,
    ).length,
    "paid in full at the gateway": paidAtGateway,
    "of these, told to the shop": paid,
    "order.paid rows": shop.events.filter((event) => event.type === "order.paid").length,
    "order.paid_late rows": shop.events.filter((event) => event.type === "order.paid_late").length,
    "fulfilled in the ledger": ledger.length,
    "fulfilments called more than once": ledger.filter((row) => row.calls > 1).length,
    "events delivered": shop.events.filter((event) => event.state === "done").length,
    "events tried more than once": shop.events.filter((event) => event.attempts > 1).length,
    "notifications applied": count("applied"),
    "held for a person": count("held"),
    "in conflict": count("conflict"),
    "open in the attention list": shop.attention.filter((item) => item.open).length,
    "left in the spool": evidence.spool.bodies.length,
    seconds: Math.round(seconds),
  };
}

export function describe(result: ChaosResult, expected: readonly Expected[]): string {
  return Object.entries(counts(result, expected))
    .map(([name, value]) => `${String(value).padStart(8)}  ${name}`)
    .join("\n");
}
