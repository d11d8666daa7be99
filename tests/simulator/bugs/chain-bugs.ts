import type { Bug } from "./bugs.ts";

/** Bugs of looking at a chain: the chain's world has to catch each. */
export const chainBugs: readonly Bug[] = [
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
];
