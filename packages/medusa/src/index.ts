export type { CoinCoinPluginOptions, Money } from "./options.ts";
