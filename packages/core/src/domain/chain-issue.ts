import { compare, type Decimal } from "./amount.ts";
import type { OnChain, PaidBy } from "./chain-facts.ts";
import type { ChainReader } from "./chain-reader.ts";

/** How chains are looked at, as configured. */
export interface ChainSettings {
  /** One of each network. */
  readonly readers: readonly ChainReader[];
  readonly paid: PaidBy;
  /** From this price on it takes both, whatever `paid` says. */
  readonly bothFrom: Decimal | null;
  /** How many confirmations a customer is told to wait for, by network. */
  readonly confirmations: Readonly<Record<string, number>>;
}

/** What is asked of the chain for an order with these terms. Null: no reader sees its coin, and all is as without one. */
export function onChainFor(
  settings: ChainSettings | undefined,
  { network, coin, price }: { readonly network: string; readonly coin: string; readonly price: Decimal },
): OnChain | null {
  const reader = settings?.readers.find((each) => each.network === network && each.coins.includes(coin));
  if (settings === undefined || reader === undefined) return null;
  const { bothFrom } = settings;
  const paidBy = bothFrom !== null && compare(price, bothFrom) >= 0 ? "both" : settings.paid;
  return {
    paidBy,
    quorum: paidBy === "either" && !reader.trusted ? 2 : 1,
    needs: settings.confirmations[network] ?? 1,
    watch: "open",
    lookFrom: null,
    visitAt: null,
    transfers: {},
    coveredAt: null,
    glimpse: null,
    others: [],
    overriddenBy: null,
  };
}
