import type { OnChain, PaidBy } from "../../src/domain/chain-facts.ts";

/** What is asked of the chain for a new order. */
export function onChain(paidBy: PaidBy, over: Partial<OnChain> = {}): OnChain {
  return {
    paidBy,
    quorum: paidBy === "either" ? 2 : 1,
    needs: 19,
    watch: "open",
    lookFrom: null,
    visitAt: null,
    transfers: {},
    coveredAt: null,
    glimpse: null,
    others: [],
    overriddenBy: null,
    ...over,
  };
}
