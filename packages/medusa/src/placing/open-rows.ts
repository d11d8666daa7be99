import type { AttentionItem } from "@coincoin/core";
import type { GatewayAccounts } from "../payments/gateway-accounts.ts";

const PAGE = 200;

/** Everything that needs a person now, whatever raised it. */
export class OpenRows {
  readonly #gateways: GatewayAccounts;

  constructor(gateways: GatewayAccounts) {
    this.#gateways = gateways;
  }

  async find(id: string): Promise<AttentionItem | undefined> {
    for await (const item of this.all()) if (item.id === id) return item;
    return undefined;
  }

  async *all(): AsyncGenerator<AttentionItem> {
    for (const { coincoin } of this.#gateways.all) {
      let after: string | undefined;
      do {
        const page = await coincoin.attention.list({ limit: PAGE, after });
        yield* page.items;
        after = page.cursor ?? undefined;
      } while (after !== undefined);
    }
  }
}
