import { CoinCoin, coversPrice } from "@coincoin/core";
import { coincoinRouter } from "@coincoin/express";
import { sqliteStore } from "@coincoin/sql/sqlite";
import express from "express";

const coincoin = new CoinCoin({ store: sqliteStore("coincoin.db") }); // keys from COINCOIN_APP_ID and COINCOIN_SECRET_KEY

coincoin.on("order.paid", async (event) => {
  // A cart may have grown after its address was shown: compare what was paid with what it costs now.
  const isEnough = coversPrice(event.price, priceOf(event.reference));
  console.log(isEnough ? "ship" : "ask a person about", event.reference, "once, under", event.id);
});

const app = express();
app.use("/coincoin", coincoinRouter(coincoin));

app.post("/buy/:cart", async (request, response) => {
  const { cart } = request.params;
  const order = await coincoin.createOrder({ reference: cart, price: priceOf(cart) });
  response.redirect(303, coincoin.checkoutUrl(order.paymentId));
});

app.listen(3000, () => console.log("paste into CoinCoin's site:", coincoin.webhookUrl()));

/** What a cart costs is for the shop to say, never for the browser. */
function priceOf(cart: string): string {
  return "25.00";
}

export {};
