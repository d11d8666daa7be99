import {
  add,
  comparablePlaces,
  compare,
  type Decimal,
  decimalLiteral,
  divide,
  multiply,
  round,
  subtract,
  ZERO,
} from "./amount.ts";
import { receivedOf } from "./coverage.ts";
import { attentionId } from "./ids.ts";
import { type IssuedOrder, isIssued, type Purchase } from "./order.ts";
import { issuedIn, worthIn } from "./worth.ts";

export interface Surplus {
  readonly coin: string;
  readonly amount: Decimal;
}

/** Of a paid reference, what came in the coin that paid it beyond its price: in coins, at the rate of the newest attempt. */
export function surplusOf(purchase: Purchase): Surplus | undefined {
  const { paid, attempts } = purchase;
  const paying = payingAttempt(purchase);
  if (paid === null || paying === undefined) return undefined;
  const { coin } = paying;
  const orders = issuedIn(attempts, coin);
  const newest = orders.at(-1) ?? paying;
  const worth = subtract(worthIn(attempts, coin, "received"), paid.price);
  if (compare(worth, roundingOf(orders, paid.price)) <= 0) return undefined;
  const places = comparablePlaces(coin);
  const exact = divide(multiply(worth, newest.amountDue), newest.askedPrice, places + 4, "half-up");
  const amount = round(exact, places, "half-up");
  return amount === ZERO ? undefined : { coin, amount };
}

/** A rest is asked for in whole cents, rounded up: what that adds is nobody's mistake. */
function roundingOf(orders: readonly IssuedOrder[], price: Decimal): Decimal {
  const isRest = orders.some((order) => receivedOf(order) !== ZERO && compare(order.askedPrice, price) !== 0);
  return isRest ? CENT : ZERO;
}

const CENT = decimalLiteral("0.01");

/** Of a paid reference, what attempts in other coins than the one that paid it received of theirs. */
export function paidInOtherCoins(purchase: Purchase): ReadonlyMap<string, Decimal> {
  const totals = new Map<string, Decimal>();
  const paying = payingAttempt(purchase);
  for (const order of purchase.attempts.filter(isIssued)) {
    if (paying === undefined || order.coin === paying.coin || receivedOf(order) === ZERO) continue;
    totals.set(order.coin, add(totals.get(order.coin) ?? ZERO, receivedOf(order)));
  }
  return totals;
}

/** What an `overpaid` or `paid_twice` item is about. */
export function surplusSubject({ reference }: Purchase, { coin, amount }: Surplus): string[] {
  return [reference, coin, amount];
}

/** The items that reported another surplus than there is now: the new ones tell of all of it. */
export function outgrownSurplus(before: Purchase, after: Purchase): string[] {
  return changedSurpluses(after, before).flatMap((surplus) => {
    const subject = surplusSubject(before, surplus);
    return (["overpaid", "paid_twice"] as const).map((kind) => attentionId(before.appId, kind, subject));
  });
}

/** All that is beyond the price of `purchase`, per coin, where it is another amount than for the `other`. */
export function changedSurpluses(other: Purchase, purchase: Purchase): Surplus[] {
  const known = surplusesOf(other);
  return [...surplusesOf(purchase)]
    .filter(([coin, amount]) => known.get(coin) !== amount)
    .map(([coin, amount]) => ({ coin, amount }));
}

function surplusesOf(purchase: Purchase): ReadonlyMap<string, Decimal> {
  const beyond = surplusOf(purchase);
  const others = paidInOtherCoins(purchase);
  return beyond === undefined ? others : new Map([[beyond.coin, beyond.amount], ...others]);
}

/** The attempt that was given as the one that paid. */
export function payingAttempt({ paid, attempts }: Purchase): IssuedOrder | undefined {
  return attempts.filter(isIssued).find(({ paymentId }) => paymentId === paid?.paymentId);
}
