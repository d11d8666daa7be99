import type { Coin, Network } from "../engine/coins.ts";

/** How a pretend chain behaves: as the real one does, but for its blocks, which come exactly on time. */
export interface ChainTraits {
  readonly blockMs: number;
  /** Blocks on top of one, itself included, that make it final. */
  readonly depth: number;
  /** Height at the start: what is read there looks like the real thing. */
  readonly height: number;
  /** Of JSON-RPC. */
  readonly chainId: number;
  /** What `eth_getLogs` takes at once: -1 for no limit. */
  readonly maxRange: number;
}

export const CHAIN_TRAITS: Readonly<Record<Network, ChainTraits>> = {
  tron: { blockMs: 3_000, depth: 20, height: 67_000_000, chainId: 0x2b_66_53_dc, maxRange: 5_000 },
  ethereum: { blockMs: 12_000, depth: 65, height: 21_000_000, chainId: 1, maxRange: -1 },
  bsc: { blockMs: 450, depth: 5, height: 45_000_000, chainId: 56, maxRange: -1 },
  bitcoin: { blockMs: 600_000, depth: 6, height: 870_000, chainId: 0, maxRange: -1 },
};

export interface TokenTraits {
  /** The 20 bytes of the contract, "0x" and lower case. */
  readonly contract: string;
  readonly decimals: number;
}

/** The real contracts: a reader that is made for the real chains reads these too. */
export const TOKEN_TRAITS: Readonly<Partial<Record<Network, TokenTraits>>> = {
  tron: { contract: "0xa614f803b6fd780986a42c78ec9c7f77e6ded13c", decimals: 6 },
  ethereum: { contract: "0xdac17f958d2ee523a2206206994597c13d831ec7", decimals: 6 },
  bsc: { contract: "0x55d398326f99059ff775485246999027b3197955", decimals: 18 },
};

/** Decimals of the networks' own coins. */
export const NATIVE_PLACES: Readonly<Record<Exclude<Coin, "usdt">, number>> = {
  trx: 6,
  eth: 18,
  btc: 8,
  bnb: 18,
};
