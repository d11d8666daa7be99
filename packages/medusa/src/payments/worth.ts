import { type IssuedOrder, isIssued, type Order, type Purchase } from "@coincoin/core";
import { difference, isPositive, largest, product, quotient, share, smallest, sum } from "./money.ts";

/** Under these names an order remembers what of the cart it was made for. */
export const CART_AMOUNT = "amount";
export const CART_CURRENCY = "currency";
export const CART_PROVIDER = "provider";

export type Facts = "received" | "confirmed";

/**
 * What came to all CoinCoin orders of a collection, in a cart's currency. An order is worth at most what it asked for;
 * coins beyond that count at the rate of the newest order in their coin, since the rate of an old one may be long gone.
 * A purchase that CoinCoin's rules call paid is worth its price at least: what was missing was within the tolerance.
 */
export function worthOf(purchases: readonly Purchase[], currency: string, facts: Facts): string {
  const rates = newestRates(purchases, currency);
  return sum(
    purchases.map((purchase) => {
      const came = sum(
        ordersIn(purchase, currency).map((order) => worthOfOrder(order, facts, rates.get(order.coin) ?? "0")),
      );
      return facts === "confirmed" ? largest(came, forgivenPrice(purchase, currency)) : came;
    }),
  );
}

/** The currencies that orders of a collection were made in: more than one where its cart changed. */
export function currenciesOf(purchases: readonly Purchase[]): readonly string[] {
  const codes = purchases.flatMap((purchase) =>
    purchase.attempts.flatMap((order) => order.metadata[CART_CURRENCY] ?? []),
  );
  return [...new Set(codes)];
}

function worthOfOrder(order: IssuedOrder, facts: Facts, rate: string): string {
  const came = order[facts][order.coin] ?? "0";
  const beyond = largest(difference(came, order.amountDue), "0");
  const within = share(askedOf(order), smallest(came, order.amountDue), order.amountDue);
  return sum([within, product(beyond, rate)]);
}

/** What the order asked for in the cart's currency: `askedPrice` of its `price`. */
function askedOf(order: IssuedOrder): string {
  return share(order.metadata[CART_AMOUNT] ?? "0", order.askedPrice, order.price);
}

/** Per coin, what one of it is worth by the order that was made last. */
function newestRates(purchases: readonly Purchase[], currency: string): ReadonlyMap<string, string> {
  const orders = purchases.flatMap((purchase) => ordersIn(purchase, currency));
  return new Map(
    orders
      .filter((order) => isPositive(order.amountDue))
      .map((order) => [order.coin, quotient(askedOf(order), order.amountDue)]),
  );
}

function forgivenPrice({ paid, attempts }: Purchase, currency: string): string {
  const paying = attempts.find((order) => order.paymentId === paid?.paymentId);
  return paying?.metadata[CART_CURRENCY] === currency ? (paying.metadata[CART_AMOUNT] ?? "0") : "0";
}

function ordersIn({ attempts }: Purchase, currency: string): readonly IssuedOrder[] {
  return attempts.filter((order: Order) => order.metadata[CART_CURRENCY] === currency).filter(isIssued);
}
