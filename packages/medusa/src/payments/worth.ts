import {
  type Decimal,
  type IssuedOrder,
  isIssued,
  meetsPrice,
  type Order,
  type Purchase,
  readDecimal,
  worthIn,
} from "@coincoin/core";
import { difference, isPositive, largest, share, sum } from "./money.ts";

/** Under these names an order remembers what of the cart it was made for. */
export const CART_AMOUNT = "amount";
export const CART_CURRENCY = "currency";
export const CART_PROVIDER = "provider";

type Facts = "received" | "confirmed";

/**
 * What came to all CoinCoin orders of a collection, in a cart's currency, by core's own rule: an order is worth at most
 * what it asked for, and coins beyond that count at the rate of the newest order. A purchase that CoinCoin's rules call
 * paid is worth its price, where what is missing is within the tolerance.
 */
export function worthOf(purchases: readonly Purchase[], currency: string, facts: Facts): string {
  const came = valueOf(
    purchases.flatMap((purchase) => ordersIn(purchase, currency)),
    facts,
  );
  if (facts === "received") return came;
  return sum([came, ...purchases.map((purchase) => forgivenOf(purchase, currency))]);
}

/** The currencies that orders of a collection were made in: more than one where its cart changed. */
export function currenciesOf(purchases: readonly Purchase[]): readonly string[] {
  const codes = purchases.flatMap((purchase) =>
    purchase.attempts.flatMap((order) => order.metadata[CART_CURRENCY] ?? []),
  );
  return [...new Set(codes)];
}

/** Over all coins. The orders ask in the cart's currency here, where core's ask in that of their price. */
function valueOf(orders: readonly IssuedOrder[], facts: Facts): string {
  const asking = orders.map((order) => ({ ...order, askedPrice: decimal(inCart(order, order.askedPrice)) }));
  const coins = [...new Set(orders.map(({ coin }) => coin))];
  return sum(coins.map((coin) => worthIn(asking, coin, facts)));
}

/** What of a paid purchase's price did not come, and was forgiven. */
function forgivenOf(purchase: Purchase, currency: string): string {
  const { paid, attempts } = purchase;
  const paying = ordersIn(purchase, currency).find((order) => order.paymentId === paid?.paymentId);
  const tolerance = attempts.findLast(isIssued)?.underpaymentTolerance;
  if (paid === null || paying === undefined || tolerance === undefined) return "0";
  const came = valueOf(ordersIn(purchase, currency), "confirmed");
  const price = inCart(paying, paid.price);
  const missing = difference(price, came);
  const isForgiven = isPositive(missing) && meetsPrice(decimal(came), decimal(price), tolerance);
  return isForgiven ? largest(missing, "0") : "0";
}

/** A part of the order's price, in the cart's currency. */
function inCart(order: Order, price: string): string {
  return share(order.metadata[CART_AMOUNT] ?? "0", price, order.price);
}

function ordersIn({ attempts }: Purchase, currency: string): readonly IssuedOrder[] {
  return attempts.filter((order: Order) => order.metadata[CART_CURRENCY] === currency).filter(isIssued);
}

function decimal(amount: string): Decimal {
  const value = readDecimal(amount);
  if (value !== undefined) return value;
  throw new TypeError(`${amount} is not an exact decimal`);
}
