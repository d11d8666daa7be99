import type { ChainError } from "./errors.ts";

/**
 * What this package gives to the code that decides about orders. It reads and decides nothing. A fact says that a transfer is final
 * on a chain; that nothing was seen is never a fact.
 */

export interface BlockId {
  readonly number: number;
  readonly hash: string;
}

/** A block with its own time, ISO 8601. */
export interface Block extends BlockId {
  readonly at: string;
}

interface Transfer {
  /** "tron", "ethereum", "bsc", "bitcoin". */
  readonly network: string;
  /** As the network's explorers spell it. */
  readonly txId: string;
  /** Where in its block (logs) or transaction (outputs) the transfer stands. One transaction can hold many. */
  readonly index: number;
  /** The watched address, spelled as it was asked for. */
  readonly address: string;
  /** "usdt", "btc". By the token's contract; its symbol is never looked at. */
  readonly coin: string;
  /** Exact decimal string in canonical form: "12.5", never "12.50" or "1.25e1". Always above zero. */
  readonly amount: string;
}

/**
 * A transfer that is final: no reorganisation takes it back. Facts are a set that only grows, keyed by (network, txId, index);
 * `factKey` spells the key. Looks overlap, so the same fact comes many times.
 */
export interface Fact extends Transfer {
  readonly block: BlockId;
  /** Time of the block, ISO 8601. */
  readonly at: string;
}

/**
 * A transfer that is seen and not final. Only for display: each look replaces all glimpses of the one before it, and a glimpse
 * that is gone was reorganised, replaced, or not shown by this provider.
 */
export interface Glimpse extends Transfer {
  /** `null` while it waits for a block. */
  readonly block: BlockId | null;
  /** 0 while it waits for a block, 1 in the newest one. */
  readonly confirmations: number;
}

/**
 * Where the next look begins, as plain JSON to be stored between looks and given back unchanged. It moves only to what was final
 * ten minutes before, since a provider may leave out what is newer without a word.
 */
export interface Cursor {
  /** The first block that has to be read again. */
  readonly next: number;
  /** Final blocks of looks before, oldest first; `at` in seconds since 1970. */
  readonly finals: readonly { readonly number: number; readonly at: number }[];
}

export interface LookQuery {
  /** All open addresses of the network, spelled as its wallets do. They are asked for together where the network allows it. */
  readonly addresses: readonly string[];
  /**
   * What the look before returned; `null` at first. It is right for the addresses that were in all looks since their orders were
   * made. One that joins later, or comes back, is asked for with `null` once, and with its own `since`.
   */
  readonly cursor: Cursor | null;
  /** ISO 8601. Nothing older is searched for: the creation of the oldest open order, less ten minutes. */
  readonly since: string;
  readonly signal?: AbortSignal | undefined;
}

/** What one provider showed. All of it is of one moment of one chain, for a look never mixes providers. */
export interface Look {
  readonly network: string;
  /** Which provider: its domain, or the name that it was given. Holds no secret. */
  readonly provider: string;
  readonly head: Block;
  /** The newest block that is final. */
  readonly final: Block;
  readonly facts: readonly Fact[];
  readonly glimpses: readonly Glimpse[];
  /** For the next look, whichever provider answers it. Store it together with the facts, or after them. */
  readonly cursor: Cursor | null;
  /** Addresses that were not read to the end: misspelled, or their turn did not come. The next look reads them. */
  readonly unread: readonly string[];
}

/** How often it is worth to look. */
export interface Pace {
  /** Between two looks at a network with open orders, ms. */
  readonly tickMs: number;
  /**
   * "together": a look asks for all addresses at once, so pass all of them. "each": it costs a call for every address, so pass
   * those that are due by `nextLookMs`.
   */
  readonly asks: "together" | "each";
}

export interface ProviderReport {
  readonly provider: string;
  /** Why it is not used, or `null` when all was right. */
  readonly problem: ChainError | null;
  /** Age of its newest block, ms; `null` where it did not say. */
  readonly headAgeMs: number | null;
  /** Whether it knows which block is final, or finality is counted in blocks below the head. */
  readonly finality: "reported" | "counted" | null;
  /** Which chain it is on, such as "chain 1" or the hash of the first block; `null` where something was wrong. */
  readonly chain: string | null;
  /** The `decimals()` of each token that is counted, as the provider says them, by coin. */
  readonly decimals: Readonly<Record<string, number>>;
  /** How many blocks it searches in one call, as it was tried; `null` where calls are not for blocks, or something was wrong. */
  readonly mostBlocks: number | null;
}

export interface ChainReader {
  readonly network: string;
  /** What it can see: ["usdt"]. A payment in any other coin of the network is invisible to it. */
  readonly coins: readonly string[];
  /** Names of the providers. Two are two opinions. */
  readonly providers: readonly string[];
  /** The merchant runs the node: what it says needs no second opinion. */
  readonly trusted: boolean;
  readonly pace: Pace;
  /**
   * One look by one provider; they take turns, and the next one is asked where one fails. Rejects with `ChainError` where no
   * provider could look. An empty list of facts means: this provider shows none.
   */
  look(query: LookQuery): Promise<Look>;
  /** Asks each provider whether it is on the right chain and can do what is needed. Never rejects. */
  check(signal?: AbortSignal): Promise<readonly ProviderReport[]>;
  /** What it asks of all its providers together in a day, while so many orders are open all day. */
  callsADay(openOrders: number): number;
}
