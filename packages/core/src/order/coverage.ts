import { add, compare, compareAmounts, type Decimal, multiply, subtract, ZERO } from "../amount.ts";
import { type Coverage, type IssuedOrder, isIssued, type Order } from "./order.ts";

/** What was received of the order's own coin. */
export function receivedOf(order: IssuedOrder): Decimal {
  return amountIn(order.received, order.coin);
}

export function amountIn(amounts: Readonly<Record<string, Decimal>>, coin: string): Decimal {
  return Object.hasOwn(amounts, coin) ? (amounts[coin] ?? ZERO) : ZERO;
}

/** What is still missing of `amountDue`, zero when nothing is. */
export function remainingOf(order: IssuedOrder): Decimal {
  const missing = subtract(order.amountDue, receivedOf(order));
  return compare(missing, ZERO) > 0 ? missing : ZERO;
}

/** How far an amount covers what is due, with the share that may be missing. */
export function coverageOf(
  order: Pick<IssuedOrder, "coin" | "amountDue" | "underpaymentTolerance">,
  amount: Decimal,
): Coverage {
  if (compareAmounts(order.coin, amount, ZERO) <= 0) return "none";
  if (compareAmounts(order.coin, amount, order.amountDue) > 0) return "over";
  return compareAmounts(order.coin, amount, subtract(order.amountDue, allowance(order))) >= 0
    ? "full"
    : "partial";
}

function allowance(order: Pick<IssuedOrder, "amountDue" | "underpaymentTolerance">): Decimal {
  return multiply(order.amountDue, order.underpaymentTolerance);
}

export function isCovered(coverage: Coverage): boolean {
  return coverage === "full" || coverage === "over";
}

/** True when the gateway confirmed this order's own amount in full. */
export function isConfirmed(order: IssuedOrder): boolean {
  return isCovered(coverageOf(order, amountIn(order.confirmed, order.coin)));
}

/**
 * The attempt under whose terms the reference is paid, with the confirmed total that covers it.
 *
 * An attempt is covered by what it and the attempts before it received in its coin, since what it asks for was
 * reduced by their credit. Only attempts at the price that is asked now count: an address that was shown for a
 * smaller cart does not pay for the larger one.
 */
export function coveringAttempt(
  attempts: readonly Order[],
): { order: IssuedOrder; amount: Decimal } | undefined {
  const live = attempts.filter((order) => isIssued(order) || order.creation.outcome !== "refused");
  const price = live.at(-1)?.price;
  if (price === undefined) return undefined;
  for (const order of live) {
    if (!isIssued(order) || compare(order.price, price) !== 0) continue;
    const amount = totalUpTo(attempts, order, "confirmed");
    const owed = subtract(add(order.amountDue, order.credited), allowance(order));
    if (compareAmounts(order.coin, amount, owed) >= 0) return { order, amount };
  }
  return undefined;
}

/** What all attempts received beyond what the paying one owed: money that came twice. */
export function surplusOver(attempts: readonly Order[], paying: IssuedOrder): Decimal {
  let total = ZERO;
  for (const order of attempts) {
    if (isIssued(order)) total = add(total, amountIn(order.received, paying.coin));
  }
  const surplus = subtract(total, add(paying.amountDue, paying.credited));
  return compareAmounts(paying.coin, surplus, ZERO) > 0 ? surplus : ZERO;
}

/** What attempts that asked for another coin than the paying one received of it. */
export function paidInOtherCoins(
  attempts: readonly Order[],
  paying: IssuedOrder,
): ReadonlyMap<string, Decimal> {
  const totals = new Map<string, Decimal>();
  for (const order of attempts) {
    if (!isIssued(order) || order.coin === paying.coin || receivedOf(order) === ZERO) continue;
    totals.set(order.coin, add(totals.get(order.coin) ?? ZERO, receivedOf(order)));
  }
  return totals;
}

function totalUpTo(attempts: readonly Order[], last: IssuedOrder, facts: "received" | "confirmed"): Decimal {
  let total = ZERO;
  for (const order of attempts) {
    if (!isIssued(order) || order.attempt > last.attempt || order.coin !== last.coin) continue;
    total = add(total, amountIn(order[facts], last.coin));
  }
  return total;
}
