import type { Purchase } from "../../domain/order.ts";
import { dayOf, overSince, tombstonesOf } from "../../domain/rows.ts";
import type { PruneQuery } from "../queries.ts";
import { isEarlier } from "./schedule.ts";
import type { DeliveryRow, Tables } from "./tables.ts";

/** `Store.prune` over the memory store's tables: old purchases first, longest untouched first, then old deliveries of the rest. */
export function pruneTables(tables: Tables, query: PruneQuery): number {
  const attention = [...tables.attention.values()].filter(({ value }) => value.resolvedAt === null);
  const openIds = new Set(attention.map(({ value }) => value.paymentId));
  const openReferences = new Set(attention.map(({ value }) => value.reference));
  const byPayment = new Map<string, DeliveryRow[]>();
  for (const row of tables.deliveries.values()) {
    const rows = byPayment.get(row.event.paymentId) ?? [];
    rows.push(row);
    byPayment.set(row.event.paymentId, rows);
  }
  const isAwaited = ({ reference, attempts }: Purchase) =>
    openReferences.has(reference) ||
    attempts.some(
      ({ paymentId }) =>
        openIds.has(paymentId) ||
        (byPayment.get(paymentId) ?? []).some((row) => row.state !== "done" && !isUnwanted(row, query)),
    );

  const over = [...tables.purchases.values()].flatMap(({ seq, value }) => {
    const at = overSince(value);
    return at === null || at >= query.olderThan || isAwaited(value) ? [] : [{ at, seq, value }];
  });
  over.sort((a, b) => (isEarlier(a, b) ? -1 : 1));
  const gone = over.slice(0, query.limit);
  for (const { value } of gone) {
    for (const tombstone of tombstonesOf(value, query.now)) tables.putTombstone(tombstone);
    for (const order of value.attempts) {
      for (const row of byPayment.get(order.paymentId) ?? []) tables.dropDelivery(row);
    }
    tables.dropPurchase(value);
  }
  const old = [...tables.deliveries.values()].filter(
    (row) => (row.state === "done" && row.event.at < query.olderThan) || isUnwanted(row, query),
  );
  for (const row of old.sort(byAge).slice(0, query.limit)) tables.dropDelivery(row);
  for (const day of tables.requests.keys()) {
    if (day < dayOf(query.olderThan)) tables.requests.delete(day);
  }
  return gone.length;
}

/** Done ones first, then by age. */
function byAge(a: DeliveryRow, b: DeliveryRow): number {
  if (a.state !== b.state) return a.state === "done" ? -1 : 1;
  return isEarlier({ at: a.event.at, seq: a.seq }, { at: b.event.at, seq: b.seq }) ? -1 : 1;
}

function isUnwanted(row: DeliveryRow, query: PruneQuery): boolean {
  return (
    row.state === "pending" &&
    !row.claimed &&
    row.event.at < query.olderThan &&
    !query.keepTypes.includes(row.event.type)
  );
}
