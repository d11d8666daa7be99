/**
 * What core needs of a reader of a blockchain, by shape alone: `@coincoin/chain` has such readers, and imports nothing of ours. A
 * reader says what a provider shows. It decides nothing, and an empty answer says nothing.
 */
export interface ChainReader {
  /** "tron", "ethereum", "bsc", "bitcoin": the network of an order. */
  readonly network: string;
  /** What it can see: ["usdt"]. */
  readonly coins: readonly string[];
  /** Names of the hosts that it asks. Two are two opinions. */
  readonly providers: readonly string[];
  /** The merchant runs the node: what it says needs no second opinion. */
  readonly trusted: boolean;
  readonly pace: {
    /** Between two looks while orders are open, ms. */
    readonly tickMs: number;
    /** Whether a look asks for all addresses at once, or pays a call for each. */
    readonly asks: "together" | "each";
  };
  /** Rejects where no provider could look. */
  look(query: ChainQuery): Promise<ChainLook>;
}

export interface ChainQuery {
  readonly addresses: readonly string[];
  readonly cursor: ChainCursor | null;
  /** ISO 8601: nothing older is searched for. */
  readonly since: string;
  readonly signal?: AbortSignal | undefined;
}

/** Where the next look begins. Kept between looks and given back unchanged. */
export interface ChainCursor {
  readonly next: number;
  readonly finals: readonly { readonly number: number; readonly at: number }[];
}

/** What one provider showed of one chain at one moment. */
export interface ChainLook {
  /** Which provider: no secret. */
  readonly provider: string;
  readonly head: { readonly number: number; readonly at: string };
  readonly facts: readonly ChainFact[];
  readonly glimpses: readonly SeenTransfer[];
  readonly cursor: ChainCursor | null;
  /** Addresses that were not read to the end. */
  readonly unread: readonly string[];
}

interface Transferred {
  readonly txId: string;
  /** One transaction can hold many transfers. */
  readonly index: number;
  readonly address: string;
  readonly coin: string;
  /** Exact decimal string. */
  readonly amount: string;
}

/** A transfer that is final: no reorganisation takes it back. */
export interface ChainFact extends Transferred {
  readonly block: { readonly number: number; readonly hash: string };
  /** Time of the block, ISO 8601. */
  readonly at: string;
}

/** A transfer that is seen, and may still be gone at the next look. */
export interface SeenTransfer extends Transferred {
  readonly confirmations: number;
}
