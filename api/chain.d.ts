// What "@coincoin/chain" offers. Written by scripts/api.ts.
export declare class ChainError extends Error {
  readonly name = "ChainError";
  readonly code: ChainErrorCode;
  readonly provider: string | null;
  readonly retryAfterMs: number | null;
  constructor(code: ChainErrorCode, message: string, options?: ChainErrorOptions);
}
export declare const TOKENS: readonly Token[];
export declare const chainErrorCodes: {
  readonly config_invalid: "config_invalid";
  readonly unreachable: "unreachable";
  readonly busy: "busy";
  readonly too_much: "too_much";
  readonly unsupported: "unsupported";
  readonly broken: "broken";
  readonly behind: "behind";
  readonly aborted: "aborted";
};
export declare function agreedFacts(known: Testimonies, quorum: number): Fact[];
export declare function bitcoin(options: BitcoinOptions): ChainReader;
export declare function evm(options: EvmOptions): ChainReader;
export declare function factKey({ network, txId, index }: Pick<Fact, "network" | "txId" | "index">): string;
export declare function joinFacts(known: Testimonies, look: Pick<Look, "facts" | "provider">): Testimonies;
export declare function nextLookMs(ageMs: number): number;
export declare function tron(options: TronOptions): ChainReader;
export type { BitcoinOptions, Block, BlockId, ChainCall, ChainEnvironment, ChainErrorCode, ChainErrorOptions, ChainReader, Cursor, Endpoint, EvmOptions, Fact, Glimpse, Look, LookQuery, Pace, ProviderReport, ReaderOptions, Testimonies, Testimony, Token, TokenReaderOptions, TronOptions };
interface BitcoinOptions extends ReaderOptions {
  readonly esplora: readonly (string | Endpoint)[];
  readonly confirmations?: number;
  readonly gapMs?: number;
  readonly genesis?: string;
}
interface Block extends BlockId {
  readonly at: string;
}
interface BlockId {
  readonly number: number;
  readonly hash: string;
}
interface ChainCall {
  readonly network: string;
  readonly provider: string;
  readonly method: string;
  readonly outcome: string;
  readonly ms: number;
}
interface ChainEnvironment {
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}
interface ChainErrorOptions {
  readonly cause?: unknown;
  readonly provider?: string | undefined;
  readonly retryAfterMs?: number | undefined;
}
interface ChainReader {
  readonly network: string;
  readonly coins: readonly string[];
  readonly providers: readonly string[];
  readonly trusted: boolean;
  readonly pace: Pace;
  look(query: LookQuery): Promise<Look>;
  check(signal?: AbortSignal): Promise<readonly ProviderReport[]>;
  callsADay(openOrders: number): number;
}
interface Cursor {
  readonly next: number;
  readonly finals: readonly {
    readonly number: number;
    readonly at: number;
  }[];
}
interface Endpoint {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly name?: string;
}
interface EvmOptions extends TokenReaderOptions {
  readonly network: "ethereum" | "bsc";
}
interface Fact extends Transfer {
  readonly block: BlockId;
  readonly at: string;
}
interface Glimpse extends Transfer {
  readonly block: BlockId | null;
  readonly confirmations: number;
}
interface Look {
  readonly network: string;
  readonly provider: string;
  readonly head: Block;
  readonly final: Block;
  readonly facts: readonly Fact[];
  readonly glimpses: readonly Glimpse[];
  readonly cursor: Cursor | null;
  readonly unread: readonly string[];
}
interface LookQuery {
  readonly addresses: readonly string[];
  readonly cursor: Cursor | null;
  readonly since: string;
  readonly signal?: AbortSignal | undefined;
}
interface Pace {
  readonly tickMs: number;
  readonly asks: "together" | "each";
}
interface ProviderReport {
  readonly provider: string;
  readonly problem: ChainError | null;
  readonly headAgeMs: number | null;
  readonly finality: "reported" | "counted" | null;
  readonly chain: string | null;
  readonly decimals: Readonly<Record<string, number>>;
  readonly mostBlocks: number | null;
}
interface ReaderOptions {
  readonly trusted?: boolean;
  readonly plainHttpHosts?: readonly string[];
  readonly timeoutMs?: number;
  readonly onCall?: (call: ChainCall) => void;
  readonly environment?: Partial<ChainEnvironment>;
}
interface Testimony {
  readonly fact: Fact;
  readonly providers: readonly string[];
}
interface Token {
  readonly network: string;
  readonly coin: string;
  readonly contract: string;
  readonly decimals: number;
  readonly source: string;
}
interface TokenReaderOptions extends ReaderOptions {
  readonly urls: readonly (string | Endpoint)[];
  readonly tokens?: readonly Token[];
  readonly chainId?: number;
}
interface Transfer {
  readonly network: string;
  readonly txId: string;
  readonly index: number;
  readonly address: string;
  readonly coin: string;
  readonly amount: string;
}
type ChainErrorCode = keyof typeof chainErrorCodes;
type Testimonies = ReadonlyMap<string, readonly Testimony[]>;
type TronOptions = TokenReaderOptions;
