import type { Notification } from "../webhook/notification.ts";
import type { IssuedOrder } from "./order.ts";

/** EVM and bech32 addresses mean the same in either case; Tron's and bitcoin's base58 do not. */
function normalAddress(address: string): string {
  return /^0x[0-9a-f]{40}$/i.test(address) || /^(bc|tb|bcrt|ltc)1[0-9a-z]+$/i.test(address)
    ? address.toLowerCase()
    : address;
}

function sameAddress(a: string, b: string): boolean {
  return normalAddress(a) === normalAddress(b);
}

/** What a notification says that the order does not: the field's name, or `undefined`. An absent field contradicts nothing. */
export function contradiction(
  order: IssuedOrder,
  notification: Notification,
): "address" | "coin" | "network" | undefined {
  if (notification.address !== null && !sameAddress(notification.address, order.address)) return "address";
  if (notification.coin !== null && notification.coin !== order.coin) return "coin";
  if (notification.network !== null && notification.network !== order.network) return "network";
  return undefined;
}
