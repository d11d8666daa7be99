export type { AccountOptions, Money } from "./account-options.ts";
export type { CoinCoinPluginOptions } from "./options.ts";
