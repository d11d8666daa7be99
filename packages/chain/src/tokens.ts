/** A token that is counted. It is known by its contract; anybody can name another one "USDT". */
export interface Token {
  readonly network: string;
  readonly coin: string;
  /** As the network's explorers spell it, with its checksum. */
  readonly contract: string;
  /** What the contract's `decimals()` has to answer. */
  readonly decimals: number;
  /** Where contract and decimals were read. */
  readonly source: string;
}

/** What the readers count unless they are given another list. Each provider is asked for `decimals()` before it is believed. */
export const TOKENS: readonly Token[] = [
  {
    network: "tron",
    coin: "usdt",
    contract: "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
    decimals: 6,
    source: "https://tether.to/en/supported-protocols/",
  },
  {
    network: "ethereum",
    coin: "usdt",
    contract: "0xdAC17F958D2ee523a2206206994597C13D831ec7",
    decimals: 6,
    source: "https://tether.to/en/supported-protocols/",
  },
  {
    // Issued by Binance against USDT elsewhere. It has 18 decimals, not Tether's 6.
    network: "bsc",
    coin: "usdt",
    contract: "0x55d398326f99059fF775485246999027B3197955",
    decimals: 18,
    source: "https://bscscan.com/token/0x55d398326f99059fF775485246999027B3197955",
  },
];
