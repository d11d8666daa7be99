import type { AttentionItem, Health } from "@coincoin/core";
import { type Check, check } from "./check.ts";

/** Kinds of items of what stops sales, with what each means in few words. */
const STOPS: Readonly<Record<string, string>> = {
  gateway_unauthorized: "keys refused",
  gateway_refused: "orders refused",
  gateway_unreachable: "CoinCoin not reached",
  gateway_not_understood: "CoinCoin answers with something that is no order",
  gateway_rate_limited: "CoinCoin asked to slow down",
  daily_limit_reached: "a day's requests used up",
  daily_requests_near_limit: "nearly a day's requests used up",
  too_many_open_orders: "as many orders open as CoinCoin allows",
  open_orders_near_limit: "nearly as many orders open as CoinCoin allows",
  too_many_attempts: "references with too many open orders",
  terms_not_accepted: "terms refused",
};

const NEAR = 0.8;

/** What stops customers from paying, or soon will. */
export function checkSales(
  { openOrders, openOrdersLimit, requestsToday, requestsPerDay }: Health["sales"],
  items: readonly AttentionItem[],
): Check {
  const open = openOrders ?? 0;
  const requests = requestsToday ?? 0;
  const room = `${open} orders are open of the ${openOrdersLimit} that CoinCoin receives for at once, and ${requests} of the day's ${requestsPerDay} requests are used (where the shop sets no other limits)`;
  const isNear = open >= openOrdersLimit * NEAR || requests >= requestsPerDay * NEAR;
  const stops = Object.entries(STOPS).flatMap(([kind, meaning]) => {
    const newest = items.find((item) => item.kind === kind);
    return newest === undefined ? [] : [`${meaning}, last at ${newest.lastAt}: ${newest.message}`];
  });
  if (stops.length > 0) return check("sales", "warning", [room, ...stops].join("; "));
  return check("sales", isNear ? "warning" : "ok", room);
}

/** Whether notifications wait because their signature was not believed, and what would fit them. */
export function checkSignatures(items: readonly AttentionItem[]): Check {
  const held = items.filter(({ kind }) => kind === "held");
  if (held.length === 0) return check("signatures", "ok", "no notification is held for its signature");
  const seen = (name: string) => [...new Set(held.flatMap(({ details }) => details[name] ?? []))];
  const fits = seen("fits");
  const off = seen("secondsOff")
    .map(Number)
    .filter((seconds) => Math.abs(seconds) > FAR_SECONDS);
  return check(
    "signatures",
    "warning",
    [
      `${held.length} notifications are held for their signature (${seen("signature").join(", ")}): their money is not counted yet`,
      ...(fits.length === 0 ? [] : [`what would fit: ${fits.join("; ")}`]),
      ...(off.length === 0
        ? []
        : [`stamped up to ${Math.max(...off.map(Math.abs))} s from this machine's time`]),
      "see coincoin attention",
    ].join(". "),
  );
}

const FAR_SECONDS = 300;
