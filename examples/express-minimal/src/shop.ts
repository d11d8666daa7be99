import { CoinCoin, coversPrice } from "@coincoin/core";
import { coincoinRouter } from "@coincoin/express";
import { sqliteStore } from "@coincoin/sql/sqlite";
import express from "express";

const coincoin = new CoinCoin({ store: sqliteStore(process.env.DATABASE ?? "coincoin.db") });

coincoin.on("order.paid", (event) => {
  // A cart may have grown after its address was shown: compare what was paid with what it costs now.
  const isEnough = coversPrice(event.price, priceOf(event.reference));
  console.log(isEnough ? "ship" : "ask a person about", event.reference, "once, under", event.id);
});

const app = express();
app.use("/coincoin", coincoinRouter(coincoin)); // before body parsers

app.post("/buy/:cart", async (request, response) => {
  const { cart } = request.params;
  const order = await coincoin.createOrder({ reference: cart, price: priceOf(cart) });
  response.redirect(303, coincoin.checkoutUrl(order.paymentId));
});

const server = app.listen(Number(process.env.PORT ?? 3000), () =>
  console.log("webhook address:", coincoin.webhookUrl()),
);

// Ends event streams, and finishes what is under way.
process.once("SIGTERM", () => void coincoin.close().then(() => server.close()));

/** What a cart costs is for the shop to say, never for the browser. */
function priceOf(_cart: string): string {
  return "25.00";
}
