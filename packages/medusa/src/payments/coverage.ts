import { type IssuedOrder, isIssued, type Order, type Purchase } from "@coincoin/core";
import { largest, reaches, share, sum } from "./money.ts";

/** What CoinCoin orders of one payment collection are worth, in a cart's currency. */
export interface Coverage {
  /** Confirmed by CoinCoin: what may be fulfilled. */
  readonly confirmed: string;
  /** Seen, confirmed or not. */
  readonly received: string;
  /** Whether money may still come to one of the orders, or waits for its confirmation. */
  readonly isOpen: boolean;
}

/** Under these names an order remembers what of the cart it was made for. */
export const CART_AMOUNT = "amount";
export const CART_CURRENCY = "currency";
export const CART_PROVIDER = "provider";

/** Adds up all orders of a payment collection. Orders for a cart in another currency do not count. */
export function coverageOf(purchases: readonly Purchase[], currency: string, now: string): Coverage {
  return {
    confirmed: sum(purchases.map((purchase) => confirmedWorth(purchase, currency))),
    received: sum(purchases.map((purchase) => worth(purchase, currency, "received"))),
    isOpen: purchases.some((purchase) => purchase.attempts.some((order) => isOpenOrder(order, now))),
  };
}

export function covers(coverage: Coverage, amount: string): boolean {
  return reaches(coverage.confirmed, amount);
}

/** A paid purchase is worth its price at least: a shortfall within the tolerance was forgiven by the merchant. */
function confirmedWorth(purchase: Purchase, currency: string): string {
  const added = worth(purchase, currency, "confirmed");
  const { paid } = purchase;
  const paying = purchase.attempts.find((order) => order.paymentId === paid?.paymentId);
  if (paying === undefined || paying.metadata[CART_CURRENCY] !== currency) return added;
  return largest(added, paying.metadata[CART_AMOUNT] ?? "0");
}

function worth(purchase: Purchase, currency: string, facts: "confirmed" | "received"): string {
  const orders = purchase.attempts.filter(isIssued);
  return sum(
    orders
      .filter((order) => order.metadata[CART_CURRENCY] === currency)
      .map((order) => worthOf(order, facts)),
  );
}

/** The share of the cart's amount that came: an order asks `askedPrice` of its `price`, as `amountDue` of its coin. */
function worthOf(order: IssuedOrder, facts: "confirmed" | "received"): string {
  const came = order[facts][order.coin] ?? "0";
  const cartAmount = order.metadata[CART_AMOUNT] ?? "0";
  const asked = share(cartAmount, order.askedPrice, order.price);
  return share(asked, came, order.amountDue);
}

function isOpenOrder(order: Order, now: string): boolean {
  if (!isIssued(order) || order.lapsed) return false;
  if (order.coverage === "full" || order.coverage === "over") return true;
  const isInvalid = order.invalidSeen && order.status === "receiving" && order.coverage === "none";
  return !isInvalid && order.status === "receiving" && order.expiresAt > now;
}
