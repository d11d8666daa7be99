import type { Verdict } from "./verdict.ts";

/** The most addresses that geth, Erigon and java-tron take at once. */
const MOST_ADDRESSES = 1_000;

type TooMuch = Extract<Verdict, { readonly kind: "too_much" }>;

/**
 * How much one provider answers at once. It is learned from its refusals: plans differ, and documents are behind. Limits of blocks
 * and addresses are remembered; where the results were too many, less is asked for until that place is passed.
 */
export class Portions {
  #range: number;
  #addresses = MOST_ADDRESSES;
  #mostBlocks: number;
  #mostAddresses = MOST_ADDRESSES;

  constructor(range: number) {
    this.#range = range;
    this.#mostBlocks = range;
  }

  /** Blocks a call. */
  get range(): number {
    return this.#range;
  }

  /** Addresses a call. */
  get addresses(): number {
    return this.#addresses;
  }

  /** Takes a refusal of a call for so many blocks and addresses in. False when nothing smaller is left to ask for. */
  learn({ what, most }: TooMuch, blocks: number, addresses: number): boolean {
    switch (what) {
      case "range": {
        if (blocks <= 1) return false;
        this.#mostBlocks = smaller(blocks, most);
        this.#range = this.#mostBlocks;
        return true;
      }
      case "addresses": {
        if (addresses <= 1) return false;
        this.#mostAddresses = smaller(addresses, most);
        this.#addresses = this.#mostAddresses;
        return true;
      }
      case "results": {
        if (blocks > 1) this.#range = Math.ceil(blocks / 4);
        else if (addresses > 1) this.#addresses = Math.ceil(addresses / 2);
        else return false;
        return true;
      }
    }
  }

  /** Twice as much may be asked for next, up to what is known to be too much. */
  afterGoodPortion(): void {
    this.#range = Math.min(this.#mostBlocks, this.#range * 2);
    this.#addresses = Math.min(this.#mostAddresses, this.#addresses * 2);
  }
}

/** A limit that was named and refused all the same is off by one, or means something else: halve then. */
function smaller(asked: number, most: number | undefined): number {
  return most !== undefined && most < asked ? most : Math.ceil(asked / 2);
}
