import { compare, compareAmounts, type Decimal, multiply, subtract, ZERO } from "./amount.ts";
import type { Coverage, IssuedOrder } from "./order.ts";
import { amountIn } from "./worth.ts";

/** What was received of the order's own coin. */
export function receivedOf(order: IssuedOrder): Decimal {
  return amountIn(order.received, order.coin);
}

/** What is still missing of `amountDue`, zero when nothing is. */
export function remainingOf(order: IssuedOrder): Decimal {
  const missing = subtract(order.amountDue, receivedOf(order));
  return compare(missing, ZERO) > 0 ? missing : ZERO;
}

/** How far an amount covers what the order asks for, with the share that may be missing. */
export function coverageOf(
  order: Pick<IssuedOrder, "coin" | "amountDue" | "underpaymentTolerance">,
  amount: Decimal,
): Coverage {
  if (compareAmounts(order.coin, amount, ZERO) <= 0) return "none";
  if (compareAmounts(order.coin, amount, order.amountDue) > 0) return "over";
  const allowance = multiply(order.amountDue, order.underpaymentTolerance);
  return compareAmounts(order.coin, amount, subtract(order.amountDue, allowance)) >= 0 ? "full" : "partial";
}

export function isCovered(coverage: Coverage): boolean {
  return coverage === "full" || coverage === "over";
}

/** True when the gateway confirmed this order's own amount in full. */
export function isConfirmed(order: IssuedOrder): boolean {
  return isCovered(coverageOf(order, amountIn(order.confirmed, order.coin)));
}

/**
 * The order takes no more money for what it asked: its deadline passed. Before the deadline no code of the gateway ends an
 * order that is not covered: "the order will continue to be collected until the order expires" (document, "Order status"),
 * and the document's example of a webhook has a code of settlement with half of the amount.
 */
export function isShort(order: IssuedOrder, at: string): boolean {
  if (isCovered(order.coverage)) return false;
  return order.lapsed || (order.status !== "receiving" && order.expiresAt <= at);
}
