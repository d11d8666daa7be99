import { createHash } from "node:crypto";
import { CoinCoin, type CoinCoinOptions, coversPrice, isIssued } from "@coincoin/core";
import { type CoinCoinRouter, coincoinRouter } from "@coincoin/express";
import { price, type ShopDatabase, type ShopOrder } from "./database.ts";
import { fulfil } from "./fulfilment.ts";

/**
 * Everything that has to do with being paid. App id, secret key and the shop's public address come from the
 * environment: COINCOIN_APP_ID, COINCOIN_SECRET_KEY, COINCOIN_PUBLIC_URL.
 */
export function openPayments(shop: ShopDatabase, options: CoinCoinOptions): CoinCoin {
  const coincoin = new CoinCoin(options);

  // The money is there: ship, if it pays for what the order costs now. The handler may be called again for the same event;
  // `fulfil` knows by the event's id.
  coincoin.on("order.paid", (event) => {
    const order = shop.order(event.reference);
    if (order !== undefined && coversPrice(event.price, price(order.cents))) fulfil(shop, event);
    else shop.setStatus(event.reference, "needs a person");
  });

  // All the money, after the deadline. The stock may be gone: a person decides, and finds it in the attention list.
  coincoin.on("order.paid_late", (event) => shop.setStatus(event.reference, "needs a person"));
  coincoin.on("order.underpaid", (event) => shop.setStatus(event.reference, "needs a person"));

  coincoin.on("order.expired", (event) => shop.setStatus(event.reference, "not paid"));
  coincoin.on("order.invalid", (event) => shop.setStatus(event.reference, "not paid"));

  return coincoin;
}

/** Where customers find us. The payment page leads there too. */
export const contactUrl = "mailto:help@bean-and-burr.example";

/** The webhook CoinCoin calls and the page on which customers pay, to be mounted at the path of COINCOIN_PUBLIC_URL. */
export function paymentRoutes(coincoin: CoinCoin): CoinCoinRouter {
  return coincoinRouter(coincoin, {
    // Asked for each page; without an order where a link opens none.
    checkout: (page) => ({
      merchantName: "Bean & Burr",
      contactUrl,
      orderNumber: page?.reference,
      returnUrl: page === undefined ? "/" : `/paid/${page.paymentId}`,
      newOrderUrl: page === undefined ? undefined : `/paid/${page.paymentId}`,
    }),
  });
}

/**
 * Where this customer pays this order. Asked again it is the same page; after the payment has expired it is a new
 * one, which asks only for what has not come yet. Of one session only a few payments are open at once.
 */
export async function paymentPage(coincoin: CoinCoin, order: ShopOrder): Promise<string> {
  const { paymentId } = await coincoin.createOrder({
    reference: order.id,
    price: price(order.cents),
    customer: customerOf(order.session),
  });
  return coincoin.checkoutUrl(paymentId);
}

/** What became of an order for which `createOrder` rejected with `order_busy`: it goes on being asked for. */
export async function preparation(
  coincoin: CoinCoin,
  orderId: string,
): Promise<{ readonly pageUrl?: string; readonly isUnderWay: boolean }> {
  const latest = (await coincoin.getPurchase(orderId))?.attempts.at(-1);
  if (latest === undefined) return { isUnderWay: false };
  if (isIssued(latest)) return { pageUrl: coincoin.checkoutUrl(latest.paymentId), isUnderWay: false };
  const { outcome, leaseUntil } = latest.creation;
  return { isUnderWay: outcome === "asking" && Date.parse(leaseUntil) > Date.now() };
}

/** A hash: who reads the payments' database cannot take over a session. */
function customerOf(session: string): string {
  return createHash("sha256").update(session).digest("hex");
}
