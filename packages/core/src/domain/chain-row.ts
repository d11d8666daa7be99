import type { Absence } from "./chain-attention.ts";
import type { ChainCursor } from "./chain-reader.ts";

/** What the looks of all processes at one network have in common. JSON-safe. */
export interface ChainRow {
  readonly appId: string;
  readonly network: string;
  /** Grows by one with every write. */
  readonly version: number;
  /** The process that looks now. */
  readonly leaseId: string | null;
  readonly leaseUntil: string | null;
  /** Where the next look begins. */
  readonly cursor: ChainCursor | null;
  /** Looks of the last hours that worked, oldest first. */
  readonly looks: Absence["looks"];
  /** Since when none worked while orders were open. */
  readonly failingSince: string | null;
  /** Failures in a row. */
  readonly failures: number;
  /** True once a person was notified of them. */
  readonly isBlind: boolean;
}

export function emptyRow(appId: string, network: string): ChainRow {
  return {
    appId,
    network,
    version: 0,
    leaseId: null,
    leaseUntil: null,
    cursor: null,
    looks: [],
    failingSince: null,
    failures: 0,
    isBlind: false,
  };
}

const KEPT_LOOKS = 16;
/** Of each provider one look is kept in so long a time. */
const STRETCH_MS = 600_000;

/** Few looks tell of hours. */
export function withLook(looks: Absence["looks"], look: Absence["looks"][number]): Absence["looks"] {
  const stretch = stretchOf(look.at);
  const others = looks.filter(({ at, provider }) => provider !== look.provider || stretchOf(at) !== stretch);
  return [...others, look].slice(-KEPT_LOOKS);
}

function stretchOf(at: string): number {
  return Math.floor(Date.parse(at) / STRETCH_MS);
}
