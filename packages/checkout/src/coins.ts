/** One coin on one network, as payment URIs need it. */
export interface CoinOnNetwork {
  network: string;
  coin: string;
  /** Of its smallest unit. */
  decimals: number;
  /** The token's contract; a network's own coin has none. */
  contract?: string;
  /** Where contract and decimals are published. */
  source: string;
}

const tether = "https://tether.to/en/supported-protocols/";

/**
 * The pairs of coin and network that a payment URI may be made for. Others, such as a bridged coin, have no entry on
 * purpose: a link to the wrong contract loses the customer's money.
 */
export const coinsOnNetworks: readonly CoinOnNetwork[] = [
  {
    network: "bitcoin",
    coin: "btc",
    decimals: 8,
    source: "https://github.com/bitcoin/bips/blob/master/bip-0021.mediawiki",
  },
  { network: "ethereum", coin: "eth", decimals: 18, source: "https://eips.ethereum.org/EIPS/eip-681" },
  {
    network: "ethereum",
    coin: "usdt",
    decimals: 6,
    contract: "0xdAC17F958D2ee523a2206206994597C13D831ec7",
    source: tether,
  },
  {
    network: "bsc",
    coin: "bnb",
    decimals: 18,
    source: "https://docs.bnbchain.org/bnb-smart-chain/introduction/",
  },
  {
    network: "bsc",
    coin: "usdt",
    decimals: 18,
    contract: "0x55d398326f99059fF775485246999027B3197955",
    source: "https://bscscan.com/token/0x55d398326f99059ff775485246999027b3197955",
  },
  {
    network: "tron",
    coin: "trx",
    decimals: 6,
    source: "https://developers.tron.network/docs/tron-protocol-transaction",
  },
  {
    network: "tron",
    coin: "usdt",
    decimals: 6,
    contract: "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
    source: tether,
  },
];

/** EIP-155 chain ids of the networks that understand EIP-681. Source: https://chainid.network */
export const chainIds: ReadonlyMap<string, number> = new Map([
  ["ethereum", 1],
  ["bsc", 56],
]);

export const coinOn = (network: string, coin: string): CoinOnNetwork | undefined =>
  coinsOnNetworks.find((entry) => entry.network === network && entry.coin === coin);

const base58 = "[1-9A-HJ-NP-Za-km-z]";
const evmAddress = /^0x[0-9a-fA-F]{40}$/;

/** What an address of each network looks like: nothing else is ever put into a payment URI. */
export const addressPatterns: ReadonlyMap<string, RegExp> = new Map([
  ["tron", new RegExp(`^T${base58}{33}$`)],
  ["ethereum", evmAddress],
  ["bsc", evmAddress],
  ["bitcoin", new RegExp(`^(?:bc1[02-9ac-hj-np-z]{11,71}|BC1[02-9AC-HJ-NP-Z]{11,71}|[13]${base58}{25,34})$`)],
]);
