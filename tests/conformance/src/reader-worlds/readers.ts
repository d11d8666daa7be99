import { bitcoin, type ChainReader, evm, type ReaderOptions, tron } from "@coincoin/chain";

export type WorldNetwork = "tron" | "ethereum" | "bsc" | "bitcoin";

/** Two providers on one machine are told apart by their ports. */
export function readerOf(
  network: WorldNetwork,
  urls: readonly string[],
  options: ReaderOptions & { readonly genesis?: string } = {},
): ChainReader {
  if (network === "bitcoin") return bitcoin({ esplora: urls, gapMs: 0, ...options });
  return network === "tron" ? tron({ urls, ...options }) : evm({ network, urls, ...options });
}

/** Facts of the networks that a test has to know. */
export const NETWORK_FACTS = {
  tron: { coin: "usdt", smallest: "0.000001", decimals: 6, blockSeconds: 3, chainId: 728_126_428 },
  ethereum: { coin: "usdt", smallest: "0.000001", decimals: 6, blockSeconds: 12, chainId: 1 },
  bsc: { coin: "usdt", smallest: "0.000000000000000001", decimals: 18, blockSeconds: 0.45, chainId: 56 },
  bitcoin: { coin: "btc", smallest: "0.00000001", decimals: 8, blockSeconds: 600, chainId: 0 },
} as const;
