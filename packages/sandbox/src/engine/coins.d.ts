/** Networks and coins that the gateway's document names ("Developer Webhook"). */
export type Network = "tron" | "ethereum" | "bitcoin" | "bsc";
export type Coin = "usdt" | "trx" | "eth" | "btc" | "bnb";
/** What an order is paid in. */
export interface Asset {
    readonly network: Network;
    readonly coin: Coin;
}
export declare const NETWORKS: readonly Network[];
export declare const COINS: readonly Coin[];
/** Every combination that can be ordered. */
export declare const ASSETS: readonly Asset[];
/** Places a customer can pay with. What the gateway asks for is rounded to eight at most. */
export declare const COIN_PLACES: Readonly<Record<Coin, number>>;
/** Coins per unit of price: pretend rates, round on purpose. */
export declare const DEFAULT_RATES: Readonly<Record<Coin, string>>;
/** What must be exceeded for an order to be worth settling ("does not cover the network fee"). */
export declare const DEFAULT_NETWORK_FEES: Readonly<Record<Coin, string>>;
export declare function isCoin(value: unknown): value is Coin;
export declare function isAsset(network: unknown, coin: unknown): boolean;
