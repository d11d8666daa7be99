// oxlint-disable oxc/no-async-endpoint-handlers -- Express 5 hands a rejection to the error handler
import { type CoinCoin, customerMessage, errorCodes, isCoinCoinError } from "@coincoin/core";
import { type Request, Router } from "express";
import { type OrderStatus, price, type ShopDatabase, type ShopOrder } from "./database.ts";
import { type Html, html } from "./html.ts";
import { page } from "./layout.ts";
import { contactUrl, paymentPage, preparation } from "./payments.ts";
import { picture } from "./pictures.ts";
import { sessionOf } from "./session.ts";

/** What customers see. */
export function shopRoutes(shop: ShopDatabase, coincoin: CoinCoin): Router {
  const router = Router();

  router.get("/", (_request, response) => {
    const cards = shop.products().map(
      (product) => html`<div class="card">${picture(product.id)}
<h2>${product.name}</h2><p class="soft">${product.blurb}</p><p class="price">$${price(product.cents)}</p>
<form method="post" action="/cart"><input type="hidden" name="product" value="${product.id}"><button>Add to cart</button></form></div>`,
    );
    response.send(page("Coffee, and what it takes", html`<div class="products">${cards}</div>`));
  });

  router.post("/cart", (request, response) => {
    shop.addToCart(sessionOf(request, response), field(request, "product"));
    response.redirect(303, "/cart");
  });

  router.get("/cart", (request, response) => {
    response.set("cache-control", "no-store");
    const lines = shop.cart(sessionOf(request, response));
    if (lines.length === 0)
      return response.send(page("Your cart", html`<p>It is empty. <a href="/">Look around.</a></p>`));
    const total = lines.reduce((sum, line) => sum + line.cents * line.quantity, 0);
    const rows = lines.map(
      (line) =>
        html`<tr><td>${line.name}</td><td>${line.quantity}</td><td class="amount">$${price(line.cents * line.quantity)}</td></tr>`,
    );
    response.send(
      page(
        "Your cart",
        html`<div class="card"><table>${rows}<tr><td><strong>Total</strong></td><td></td><td class="amount"><strong>$${price(total)}</strong></td></tr></table>
<p></p><form method="post" action="/checkout"><button>Pay with crypto</button></form></div>`,
      ),
    );
  });

  // The cart becomes an order of the shop first, so that there is something to pay for; then the customer goes to pay it.
  router.post("/checkout", async (request, response) => {
    const session = sessionOf(request, response);
    const order = shop.placeOrder(session, new Date().toISOString());
    if (order !== undefined) return response.redirect(303, await whereToPay(order));
    // Back from the payment page, a browser may still show the cart that became an order: that order is what is meant.
    const open = shop.openOrder(session);
    response.redirect(303, open === undefined ? "/cart" : `/orders/${open.id}`);
  });

  router.get("/orders", (request, response) => {
    const rows = shop.ordersOf(sessionOf(request, response)).map(orderRow);
    const table = html`<div class="card"><table><tr><th>Order</th><th>What</th><th class="amount">Total</th><th>Status</th></tr>${rows}</table></div>`;
    response.send(
      page("My orders", rows.length === 0 ? html`<p>None yet. <a href="/">Look around.</a></p>` : table),
    );
  });

  router.get("/orders/:id", async (request, response) => {
    const order = ownOrder(request.params.id, sessionOf(request, response));
    if (order === undefined)
      return response.status(404).send(page("No such order", html`<p><a href="/orders">My orders</a></p>`));
    const code = Object.values(errorCodes).find((each) => each === request.query.payment);
    const { pageUrl, isUnderWay } =
      code === "order_busy" ? await preparation(coincoin, order.id) : { isUnderWay: false };
    if (pageUrl !== undefined) return response.redirect(303, pageUrl);
    if (isUnderWay) {
      // The browser asks again, with no script and no press of a button.
      const wait = html`<p>Your payment is being prepared. This page goes on to it in a few seconds.</p>`;
      return response
        .set("refresh", "1")
        .send(page(`Order ${order.id}`, html`<div class="card">${wait}</div>`));
    }
    // What was being prepared, and is not any more, did not come about.
    const refusal = code === "order_busy" ? "outcome_unknown" : code;
    response.send(
      page(
        `Order ${order.id}`,
        html`<div class="card"><p>${order.summary}</p><p class="price">$${price(order.cents)}</p><p>${said[order.status]}</p>${refusal === undefined ? null : html`<p class="bad">${customerMessage(refusal)} Your order is kept, and we were told. <a href="${contactUrl}">Write to us</a> if you have questions.</p>`}
${order.status === "awaiting payment" || order.status === "not paid" ? html`<form method="post" action="/orders/${order.id}/pay"><button>Pay with crypto</button></form>` : null}</div>`,
      ),
    );
  });

  router.post("/orders/:id/pay", async (request, response) => {
    const order = ownOrder(request.params.id, sessionOf(request, response));
    response.redirect(303, order === undefined ? "/orders" : await whereToPay(order));
  });

  // Where the payment page leads back to. A payment id is no secret: whose order it is for is told to its customer alone.
  router.get("/paid/:paymentId", async (request, response) => {
    const session = sessionOf(request, response);
    const payment = await coincoin.getOrder(request.params.paymentId).catch(() => undefined);
    const order = payment === undefined ? undefined : ownOrder(payment.reference, session);
    response.redirect(303, order === undefined ? "/orders" : `/orders/${order.id}`);
  });

  /** The payment page, or the order's own with a word on why there is none. */
  async function whereToPay(order: ShopOrder): Promise<string> {
    try {
      return await paymentPage(coincoin, order);
    } catch (error) {
      if (!isCoinCoinError(error)) throw error;
      console.warn(`No payment page for ${order.id}: ${error.code}: ${error.message}`);
      return `/orders/${order.id}?payment=${error.code}`;
    }
  }

  function ownOrder(id: string, session: string): ShopOrder | undefined {
    const order = shop.order(id);
    return order?.session === session ? order : undefined;
  }

  return router;
}

const said: Readonly<Record<OrderStatus, string | Html>> = {
  "awaiting payment": "We are waiting for your payment.",
  paid: "Paid. It leaves our house with the next post.",
  "needs a person": html`Something about this payment is unusual. Nothing is lost, and we look into it. <a href="${contactUrl}">Write to us</a> with the order's number.`,
  "not paid": "The time to pay is over, and nothing came. You can start a new payment.",
};

function orderRow(order: ShopOrder): ReturnType<typeof html> {
  const mood = order.status === "paid" ? "good" : order.status === "awaiting payment" ? "soft" : "bad";
  return html`<tr><td><a href="/orders/${order.id}">${order.id}</a></td><td>${order.summary}</td><td class="amount">$${price(order.cents)}</td><td class="${mood}">${order.status}</td></tr>`;
}

/** A field of a posted form; "" when it is not there. */
export function field(request: Request, name: string): string {
  const body: unknown = request.body;
  const value: unknown = typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined;
  return typeof value === "string" ? value : "";
}
