import type { Notification } from "./notification.ts";
import type { IssuedOrder } from "./order.ts";
import { addressKey } from "./receiving.ts";

/** A field of which a notification says something else than the order. */
export interface Contradiction {
  readonly field: "address" | "coin" | "network";
  readonly ours: string;
  readonly theirs: string;
}

/** What a notification says that the order does not. An absent field contradicts nothing. */
export function contradiction(order: IssuedOrder, notification: Notification): Contradiction | undefined {
  for (const field of ["address", "coin", "network"] as const) {
    const ours = order[field];
    const theirs = notification[field];
    if (theirs === null || theirs === ours) continue;
    if (field === "address" && addressKey(theirs) === addressKey(ours)) continue;
    return { field, ours, theirs };
  }
  return undefined;
}
