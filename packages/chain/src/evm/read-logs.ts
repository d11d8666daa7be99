import { hexOf } from "./hex.ts";
import { type LoggedTransfer, type LogQuery, TRANSFER_TOPIC, topicOf, transferOf } from "./logs.ts";
import type { Portions } from "./portions.ts";
import { Refusal, type Rpc } from "./rpc.ts";

/** A look asks so often at most, then leaves the rest to the next one: a long outage is caught up with step by step. */
export const MOST_CALLS = 60;

export interface LogsRead {
  readonly transfers: readonly LoggedTransfer[];
  /** All blocks up to this one were read. Below `query.to` where that would have been too many calls. */
  readonly to: number;
}

/**
 * Transfers to the watched addresses in the blocks `from` to `to`, both included: one call where the provider allows so much,
 * smaller ones where it does not. Either a portion was read whole or it was not read.
 */
export async function readLogs(
  rpc: Rpc,
  portions: Portions,
  query: LogQuery,
  signal?: AbortSignal,
): Promise<LogsRead> {
  const found = new Map<string, LoggedTransfer>();
  let calls = 0;
  let next = query.from;
  while (next <= query.to && calls < MOST_CALLS) {
    const to = Math.min(query.to, next + portions.range - 1);
    try {
      calls += await readPortion(rpc, portions.addresses, { ...query, from: next, to }, found, signal);
      portions.afterGoodPortion();
      next = to + 1;
    } catch (error) {
      if (!(error instanceof Refusal) || error.verdict.kind !== "too_much") throw error;
      calls += 1;
      const addresses = Math.min(portions.addresses, query.watched.size);
      if (!portions.learn(error.verdict, to - next + 1, addresses)) throw error;
    }
  }
  return { transfers: [...found.values()], to: next - 1 };
}

async function readPortion(
  rpc: Rpc,
  atOnce: number,
  query: LogQuery,
  found: Map<string, LoggedTransfer>,
  signal?: AbortSignal,
): Promise<number> {
  const recipients = [...query.watched.keys()].map(topicOf);
  let calls = 0;
  for (let first = 0; first < recipients.length; first += atOnce) {
    const filter = {
      fromBlock: hexOf(query.from),
      toBlock: hexOf(query.to),
      address: [...query.contracts.keys()],
      topics: [TRANSFER_TOPIC, null, recipients.slice(first, first + atOnce)],
    };
    const logs = await rpc.call("eth_getLogs", [filter], signal);
    calls += 1;
    if (!Array.isArray(logs)) throw rpc.host.error("broken", "answered eth_getLogs with no list");
    for (const log of logs) {
      const transfer = transferOf(rpc.host, log, query);
      if (transfer !== undefined) found.set(`${transfer.txId}:${transfer.index}`, transfer);
    }
  }
  return calls;
}
