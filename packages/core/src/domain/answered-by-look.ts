import { shownOf } from "./chain-cover.ts";
import { coverageOf, isConfirmed, isCovered } from "./coverage.ts";
import { attentionId } from "./ids.ts";
import type { IssuedOrder } from "./order.ts";

/** Items that a change answers: of what has come meanwhile. */
export function answeredByLook(order: IssuedOrder, now: IssuedOrder): string[] {
  const ids: string[] = [];
  const close = (kind: "chain_unreported" | "chain_missing" | "chain_reversed") => {
    if (order.told.includes(kind)) ids.push(attentionId(order.appId, kind, [order.paymentId]));
  };
  if (isConfirmed(now) && !isConfirmed(order)) close("chain_unreported");
  if (isShown(now) && !isShown(order)) {
    close("chain_missing");
    close("chain_reversed");
  }
  return ids;
}

/** The chain shows all that the address asked for. */
export function isShown(order: IssuedOrder): boolean {
  return isCovered(coverageOf(order, shownOf(order)));
}
