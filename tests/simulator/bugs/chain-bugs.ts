import type { Bug } from "./bugs.ts";

/** A bug that two places have to share. */
export interface ChainBug extends Bug {
  readonly and?: Bug;
}

/** Bugs of looking at a chain: the chain's world has to catch each. */
export const chainBugs: readonly ChainBug[] = [
  {
    name: "what is only seen counts",
    file: "domain/chain-cover.ts",
    find: "return onChain === null ? ZERO : amountOf(countedTransfers(onChain, onChain.quorum));\n}\n\n/** What came for good by",
    replace: "return seenOf({ onChain });\n}\n\n/** What came for good by",
  },
  {
    name: "one provider alone is believed",
    file: "domain/chain-facts.ts",
    find: "if (transfer.shownBy.length < quorum) continue;",
    replace: "",
  },
  {
    name: "two transfers of one transaction are one",
    file: "domain/chain-facts.ts",
    find: "return `${txId}:${index}`;",
    replace: "return txId === '' ? String(index) : txId;",
  },
  {
    name: "both means that the gateway's word is enough",
    file: "domain/chain-policy.ts",
    find: 'policy !== "both") return "gateway";',
    replace: 'policy !== "either") return "gateway";',
  },
  {
    name: "an order leaves the watch with its first look",
    file: "domain/chain-watch.ts",
    find: 'if (at < later(order.closesAt, AFTER_CLOSE_MS)) return "open";',
    replace: "",
  },
  {
    name: "what a look shows is joined into no order but the last",
    file: "chain/looker.ts",
    find: "if (await joinSighting(this.#deps, store, paymentId, sighting, at)) news += 1;",
    replace:
      "if (paymentId === orders.asked.at(-1)?.paymentId && (await joinSighting(this.#deps, store, paymentId, sighting, at))) news += 1;",
  },
  {
    name: "the cursor moves to what is final now",
    file: "../../chain/src/cursor.ts",
    find: "const REREAD_SECONDS = 600;",
    replace: "const REREAD_SECONDS = 0;",
  },
  {
    name: "a token is known by its symbol",
    file: "../../chain/src/evm/read-logs.ts",
    find: "      address: [...query.contracts.keys()],\n",
    replace: "",
    and: {
      name: "what any contract says is believed",
      file: "../../chain/src/evm/logs.ts",
      find: 'typeof log["address"] === "string" ? query.contracts.get(log["address"].toLowerCase()) : undefined;',
      replace: "[...query.contracts.values()][0];",
    },
  },
  {
    name: "USDT has 6 decimals on BSC, too",
    file: "../../chain/src/tokens.ts",
    find: "decimals: 18,",
    replace: "decimals: 6,",
    and: {
      name: "decimals are not compared with what the contract says",
      file: "../../chain/src/evm/source.ts",
      find: "if (countOf(said) === token.decimals) return;",
      replace: "if (countOf(said) !== undefined) return;",
    },
  },
  {
    name: "the cursor moves past what could not be read",
    file: "../../chain/src/evm/read-logs.ts",
    find: "to: next - 1 };",
    replace: "to: Math.max(next - 1, query.to) };",
  },
  {
    name: "a lease is taken whoever has it",
    file: "chain/looker.ts",
    find: "return (await store.writeChain(leased)) ? leased : undefined;",
    replace: "await store.writeChain(leased);\n    return leased;",
  },
  {
    name: "a top-up of the gateway's counts as a payment",
    file: "domain/apply-look.ts",
    find: "if (amount === undefined || fact.coin !== coin || isOldMoney(fact.at, createdAt)) return [];",
    replace: "if (amount === undefined || isOldMoney(fact.at, createdAt)) return [];",
  },
  {
    name: "money from before the order counts for it",
    file: "domain/chain-watch.ts",
    find: "return at < countsFrom(createdAt);",
    replace: "return at < countsFrom(createdAt) && at === '';",
  },
];
