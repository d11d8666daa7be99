import { CoinCoin, coversPrice } from "@coincoin/core";
import { sqliteStore } from "@coincoin/sql/sqlite";

declare global {
  var coincoin: CoinCoin | undefined;
}

function open(): CoinCoin {
  const coincoin = new CoinCoin({ store: sqliteStore(process.env.DATABASE ?? "coincoin.db") });
  coincoin.on("order.paid", (event) => {
    // A cart may have grown after its address was shown: compare what was paid with what it costs now.
    const isEnough = coversPrice(event.price, priceOf(event.reference));
    console.log(isEnough ? "ship" : "ask a person about", event.reference, "once, under", event.id);
  });
  return coincoin;
}

/**
 * One for the process. A development server evaluates modules again when a file changes, and a build holds a module
 * once for each bundle: a plain constant would be made several times, and each would deliver. Made at first use, for
 * `next build` imports routes too.
 */
export function coincoin(): CoinCoin {
  globalThis.coincoin ??= open();
  return globalThis.coincoin;
}

/** What a cart costs is for the shop to say, never for the browser. */
export function priceOf(_cart: string): string {
  return "25.00";
}
