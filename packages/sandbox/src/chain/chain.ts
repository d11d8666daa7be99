import { createHash } from "node:crypto";
import type { Coin, Network } from "../engine/coins.ts";
import { addressOf, bytesOf } from "./addresses.ts";
import { CHAIN_TRAITS, type ChainTraits, TOKEN_TRAITS } from "./networks.ts";

/** Money that a transaction moves. */
export interface Movement {
  /** Spelled as wallets of the network do. */
  readonly to: string;
  readonly coin: Coin;
  /** In smallest units: the chain knows no others. 0 is what anybody can emit in the name of any address. */
  readonly units: bigint;
  /** A contract that only calls itself by the coin's name. */
  readonly isFake?: boolean;
}

export interface ChainTx {
  readonly txId: string;
  /** 20 bytes of who sent it, "0x" and lower case. */
  readonly from: string;
  readonly movements: readonly Movement[];
}

export interface MinedTx extends ChainTx {
  readonly block: number;
  /** Of its first log in the block. */
  readonly firstLog: number;
}

export interface ChainBlock {
  readonly number: number;
  /** 64 hex digits. */
  readonly hash: string;
  readonly parentHash: string;
  /** ms since 1970. */
  readonly at: number;
}

interface Fork {
  /** The first block that is another one. */
  readonly from: number;
  readonly salt: number;
}

/**
 * A pretend chain: pure and seeded. A block is not made, it is computed from the time, so that a year without money costs nothing.
 * A transaction goes into the first block after it was sent.
 */
export class PretendChain {
  readonly network: Network;
  readonly traits: ChainTraits;
  readonly #seed: string;
  readonly #startMs: number;
  readonly #mined = new Map<number, ChainTx[]>();
  readonly #forks: Fork[] = [];
  #sent = 0;

  constructor(network: Network, seed: string, startMs: number) {
    this.network = network;
    this.traits = CHAIN_TRAITS[network];
    this.#seed = seed;
    this.#startMs = startMs;
  }

  /** The newest block at a time, ms. */
  head(now: number): number {
    return this.traits.height + Math.floor((now - this.#startMs) / this.traits.blockMs);
  }

  /** The newest final block at a time, ms. */
  final(now: number): number {
    return this.head(now) - this.traits.depth + 1;
  }

  block(number: number): ChainBlock {
    return {
      number,
      hash: this.#hash(number),
      parentHash: this.#hash(number - 1),
      at: this.#startMs + (number - this.traits.height) * this.traits.blockMs,
    };
  }

  /** Number of the block with this hash, if it is on the chain now. */
  numberOf(hash: string, now: number): number | undefined {
    const known = [...this.#mined.keys()].find((number) => this.#hash(number) === hash);
    if (known !== undefined) return known <= this.head(now) ? known : undefined;
    const head = this.head(now);
    for (let number = head; number > head - 200; number -= 1) if (this.#hash(number) === hash) return number;
    return undefined;
  }

  /** Sends one transaction. It is in the next block. */
  send(movements: readonly Movement[], now: number, from: string = this.#stranger()): string {
    this.#sent += 1;
    const txId = this.#digest(`tx\n${this.#sent}`);
    const block = this.head(now) + 1;
    this.#mined.set(block, [...(this.#mined.get(block) ?? []), { txId, from, movements }]);
    return txId;
  }

  /** What came to an address goes on to the gateway: the usual end of a payment. */
  sweep(address: string, coin: Coin, units: bigint, now: number): string {
    const to = addressOf(this.network, this.#stranger());
    return this.send([{ to, coin, units }], now, bytesOf(address));
  }

  /**
   * The last `depth` blocks become others. With "drop" their transactions are gone, as when they were replaced; with "again" they
   * are in the next block, under the same id.
   */
  reorg(depth: number, now: number, transactions: "drop" | "again"): void {
    const head = this.head(now);
    const from = Math.max(0, head - depth + 1);
    this.#forks.push({ from, salt: this.#forks.length + 1 });
    const lost: ChainTx[] = [];
    for (const [number, mined] of this.#mined) {
      if (number < from || number > head) continue;
      lost.push(...mined);
      this.#mined.delete(number);
    }
    if (transactions === "again") this.#mined.set(head + 1, [...(this.#mined.get(head + 1) ?? []), ...lost]);
  }

  /** Transactions of the blocks from `first` to `last`, both included, in order. */
  mined(first: number, last: number): MinedTx[] {
    const numbers = [...this.#mined.keys()]
      .filter((number) => number >= first && number <= last)
      .sort((a, b) => a - b);
    return numbers.flatMap((block) => {
      let firstLog = 0;
      return (this.#mined.get(block) ?? []).map((tx) => {
        const mined = { ...tx, block, firstLog };
        firstLog += tx.movements.length;
        return mined;
      });
    });
  }

  /** Transactions that wait for their block. */
  waiting(now: number): ChainTx[] {
    const head = this.head(now);
    return [...this.#mined].filter(([number]) => number > head).flatMap(([, transactions]) => transactions);
  }

  /** Contract of a movement's token, or `undefined` for the network's own coin. */
  contractOf({ coin, isFake }: Movement): string | undefined {
    if (coin !== "usdt") return undefined;
    return isFake === true
      ? this.#digest("fake").slice(0, 40).padStart(42, "0x")
      : TOKEN_TRAITS[this.network]?.contract;
  }

  #stranger(): string {
    return `0x${this.#digest(`stranger\n${this.#sent}`).slice(0, 40)}`;
  }

  #hash(number: number): string {
    const salt = this.#forks.findLast(({ from }) => from <= number)?.salt ?? 0;
    const digest = this.#digest(`block\n${number}\n${salt}`);
    // Tron's hashes begin with the number, Bitcoin's with zeros.
    if (this.network === "tron") return number.toString(16).padStart(16, "0") + digest.slice(16);
    return this.network === "bitcoin" ? "0".repeat(19) + digest.slice(19) : digest;
  }

  #digest(text: string): string {
    return createHash("sha256").update(`${this.network}\n${this.#seed}\n${text}`).digest("hex");
  }
}
