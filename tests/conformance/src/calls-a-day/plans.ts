import type { Plan } from "./measure.ts";

export interface PlannedRow extends Plan {
  readonly title: string;
  /** Calls a day for 500 open orders that the readers were planned for. */
  readonly planned: number;
}

export const ORDERS = 500;

/** What providers' plans allow, and what was planned to be asked of them. */
export const PLANS: readonly PlannedRow[] = [
  { network: "tron", title: "Tron, USDT", planned: 26_000 },
  { network: "ethereum", title: "Ethereum, USDT", planned: 8_600 },
  { network: "ethereum", maxRange: 10, title: "Ethereum, USDT, 10 blocks a call", planned: 10_000 },
  { network: "bsc", title: "BSC, USDT", planned: 17_000 },
  { network: "bsc", maxRange: 2_000, title: "BSC, USDT, 2,000 blocks a call", planned: 17_000 },
  { network: "bsc", maxRange: 10, title: "BSC, USDT, 10 blocks a call", planned: 864_000 },
  { network: "bitcoin", title: "Bitcoin, Esplora", planned: 25_000 },
];
