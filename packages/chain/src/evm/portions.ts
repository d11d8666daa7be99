import type { Verdict } from "./verdict.ts";

/** The most addresses that geth, Erigon and java-tron take at once. */
const MOST_ADDRESSES = 1_000;
/** After so many looks without a refusal a little more is tried: a limit of results was one of a busy hour. */
const LOOKS_UNTIL_MORE = 64;

type TooMuch = Extract<Verdict, { readonly kind: "too_much" }>;

/** How much one provider answers at once. It is learned from its refusals: plans differ, and documents are behind. */
export class Portions {
  #range: number;
  #addresses = MOST_ADDRESSES;
  #mostBlocks: number;
  #goodLooks = 0;

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
    this.#goodLooks = 0;
    if (what === "addresses") {
      const next = smaller(addresses, most);
      if (next !== undefined) this.#addresses = next;
      return next !== undefined;
    }
    const next = smaller(blocks, most);
    if (next === undefined) {
      // One block is too much already: then it is the addresses.
      if (what === "range" || addresses <= 1) return false;
      this.#addresses = Math.ceil(addresses / 2);
      return true;
    }
    this.#range = next;
    if (what === "range") this.#mostBlocks = next;
    return true;
  }

  afterGoodLook(): void {
    this.#goodLooks += 1;
    if (this.#goodLooks < LOOKS_UNTIL_MORE) return;
    this.#goodLooks = 0;
    this.#range = Math.min(this.#mostBlocks, this.#range * 2);
    this.#addresses = Math.min(MOST_ADDRESSES, this.#addresses * 2);
  }
}

/** A limit that was named and refused all the same is off by one, or means something else: halve then. */
function smaller(asked: number, most: number | undefined): number | undefined {
  if (asked <= 1) return undefined;
  return most !== undefined && most < asked ? most : Math.ceil(asked / 2);
}
