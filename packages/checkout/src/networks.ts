/** A token contract, as the token's issuer or the chain's explorer publishes it. */
export interface TokenContract {
  address: string;
  decimals: number;
  source: string;
}

export interface Network {
  /** In words, with the name of the token standard where wallets and exchanges ask for it. */
  name: string;
  /** The coin that pays for transactions, and the decimals of its smallest unit. */
  native: { coin: string; decimals: number };
  /** EIP-155 chain id, for networks that understand EIP-681. */
  chainId?: number;
  /** Keyed by coin. */
  tokens: Record<string, TokenContract>;
  /** Where anybody can look at an address. */
  explorer: (address: string) => string;
  /** What an address of this network looks like: never put anything else into a link. */
  address: RegExp;
}

const evmAddress = /^0x[0-9a-fA-F]{40}$/;
const base58 = "[1-9A-HJ-NP-Za-km-z]";

/** The networks a CoinCoin order may be paid on, keyed by the gateway's name for them. */
export const networks: Readonly<Record<string, Network>> = {
  tron: {
    name: "Tron (TRC-20)",
    native: { coin: "trx", decimals: 6 },
    tokens: {
      usdt: {
        address: "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
        decimals: 6,
        source: "https://tether.to/en/supported-protocols/",
      },
    },
    explorer: (address) => `https://tronscan.org/#/address/${address}`,
    address: new RegExp(`^T${base58}{33}$`),
  },
  ethereum: {
    name: "Ethereum (ERC-20)",
    native: { coin: "eth", decimals: 18 },
    chainId: 1,
    tokens: {
      usdt: {
        address: "0xdAC17F958D2ee523a2206206994597C13D831ec7",
        decimals: 6,
        source: "https://tether.to/en/supported-protocols/",
      },
    },
    explorer: (address) => `https://etherscan.io/address/${address}`,
    address: evmAddress,
  },
  bsc: {
    name: "BNB Smart Chain (BEP-20)",
    native: { coin: "bnb", decimals: 18 },
    chainId: 56,
    tokens: {
      usdt: {
        address: "0x55d398326f99059fF775485246999027B3197955",
        decimals: 18,
        source: "https://bscscan.com/token/0x55d398326f99059ff775485246999027b3197955",
      },
    },
    explorer: (address) => `https://bscscan.com/address/${address}`,
    address: evmAddress,
  },
  bitcoin: {
    name: "Bitcoin",
    native: { coin: "btc", decimals: 8 },
    tokens: {},
    explorer: (address) => `https://mempool.space/address/${address}`,
    address: new RegExp(`^(?:bc1[02-9ac-hj-np-z]{11,71}|BC1[02-9AC-HJ-NP-Z]{11,71}|[13]${base58}{25,34})$`),
  },
};

const coinNames: Readonly<Record<string, string>> = {
  usdt: "Tether USD",
  trx: "TRON",
  eth: "Ether",
  btc: "Bitcoin",
  bnb: "BNB",
};

/** `tron` → `Tron (TRC-20)`; a network we do not know is named as the gateway names it. */
export const networkName = (network: string): string => networkOf(network)?.name ?? network;

/** `usdt` → `Tether USD`; `undefined` for a coin we do not know. */
export const coinName = (coin: string): string | undefined =>
  Object.hasOwn(coinNames, coin) ? coinNames[coin] : undefined;

/** Own properties only, so that a network called `constructor` is simply unknown. */
export function networkOf(network: string): Network | undefined {
  const name = network.toLowerCase();
  return Object.hasOwn(networks, name) ? networks[name] : undefined;
}

/** Where anybody can see what arrived at `address`, or `null` for an unknown network or a malformed address. */
export function explorerUrl(target: { network: string | null; address: string | null }): string | null {
  if (target.network === null || target.address === null) return null;
  const network = networkOf(target.network);
  return network?.address.test(target.address) ? network.explorer(target.address) : null;
}
