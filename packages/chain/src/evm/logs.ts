import { amountOf } from "../decimal.ts";
import { isRecord } from "../json.ts";
import type { Host } from "../provider/host.ts";
import { countOf, wordOf } from "./hex.ts";

/** keccak256("Transfer(address,address,uint256)") */
export const TRANSFER_TOPIC = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";

/** A token by its contract in lower case. */
export interface Contract {
  readonly coin: string;
  readonly decimals: number;
}

export interface LogQuery {
  readonly contracts: ReadonlyMap<string, Contract>;
  /** The address as it was asked for, by its 20 bytes. */
  readonly watched: ReadonlyMap<string, string>;
  readonly from: number;
  readonly to: number;
}

export interface LoggedTransfer {
  readonly txId: string;
  readonly index: number;
  readonly address: string;
  readonly coin: string;
  readonly amount: string;
  readonly block: { readonly number: number; readonly hash: string };
  /** Seconds since 1970; `undefined` from nodes that do not say it with a log. */
  readonly at: number | undefined;
}

export function topicOf(bytes: string): string {
  return `0x${bytes.slice(2).padStart(64, "0")}`;
}

/**
 * What a log says, or `undefined` for one that moves no money to a watched address: a transfer of nothing, which anybody can
 * emit, a token of its own kind (ERC-721), one that was reorganised away. A log of another contract, address or block than
 * those asked for is not an answer: it throws `broken`.
 */
export function transferOf(host: Host, log: unknown, query: LogQuery): LoggedTransfer | undefined {
  if (!isRecord(log) || !Array.isArray(log["topics"]))
    throw host.error("broken", "sent a log without topics");
  if (log["removed"] === true) return undefined;
  const topics = log["topics"].map(wordOf);
  if (topics.length !== 3) return undefined;
  const value = wordOf(log["data"]);
  if (value === undefined) return undefined;
  const units = BigInt(value);
  if (units === 0n) return undefined;

  const contract =
    typeof log["address"] === "string" ? query.contracts.get(log["address"].toLowerCase()) : undefined;
  const address = query.watched.get(`0x${(topics[2] ?? "").slice(26)}`);
  const number = countOf(log["blockNumber"]);
  const hash = wordOf(log["blockHash"]);
  const txId = wordOf(log["transactionHash"]);
  const index = countOf(log["logIndex"]);
  const isAsked =
    topics[0] === TRANSFER_TOPIC && number !== undefined && number >= query.from && number <= query.to;
  if (contract === undefined || address === undefined || !isAsked) {
    throw host.error("broken", "sent a log of a token, an address or a block that was not asked for");
  }
  if (hash === undefined || txId === undefined || index === undefined) {
    throw host.error("broken", "sent a log that does not say which transaction it is of");
  }
  return {
    txId,
    index,
    address,
    coin: contract.coin,
    amount: amountOf(units, contract.decimals),
    block: { number, hash },
    at: countOf(log["blockTimestamp"]),
  };
}
