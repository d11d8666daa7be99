import { add, compareAmounts, type Decimal, ZERO } from "./amount.ts";
import { amountOf, countedTransfers, type OnChain, openParts } from "./chain-facts.ts";
import { coverageOf, isCovered } from "./coverage.ts";
import type { IssuedOrder } from "./order.ts";

type Chained = Pick<IssuedOrder, "onChain" | "coin" | "amountDue" | "underpaymentTolerance" | "closesAt">;

/** What came for good, shown by as many hosts as have to agree. */
export function provedOf({ onChain }: Pick<IssuedOrder, "onChain">): Decimal {
  return onChain === null ? ZERO : amountOf(countedTransfers(onChain, onChain.quorum));
}

/** What came for good by the deadline, in the chain's own time. */
export function provedInTime({ onChain, closesAt }: Chained): Decimal {
  if (onChain === null) return ZERO;
  return amountOf(countedTransfers(onChain, onChain.quorum).filter(({ at }) => at <= closesAt));
}

/** What any host showed as final. */
export function shownOf({ onChain }: Pick<IssuedOrder, "onChain">): Decimal {
  return onChain === null ? ZERO : amountOf(countedTransfers(onChain, 1));
}

/** What was seen in all, final or not. */
export function seenOf(order: Pick<IssuedOrder, "onChain">): Decimal {
  const { onChain } = order;
  return onChain === null ? ZERO : amountOf([...countedTransfers(onChain, 1), ...openParts(onChain)]);
}

/** Of what is not final, the least confirmations; null where all is final or nothing was seen. */
export function confirmationsOf({ onChain }: Pick<IssuedOrder, "onChain">): number | null {
  const open = onChain === null ? [] : openParts(onChain).map(({ confirmations }) => confirmations);
  return open.length === 0 ? null : Math.min(...open);
}

export function isMoney(coin: string, amount: Decimal): boolean {
  return compareAmounts(coin, amount, ZERO) > 0;
}

/** Time of the block with which what any host showed as final covers the order; null where it does not. */
export function coverTime(order: Omit<Chained, "onChain">, onChain: OnChain): string | null {
  const transfers = [...countedTransfers(onChain, 1)].sort((a, b) => (a.at < b.at ? -1 : 1));
  let amount = ZERO;
  for (const transfer of transfers) {
    amount = add(amount, transfer.amount);
    if (isCovered(coverageOf(order, amount))) return transfer.at;
  }
  return null;
}
