import type { CoinCoin, Order } from "@coincoin/core";
import type { Prices } from "../account-options.ts";

/** One of the store's accounts at CoinCoin. */
export interface GatewayAccount {
  /** Of the provider's entry that sells through it. Null: the plugin's own account, through which every other entry sells. */
  readonly id: string | null;
  readonly coincoin: CoinCoin;
  /** Which carts it takes, and for what. */
  readonly prices: Prices;
}

/** A store has one account at CoinCoin, or several, each with a payment provider of its own. */
export class GatewayAccounts {
  /** The plugin's own. What is about no account in particular is recorded under it. */
  readonly main: GatewayAccount;
  readonly all: readonly GatewayAccount[];

  constructor(main: GatewayAccount, others: readonly GatewayAccount[] = []) {
    this.main = main;
    this.all = [main, ...others];
  }

  /** Medusa names a provider `pp_coincoin_<id of its entry>`. */
  ofProvider(providerId: string): GatewayAccount {
    return this.all.find(({ id }) => id !== null && providerId === `pp_coincoin_${id}`) ?? this.main;
  }

  /** Of an order, a row or a notification. */
  of({ appId }: { readonly appId: string }): GatewayAccount {
    return this.all.find(({ coincoin }) => coincoin.appId === appId) ?? this.main;
  }

  async findOrder(paymentId: string): Promise<Order | undefined> {
    for (const { coincoin } of this.all) {
      const order = await coincoin.getOrder(paymentId);
      if (order !== undefined) return order;
    }
    return undefined;
  }
}
