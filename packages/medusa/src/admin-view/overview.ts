/** The store's accounts at CoinCoin, as the admin shows them. */
export interface Overview {
  readonly accounts: readonly AccountView[];
}

export interface AccountView {
  /** Of the provider's entry that sells through it; null for the plugin's own. */
  readonly id: string | null;
  /** It holds a secret. */
  readonly webhook_url: string;
  readonly health: { readonly ok: boolean };
  readonly currencies: readonly string[];
}
