import type { Health } from "@coincoin/core";

/** What the operator looks at first, as pairs of a name and a figure: 0 is good everywhere but in the orders and requests. */
export function figuresOf({ store, sales, error, ...health }: Health): (readonly [string, string])[] {
  const refused = Object.entries(sales.refused).map(([code, count]) => `${code} × ${count}`);
  return [
    ["Store", error === null ? "works" : error.message],
    ["Paid, and not fulfilled yet", text(health.paidUndelivered)],
    ["Dead letters", text(store?.deadDeliveries ?? null)],
    ["Notifications held, for a person to accept", text(store?.held ?? null)],
    ["Notifications without an order", text(store?.parked ?? null)],
    ["Notifications on the disk, not in the store", text(health.spooled)],
    ["Open orders at CoinCoin", `${text(sales.openOrders)} of ${sales.openOrdersLimit}`],
    ["Requests to CoinCoin today", `${sales.requestsToday} of ${sales.requestsPerDay}`],
    ["What stopped sales since the start", refused.join(", ") || "nothing"],
  ];
}

function text(figure: number | null): string {
  return figure === null ? "unknown" : String(figure);
}
