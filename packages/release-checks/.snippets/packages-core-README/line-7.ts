import { CoinCoin, coversPrice } from "@coincoin/core";
import { sqliteStore } from "@coincoin/sql/sqlite";

const coincoin = new CoinCoin({
  appId: process.env.COINCOIN_APP_ID,
  secretKey: process.env.COINCOIN_SECRET_KEY,
  publicUrl: "https://shop.example/coincoin",
  store: sqliteStore("coincoin.db"),
});

coincoin.on("order.paid", async (event) => {
  // Runs until it returns without an error, so it may run twice: event.id is the same both times.
  const isEnough = coversPrice(event.price, "49.90"); // what the cart costs now: it may have grown
  console.log(isEnough ? "ship" : "ask a person about", event.reference, "once, under", event.id);
});

await coincoin.start();
const order = await coincoin.createOrder({ reference: "cart-17", price: "49.90" });
console.log("send the customer to", coincoin.checkoutUrl(order.paymentId));
console.log("paste into CoinCoin's site:", coincoin.webhookUrl());

export {};
