import type { ChainReader, Fact } from "@coincoin/chain";

interface TopUp {
  readonly to: string;
  readonly amount: string;
  /** ms */
  readonly at: number;
}

/** What the gateway sends to the addresses of orders, in the network's own coin, to pay the fees of taking the money from there. */
export class TopUps {
  readonly #all: TopUp[] = [];

  add(topUp: TopUp): void {
    this.#all.push(topUp);
  }

  facts(network: string, coin: string, addresses: readonly string[]): readonly Fact[] {
    return this.#all.flatMap(({ to, amount, at }, place) => {
      if (!addresses.includes(to)) return [];
      const txId = `top-up-${place}`;
      const block = { number: place, hash: txId };
      return [{ network, coin, txId, index: 0, address: to, amount, block, at: new Date(at).toISOString() }];
    });
  }
}

/** A reader that shows the network's own coin, too. */
export function withTopUps(reader: ChainReader, topUps: TopUps): ChainReader {
  const { network } = reader;
  const coin = network === "tron" ? "trx" : "bnb";
  return {
    ...reader,
    look: async (query) => {
      const look = await reader.look(query);
      return { ...look, facts: [...look.facts, ...topUps.facts(network, coin, query.addresses)] };
    },
  };
}
