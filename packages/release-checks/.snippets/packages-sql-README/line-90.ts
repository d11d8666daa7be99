import { CoinCoin, coversPrice } from "@coincoin/core";
import { sqliteStore } from "@coincoin/sql/sqlite";

const kept = globalThis as typeof globalThis & { coincoin?: CoinCoin; forget?: () => void };
export const coincoin = (kept.coincoin ??= new CoinCoin({ store: sqliteStore("coincoin.db") }));

kept.forget?.();
kept.forget = coincoin.on("order.paid", async (event) => {
  const isEnough = coversPrice(event.price, "25.00"); // what the cart costs now
  console.log(isEnough ? "ship" : "ask a person about", event.reference);
});

export {};
