import { isIssued, type Order } from "./order.ts";

/**
 * Until when an order is open: it counts against the number that the gateway receives for at once. Null when it is not. What is
 * being asked for counts too, until it is answered or its lease ends: otherwise calls at the same time would pass any limit.
 */
export function openUntil(order: Order): string | null {
  if (!isIssued(order)) return order.creation.outcome === "asking" ? order.creation.leaseUntil : null;
  if (order.status !== "receiving") return null;
  // What lapsed did so after this time: without it, what is looked up would grow with every order that nobody paid.
  if (order.invalidSeen || order.lapsed) return null;
  return order.coverage === "none" || order.coverage === "partial" ? order.receivingUntil : null;
}

/** Equal for two spellings of one address. EVM and bech32 addresses mean the same in either case; Tron's and bitcoin's base58 do not. */
export function addressKey(address: string): string {
  return /^0x[0-9a-f]{40}$/i.test(address) || /^(bc|tb|bcrt|ltc)1[0-9a-z]+$/i.test(address)
    ? address.toLowerCase()
    : address;
}
