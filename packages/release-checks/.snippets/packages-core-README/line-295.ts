import { CoinCoin, coversPrice } from "@coincoin/core";
import { observe } from "@coincoin/core/otel";

const coincoin = new CoinCoin();
const stop = observe(coincoin); // stop() before coincoin.close()

export {};
