import {
  add,
  comparablePlaces,
  compare,
  type Decimal,
  divide,
  isNegative,
  multiply,
  round,
  subtract,
  ZERO,
} from "./amount.ts";
import { type IssuedOrder, isIssued, type Order } from "./order.ts";

/** Which amounts are valued: all that was notified, or what a code of settlement or completion came with. */
export type MoneyFacts = "received" | "confirmed";

export function amountIn(amounts: Readonly<Record<string, Decimal>>, coin: string): Decimal {
  return Object.hasOwn(amounts, coin) ? (amounts[coin] ?? ZERO) : ZERO;
}

/**
 * What came for a purchase in one coin is worth, in the currency of its price.
 *
 * Up to what an attempt asked for, its coins count at the rate of its own terms, so that an attempt that got its amount is
 * worth what it asked, whatever the rate is now. Coins beyond that were never offered at that rate: they count at the rate of
 * the newest attempt in the coin.
 *
 * @param attempts in order of `attempt`
 * @returns rounded down to 12 decimals where a rate does not come out even
 * @example
 * worthIn(purchase.attempts, "usdt", "confirmed"); // "60": of 100 asked
 */
export function worthIn(attempts: readonly Order[], coin: string, facts: MoneyFacts): Decimal {
  return valued(issuedIn(attempts, coin), (order) => amountIn(order[facts], coin));
}

/** The same for amounts that the caller picks. */
export function valued(orders: readonly IssuedOrder[], amountOf: (order: IssuedOrder) => Decimal): Decimal {
  const newest = orders.at(-1);
  if (newest === undefined) return ZERO;
  let worth = ZERO;
  let beyond = ZERO;
  for (const order of orders) {
    const amount = comparable(order, amountOf(order));
    const over = subtract(amount, comparable(order, order.amountDue));
    if (isNegative(over)) {
      worth = add(worth, atRateOf(order, amount));
    } else {
      worth = add(worth, order.askedPrice);
      beyond = add(beyond, over);
    }
  }
  return beyond === ZERO ? worth : add(worth, atRateOf(newest, beyond));
}

/** Without what a float left behind the decimals that count for the coin. */
function comparable(order: IssuedOrder, amount: Decimal): Decimal {
  return round(amount, comparablePlaces(order.coin), "half-up");
}

/** The attempts of one coin that were issued, in order of `attempt`. */
export function issuedIn(attempts: readonly Order[], coin: string): IssuedOrder[] {
  return attempts.filter(isIssued).filter((order) => order.coin === coin);
}

const WORTH_PLACES = 12;

function atRateOf(order: IssuedOrder, amount: Decimal): Decimal {
  return divide(multiply(amount, order.askedPrice), order.amountDue, WORTH_PLACES, "down");
}

/** Decimals of a price that count: what a rate leaves behind these is not money. */
const PRICE_PLACES = 8;

/** True when `worth` is at least the price, less the share of the whole price that may be missing. */
export function meetsPrice(worth: Decimal, price: Decimal, tolerance: Decimal): boolean {
  const owed = subtract(price, multiply(price, tolerance));
  return compare(round(worth, PRICE_PLACES, "half-up"), round(owed, PRICE_PLACES, "half-up")) >= 0;
}

/** The newest terms say how much of the whole price may be missing. */
export function toleranceOf({ attempts }: { readonly attempts: readonly Order[] }): Decimal {
  return attempts.findLast(isIssued)?.underpaymentTolerance ?? ZERO;
}
