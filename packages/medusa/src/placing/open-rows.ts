import type { AttentionItem, CoinCoin } from "@coincoin/core";

const PAGE = 200;

/** Everything that needs a person now, whoever raised it. */
export class OpenRows {
  readonly #coincoin: Pick<CoinCoin, "attention">;

  constructor(coincoin: Pick<CoinCoin, "attention">) {
    this.#coincoin = coincoin;
  }

  async find(id: string): Promise<AttentionItem | undefined> {
    for await (const item of this.all()) if (item.id === id) return item;
    return undefined;
  }

  async *all(): AsyncGenerator<AttentionItem> {
    let after: string | undefined;
    do {
      const page = await this.#coincoin.attention.list({ limit: PAGE, after });
      yield* page.items;
      after = page.cursor ?? undefined;
    } while (after !== undefined);
  }
}
