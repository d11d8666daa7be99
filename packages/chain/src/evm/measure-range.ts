import { hexOf } from "./hex.ts";
import { type Contract, TRANSFER_TOPIC, topicOf } from "./logs.ts";
import type { Portions } from "./portions.ts";
import { Refusal, type Rpc } from "./rpc.ts";

/** Nobody's address: what is measured is how many blocks are searched, not what is found. */
const NOBODY = `0x${"c01c".padStart(40, "0")}`;
/** From 10,000 blocks down to one takes fewer. */
const MOST_CALLS = 16;

/** How many blocks before `head` the provider searches in one call. Tried, since documents are behind; what was learned is kept. */
export async function measureRange(
  rpc: Rpc,
  portions: Portions,
  contracts: ReadonlyMap<string, Contract>,
  head: number,
  signal?: AbortSignal,
): Promise<number> {
  for (let calls = 1; ; calls++) {
    const blocks = Math.min(portions.range, head + 1);
    try {
      const filter = {
        fromBlock: hexOf(head - blocks + 1),
        toBlock: hexOf(head),
        address: [...contracts.keys()],
        topics: [TRANSFER_TOPIC, null, [topicOf(NOBODY)]],
      };
      await rpc.call("eth_getLogs", [filter], signal);
      return blocks;
    } catch (error) {
      const isTooMuch = error instanceof Refusal && error.verdict.kind === "too_much";
      if (!isTooMuch || calls === MOST_CALLS || !portions.learn(error.verdict, blocks, 1)) throw error;
    }
  }
}
