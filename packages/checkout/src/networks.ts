interface Network {
  /** In words, with the token standard as exchanges spell it where they ask for the network of a withdrawal. */
  name: string;
  /** An address after it, and anybody sees what arrived there. */
  explorer: string;
}

/** The networks a CoinCoin order may be paid on, keyed by the gateway's name for them. */
const networks: Readonly<Record<string, Network>> = {
  tron: { name: "Tron (TRC20)", explorer: "https://tronscan.org/#/address/" },
  ethereum: { name: "Ethereum (ERC20)", explorer: "https://etherscan.io/address/" },
  bsc: { name: "BNB Smart Chain (BEP20)", explorer: "https://bscscan.com/address/" },
  bitcoin: { name: "Bitcoin", explorer: "https://mempool.space/address/" },
};

const coinNames: Readonly<Record<string, string>> = {
  usdt: "Tether USD",
  trx: "TRON",
  eth: "Ether",
  btc: "Bitcoin",
  bnb: "BNB",
};

/** `tron` → `Tron (TRC20)`; a network we do not know is named as the gateway names it. */
export const networkName = (network: string): string => networkOf(network)?.name ?? network;

/** `usdt` → `Tether USD`; `undefined` for a coin we do not know. */
export const coinName = (coin: string): string | undefined =>
  Object.hasOwn(coinNames, coin) ? coinNames[coin] : undefined;

/** Own properties only, so that a network called `constructor` is simply unknown. */
const networkOf = (network: string): Network | undefined =>
  Object.hasOwn(networks, network) ? networks[network] : undefined;

/** Where anybody can see what arrived at `address`, or `null` for an unknown network or what cannot be an address. */
export function explorerUrl(target: { network: string | null; address: string | null }): string | null {
  if (target.network === null || target.address === null || !/^\w+$/.test(target.address)) return null;
  const network = networkOf(target.network);
  return network === undefined ? null : network.explorer + target.address;
}
