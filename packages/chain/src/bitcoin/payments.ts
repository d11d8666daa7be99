import type { Esplora, EsploraTx } from "./esplora.ts";

/** A page with fewer confirmed transactions is the last one. Servers give 25 a page, or 10, or 50. */
const SMALLEST_PAGE = 10;
/** More pages than any order needs; an address that was flooded must not hold up the others. */
const MOST_PAGES = 20;
/** A block's time may be two hours off the true one, either way. */
const SLACK_SECONDS = 2 * 3600;

export interface AddressRead {
  readonly transactions: readonly EsploraTx[];
  /** False where the address has more pages than are read, or does not belong to this network. */
  readonly isWhole: boolean;
}

/** Transactions of an address back to `since`, seconds. One call, unless it has many. */
export async function readAddress(
  esplora: Esplora,
  address: string,
  since: number,
  signal?: AbortSignal,
): Promise<AddressRead> {
  const found = new Map<string, EsploraTx>();
  let after: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const transactions = await esplora.transactions(address, after, signal);
    if (transactions === null) return { transactions: [], isWhole: false };
    for (const one of transactions) found.set(one.txId, one);
    const confirmed = transactions.filter(({ block }) => block !== null);
    const oldest = confirmed.at(-1);
    const isOldEnough = (oldest?.block?.at ?? Infinity) < since - SLACK_SECONDS;
    if (oldest === undefined || confirmed.length < SMALLEST_PAGE || isOldEnough || oldest.txId === after) {
      return { transactions: [...found.values()], isWhole: true };
    }
    after = oldest.txId;
  }
  return { transactions: [...found.values()], isWhole: false };
}
