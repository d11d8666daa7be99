import { compare, type Decimal, divide, multiply } from "../domain/amount.ts";
import { namesHint } from "../domain/names.ts";

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

/** The terms of one order as the gateway answered them. Names in lower case, amounts exact decimals. */
export interface TermsToAccept {
  readonly coin: string;
  readonly network: string;
  /** What the customer is to send, in `coin`. */
  readonly amount: string;
  /** What the order was asked for: the price, less what earlier orders of the reference received. */
  readonly price: string;
}

/** True takes the terms; false or a text refuses them, and the text says why. It has to answer at once, with no promise. */
export type AcceptFunction = (terms: TermsToAccept) => boolean | string;

export type Accept = readonly AcceptedTerms[] | AcceptFunction;

export type Verdict = { readonly accepted: true } | { readonly accepted: false; readonly reason: string };

/**
 * Whether an order may be shown to a customer. The request names no coin and the price no currency, so the answer's
 * terms are whatever the account at the gateway is set to. A refusal says what to add to the option `accept`.
 */
export function accepts(accept: Accept, offered: OfferedTerms): Verdict {
  const refusal = typeof accept === "function" ? refusalBy(accept, offered) : refusalOf(accept, offered);
  if (refusal === undefined) return { accepted: true };
  const { coin, network, amount, askedPrice } = offered;
  const ratio = divide(amount, askedPrice, 8, "half-up");
  const asks = `CoinCoin asks for ${amount} ${coin} on ${network} for a price of ${askedPrice}, that is ${ratio} for 1.`;
  return { accepted: false, reason: `${asks} No customer has seen this order. ${refusal}` };
}

function refusalOf(list: readonly AcceptedTerms[], offered: OfferedTerms): string | undefined {
  if (list.some((terms) => isWithin(terms, offered))) return undefined;
  const { coin, network } = offered;
  const entry = `{ coin: ${JSON.stringify(coin)}, network: ${JSON.stringify(network)}, ratio: { min: "…", max: "…" } }`;
  const way = `If your account at CoinCoin is meant to ask for this, add ${entry} to the option accept, with bounds around the ratio; for a coin whose rate moves, accept may be a function.`;
  return `Accepted is ${list.map(described).join("; or ")}. ${way}${otherName(list, offered)}`;
}

/** A name that the list does not have may be another name of one that it has. */
function otherName(list: readonly AcceptedTerms[], { coin, network }: OfferedTerms): string {
  const same = list.filter((terms) => terms.coin === coin);
  if (same.length === 0) return namesHint("coins", coin, list[0]?.coin ?? "usdt");
  const other = same.find((terms) => terms.network !== null && terms.network !== network)?.network;
  const isKnown = same.some((terms) => terms.network === null || terms.network === network);
  return isKnown || typeof other !== "string" ? "" : namesHint("networks", network, other);
}

function refusalBy(accept: AcceptFunction, offered: OfferedTerms): string | undefined {
  const { coin, network, amount, askedPrice: price } = offered;
  try {
    const answer: unknown = accept({ coin, network, amount, price });
    if (answer === true) return undefined;
    if (answer === false) return "The function accept refused it.";
    if (typeof answer === "string") return `The function accept refused it: ${answer}`;
    return "The function accept has to return true, false or a text, and no promise.";
  } catch (error) {
    return `The function accept threw: ${error instanceof Error ? error.message : String(error)}`;
  }
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
