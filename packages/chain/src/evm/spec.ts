/** What is known of a network that speaks Ethereum's JSON-RPC. */
export interface EvmSpec {
  readonly network: string;
  readonly chainId: number;
  /** Time between blocks, seconds; only to find the block of a time, and what is too fast to be true. */
  readonly blockSeconds: number;
  /** Blocks below the head that count as final where a provider does not say what is. */
  readonly depth: number;
  /** Blocks asked for at once until a provider says that it is too many. */
  readonly range: number;
  readonly tickMs: number;
  /** Below the URL of a provider. */
  readonly path: string;
  /** The 20 bytes of an address as "0x" and 40 hex digits in lower case; `undefined` for any other text. */
  readonly bytesOf: (address: string) => string | undefined;
  /** A hash as explorers of the network spell it, from "0x" and 64 hex digits. */
  readonly hashOf: (hash: string) => string;
}

function evmBytes(address: string): string | undefined {
  return /^0x[0-9a-f]{40}$/i.test(address) ? address.toLowerCase() : undefined;
}

/** Finality: two epochs of 32 blocks on Ethereum; BEP-126 on BSC, whose blocks are 0.45 s apart since 2026. */
export const EVM_NETWORKS = {
  ethereum: {
    network: "ethereum",
    chainId: 1,
    blockSeconds: 12,
    depth: 64,
    range: 10_000,
    tickMs: 30_000,
    path: "",
    bytesOf: evmBytes,
    hashOf: (hash) => hash,
  },
  bsc: {
    network: "bsc",
    chainId: 56,
    blockSeconds: 0.45,
    depth: 20,
    range: 5_000,
    tickMs: 15_000,
    path: "",
    bytesOf: evmBytes,
    hashOf: (hash) => hash,
  },
} as const satisfies Record<string, EvmSpec>;
