/** Networks and coins that the gateway's document names ("Developer Webhook"). */
export type Network = "tron" | "ethereum" | "bitcoin" | "bsc";
export type Coin = "usdt" | "trx" | "eth" | "btc" | "bnb";

/** What an order is paid in. */
export interface Asset {
  readonly network: Network;
  readonly coin: Coin;
}

export const COINS: readonly Coin[] = ["usdt", "trx", "eth", "btc", "bnb"];

/** Every combination that can be ordered. */
export const ASSETS: readonly Asset[] = [
  { network: "tron", coin: "usdt" },
  { network: "tron", coin: "trx" },
  { network: "ethereum", coin: "usdt" },
  { network: "ethereum", coin: "eth" },
  { network: "bitcoin", coin: "btc" },
  { network: "bsc", coin: "bnb" },
  { network: "bsc", coin: "usdt" },
];

/** Places a customer can pay with. What the gateway asks for is rounded to eight at most. */
export const COIN_PLACES: Readonly<Record<Coin, number>> = { usdt: 6, trx: 6, eth: 18, btc: 8, bnb: 18 };

/** Coins per unit of price: pretend rates, round on purpose. */
export const DEFAULT_RATES: Readonly<Record<Coin, string>> = {
  usdt: "1",
  trx: "4",
  eth: "0.0004",
  btc: "0.00001",
  bnb: "0.0016",
};

/** What must be exceeded for an order to be worth settling ("does not cover the network fee"). */
export const DEFAULT_NETWORK_FEES: Readonly<Record<Coin, string>> = {
  usdt: "1",
  trx: "1",
  eth: "0.0001",
  btc: "0.000005",
  bnb: "0.0001",
};

export function isCoin(value: unknown): value is Coin {
  return COINS.some((coin) => coin === value);
}

export function isAsset(network: unknown, coin: unknown): boolean {
  return ASSETS.some((asset) => asset.network === network && asset.coin === coin);
}
