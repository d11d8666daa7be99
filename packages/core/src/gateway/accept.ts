import { compare, type Decimal, divide, multiply } from "../amount.ts";

/** Terms the merchant takes: a coin, and how many of it may be asked for one unit of price. */
export interface AcceptedTerms {
  /** Lower case. */
  readonly coin: string;
  /** Lower case; null is any. */
  readonly network: string | null;
  /** The least and the most that `amount / price` may be. */
  readonly ratio: { readonly min: Decimal; readonly max: Decimal };
}

/** What the gateway's answer asks of the customer, and for what price. */
export interface OfferedTerms {
  readonly coin: string;
  readonly network: string;
  readonly amount: Decimal;
  readonly askedPrice: Decimal;
}

export type Verdict = { readonly accepted: true } | { readonly accepted: false; readonly reason: string };

/**
 * Whether an order may be shown to a customer. The request names no coin and the price no currency, so the answer's
 * terms are whatever the account at the gateway is set to. A refusal says what to add to the option `accept`.
 */
export function accepts(list: readonly AcceptedTerms[], offered: OfferedTerms): Verdict {
  if (list.some((terms) => isWithin(terms, offered))) return { accepted: true };
  const { coin, network, amount, askedPrice } = offered;
  const ratio = divide(amount, askedPrice, 8, "half-up");
  const around = `{ coin: ${JSON.stringify(coin)}, network: ${JSON.stringify(network)}, ratio: { min: "…", max: "…" } }`;
  return {
    accepted: false,
    reason:
      `CoinCoin asks for ${amount} ${coin} on ${network} for a price of ${askedPrice}, that is ${ratio} for 1. ` +
      `Accepted is ${list.map(described).join("; or ")}. No customer has seen this order. If your account at CoinCoin ` +
      `is meant to ask for this, add ${around} to the option accept, with bounds around ${ratio}.`,
  };
}

function isWithin({ coin, network, ratio }: AcceptedTerms, offered: OfferedTerms): boolean {
  return (
    coin === offered.coin &&
    (network === null || network === offered.network) &&
    compare(offered.amount, multiply(offered.askedPrice, ratio.min)) >= 0 &&
    compare(offered.amount, multiply(offered.askedPrice, ratio.max)) <= 0
  );
}

function described({ coin, network, ratio }: AcceptedTerms): string {
  return `${coin} on ${network ?? "any network"}, ${ratio.min} to ${ratio.max} for 1`;
}
