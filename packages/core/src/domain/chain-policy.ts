import { type Decimal, ZERO } from "./amount.ts";
import { provedInTime, provedOf } from "./chain-cover.ts";
import { amountOf, countedTransfers, type PaidBy } from "./chain-facts.ts";
import { type IssuedOrder, isIssued, type Purchase } from "./order.ts";
import { amountIn, issuedIn, meetsPrice, toleranceOf, valued } from "./worth.ts";

/** That a price is paid, in which coin and on whose word. */
export interface Proof {
  readonly coin: string;
  /** Whose amounts cover the price: the other side's may differ, and are never mixed in. */
  readonly by: "gateway" | "chain";
}

/** Whether the reference is paid, by the word of those who may say so. Pure, and what it goes by only grows. */
export function proofOf(purchase: Purchase): Proof | undefined {
  for (const { coin } of purchase.attempts.filter(isIssued)) {
    const by = wordFor(purchase, coin);
    if (by !== undefined) return { coin, by };
  }
  return undefined;
}

function wordFor(purchase: Purchase, coin: string): Proof["by"] | undefined {
  const policy = policyOf(purchase, coin);
  const gateway = saysPaid(purchase, coin, "gateway");
  if (gateway && policy !== "both") return "gateway";
  if (policy === "gateway" || !saysPaid(purchase, coin, "chain")) return undefined;
  if (policy === "either") return "chain";
  return gateway ? "gateway" : undefined;
}

/** Whether one side alone says that the price is paid in this coin. */
export function saysPaid(purchase: Purchase, coin: string, by: Proof["by"]): boolean {
  const worth = valued(issuedIn(purchase.attempts, coin), (order) => amountBy(order, by));
  return meetsPrice(worth, purchase.price, toleranceOf(purchase));
}

/** The strictest of the attempts that ask for the coin; else what the newest says. */
export function policyOf(purchase: Purchase, coin: string): PaidBy {
  const policies = issuedIn(purchase.attempts, coin).map(({ onChain }) => onChain?.paidBy ?? "gateway");
  return policies.includes("both") ? "both" : (policies.at(-1) ?? "gateway");
}

/** The gateway's word stands where no reader looks, and where a person said that it has to. */
export function amountBy(order: IssuedOrder, by: Proof["by"]): Decimal {
  const isSeen = order.onChain?.overriddenBy === null;
  return by === "gateway" || !isSeen ? amountIn(order.confirmed, order.coin) : provedOf(order);
}

/** What the chain shows came before the deadline, where the chain's word is enough. */
export function isProvedInTime(purchase: Purchase, coin: string): boolean {
  if (policyOf(purchase, coin) !== "either") return false;
  const inTime = valued(issuedIn(purchase.attempts, coin), (order) =>
    order.onChain === null ? ZERO : provedInTime(order),
  );
  return meetsPrice(inTime, purchase.price, toleranceOf(purchase));
}

/** Two hosts that show the same are believed without the gateway. */
const HOSTS = 2;

/**
 * Whether each policy would have this purchase paid now, by what gateway and chain show. It decides nothing: it tells a merchant
 * what another `chain.paid` would do.
 *
 * @param hosts how many have to agree under `either`: 1 for a node of the merchant's own
 */
export function paidUnder(purchase: Purchase, hosts = HOSTS): Readonly<Record<PaidBy, boolean>> {
  const shown = (order: IssuedOrder, quorum: number): Decimal =>
    order.onChain === null ? ZERO : amountOf(countedTransfers(order.onChain, quorum));
  const isWorth = (coin: string, amount: (order: IssuedOrder) => Decimal): boolean =>
    meetsPrice(valued(issuedIn(purchase.attempts, coin), amount), purchase.price, toleranceOf(purchase));
  const coins = [...new Set(purchase.attempts.filter(isIssued).map(({ coin }) => coin))];
  const gateway = (coin: string) => saysPaid(purchase, coin, "gateway");
  return {
    gateway: coins.some(gateway),
    both: coins.some((coin) => gateway(coin) && isWorth(coin, (order) => shown(order, 1))),
    either: coins.some((coin) => gateway(coin) || isWorth(coin, (order) => shown(order, hosts))),
  };
}
