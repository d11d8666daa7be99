import type { ChainReader, Cursor, Look } from "@coincoin/chain";
import type { ReaderWorld } from "./world.ts";

/** A reader's looks at a world, with the cursor kept between them as a store would. */
export interface Looker {
  look(addresses: readonly string[], options?: { readonly signal?: AbortSignal }): Promise<Look>;
  readonly cursor: () => Cursor | null;
}

export async function lookerOf(
  world: ReaderWorld,
  reader: ChainReader = world.reader([world.url]),
): Promise<Looker> {
  const since = new Date((await world.now()) - 600_000).toISOString();
  let cursor: Cursor | null = null;
  return {
    cursor: () => cursor,
    async look(addresses, { signal } = {}) {
      const look = await reader.look({ addresses, cursor, since, signal });
      // As it comes back from a database.
      cursor = structuredClone(look.cursor);
      return look;
    },
  };
}

/** What the reader says of money, without the blocks. */
export function moneyOf(transfers: readonly { address: string; amount: string; coin: string }[]): string[] {
  return transfers.map(({ address, amount, coin }) => `${address} ${amount} ${coin}`).sort();
}

/** Pays and waits until it is final. */
export async function payFinally(world: ReaderWorld, to: string, amount: string): Promise<string> {
  const txId = await world.pay([{ to, amount }]);
  await world.mine(1 + world.blocksUntilFinal);
  return txId;
}
