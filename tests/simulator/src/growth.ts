import type { IssuedOrder, Order, Purchase } from "@coincoin/core";
import { units } from "./decimal.ts";

const rank = { pending: 0, receiving: 1, settling: 2, completed: 3 } as const;

/** What of a purchase became less although facts only grow; undefined when nothing did. */
export function grown(before: Purchase, after: Purchase): string | undefined {
  if (before.paid !== null && JSON.stringify(before.paid) !== JSON.stringify(after.paid)) {
    return `paid was ${JSON.stringify(before.paid)} and is ${JSON.stringify(after.paid)}`;
  }
  for (const [index, earlier] of before.attempts.entries()) {
    const later = after.attempts[index];
    if (later?.paymentId !== earlier.paymentId) return `attempt ${earlier.paymentId} is gone`;
    const shrunk = orderGrown(earlier, later);
    if (shrunk !== undefined) return `${earlier.paymentId}: ${shrunk}`;
  }
  return undefined;
}

function orderGrown(before: Order, after: Order): string | undefined {
  if (rank[after.status] < rank[before.status]) return `status fell from ${before.status} to ${after.status}`;
  if (after.sequence < before.sequence) return "its events were counted back";
  if (before.status === "pending" || after.status === "pending") return undefined;
  return issuedGrown(before, after);
}

function issuedGrown(before: IssuedOrder, after: IssuedOrder): string | undefined {
  for (const name of [
    "address",
    "coin",
    "network",
    "amountDue",
    "expiresAt",
    "receivingUntil",
    "closesAt",
    "price",
  ] as const) {
    if (before[name] !== after[name]) return `${name} changed from ${before[name]} to ${after[name]}`;
  }
  if (before.invalidSeen && !after.invalidSeen) return "it forgot that it was invalid";
  if (before.lapsed && !after.lapsed) return "it forgot that it lapsed";
  if (before.told.some((told) => !after.told.includes(told))) return "it forgot what was told";
  for (const facts of ["received", "confirmed"] as const) {
    for (const [coin, amount] of Object.entries(before[facts])) {
      if (units(after[facts][coin] ?? "0") < units(amount)) return `${facts} ${coin} fell from ${amount}`;
    }
  }
  return undefined;
}
