import type { ChainReader, ReaderOptions } from "@coincoin/chain";
import type { Runner } from "@coincoin/testing";

/** A chain on which a test can pay, with what it takes to read it. */
export interface ReaderWorld {
  readonly network: string;
  readonly coin: string;
  /** Smallest unit: "0.000001". */
  readonly smallest: string;
  /** So many blocks after the one that a payment stands in, that one is final. */
  readonly blocksUntilFinal: number;
  /** Whether payments are seen before they are in a block. */
  readonly showsWaiting: boolean;
  /** URL of the provider. */
  readonly url: string;
  /** A reader of these providers. */
  reader(urls: readonly string[], options?: ReaderOptions): ChainReader;
  /** Another address at each call. */
  address(): Promise<string>;
  /** Sends one transaction that pays all of these. */
  pay(payments: readonly Payment[]): Promise<string>;
  mine(blocks: number): Promise<void>;
  /** Lets so many seconds of the chain's time pass, with blocks in them. */
  pass(seconds: number): Promise<void>;
  /** The last `depth` blocks are replaced by others, without their transactions. */
  reorg(depth: number): Promise<void>;
  /** Sends on what came to an address. */
  sweep(address: string, amount: string): Promise<void>;
  /** What only looks like a payment to an address: another token by the same name, a transfer of nothing. */
  readonly decoys?: ((address: string) => Promise<void>) | undefined;
  /** ms since 1970, as the chain has it. */
  now(): Promise<number>;
  close(): Promise<void>;
}

export interface Payment {
  readonly to: string;
  readonly amount: string;
}

export interface WorldFactory {
  /** For the titles: "anvil as Ethereum". */
  readonly name: string;
  /** "together": its readers ask for all addresses in one call, and keep a cursor. "each": a call an address. */
  readonly asks: "together" | "each";
  open(): Promise<ReaderWorld>;
}

export interface ReaderSuite extends Runner {
  test(title: string, body: (world: ReaderWorld) => Promise<void>): void;
}
