import { createHash } from "node:crypto";
import { bytesOf } from "./addresses.ts";
import type { ChainBlock } from "./chain.ts";
import { TOKEN_TRAITS } from "./networks.ts";
import { idOf, isObject, RpcProblem, type View } from "./view.ts";

/** keccak256("Transfer(address,address,uint256)") */
const TRANSFER = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";
/** Limits and texts of java-tron and geth. */
const MAX_ADDRESSES = 1_000;
const MAX_RESULTS = 10_000;

interface Log {
  readonly block: number;
  readonly log: Readonly<Record<string, unknown>>;
}

/** The methods that readers of tokens use, as geth and java-tron answer them. Throws `RpcProblem`. */
function callRpc(view: View, method: unknown, params: unknown): unknown {
  const list: readonly unknown[] = Array.isArray(params) ? params : [];
  switch (method) {
    case "eth_chainId":
      return hex(view.faults.chainId ?? view.chain.traits.chainId);
    case "eth_blockNumber":
      return hex(view.head);
    case "eth_getBlockByNumber":
      return blockByTag(view, list[0]);
    case "eth_getBlockByHash": {
      const number =
        typeof list[0] === "string" ? view.chain.numberOf(list[0].replace(/^0x/, ""), view.now) : undefined;
      return number === undefined ? null : blockResult(view.chain.block(number));
    }
    case "eth_call":
      return decimals(view, list[0]);
    case "eth_getLogs":
      return logs(view, list[0]).map(({ log }) => log);
    default:
      throw new RpcProblem(-32_601, `the method ${String(method)} does not exist/is not available`);
  }
}

function blockByTag({ chain, head, final, faults }: View, tag: unknown): unknown {
  if (tag === "latest") return blockResult(chain.block(head));
  if (tag === "finalized") {
    if (faults.hasNoFinalized === true) throw new RpcProblem(-32_000, "Unknown block");
    return blockResult(chain.block(final));
  }
  const number = typeof tag === "string" && /^0x[0-9a-f]+$/i.test(tag) ? Number(tag) : undefined;
  if (number === undefined) throw new RpcProblem(-32_602, "invalid block number");
  return number > head ? null : blockResult(chain.block(number));
}

function blockResult({ number, hash, parentHash, at }: ChainBlock): Readonly<Record<string, unknown>> {
  return {
    number: hex(number),
    hash: `0x${hash}`,
    parentHash: `0x${parentHash}`,
    timestamp: hex(Math.floor(at / 1000)),
    transactions: [],
  };
}

function decimals({ chain, faults }: View, call: unknown): string {
  const token = TOKEN_TRAITS[chain.network];
  const to = isObject(call) && typeof call["to"] === "string" ? call["to"].toLowerCase() : "";
  if (token === undefined || to !== token.contract || !isObject(call) || call["data"] !== "0x313ce567")
    return "0x";
  return word(BigInt(faults.decimals ?? token.decimals));
}

function logs(view: View, filter: unknown): Log[] {
  const { from, to, contracts, recipients } = filterOf(view, filter);
  const found = [
    ...loggedTransfers(view, from, Math.min(to, view.head - (view.faults.lag ?? 0))),
    ...invented(view, recipients),
  ];
  const matching = found.filter(({ block, log }) => {
    const topics = log["topics"];
    return (
      block >= from &&
      block <= to &&
      (contracts === undefined || contracts.has(String(log["address"]))) &&
      Array.isArray(topics) &&
      recipients.has(String(topics[2]))
    );
  });
  const most = view.faults.maxResults ?? MAX_RESULTS;
  if (matching.length > most) throw new RpcProblem(-32_005, `query returned more than ${most} results`);
  return view.faults.isSilent === true ? [] : matching;
}

function filterOf({ chain, head, faults }: View, filter: unknown) {
  const fields = isObject(filter) ? filter : {};
  const from = numberOf(fields["fromBlock"], head);
  const to = numberOf(fields["toBlock"], head);
  const topics: readonly unknown[] = Array.isArray(fields["topics"]) ? fields["topics"] : [];
  const recipients = new Set(strings(topics[2]));
  const most = faults.maxAddresses ?? MAX_ADDRESSES;
  if (recipients.size > most) {
    const text =
      chain.network === "tron"
        ? `exceed max topics: ${most}`
        : `exceed max addresses or topics per search position`;
    throw new RpcProblem(-32_602, text);
  }
  const range = faults.maxRange ?? chain.traits.maxRange;
  if (range > 0 && Math.min(to, head) - from > range)
    throw new RpcProblem(-32_602, `exceed max block range: ${range}`);
  return {
    from,
    to,
    recipients,
    /** Of any contract, where none is named. */
    contracts:
      fields["address"] === undefined
        ? undefined
        : new Set(strings(fields["address"]).map((one) => one.toLowerCase())),
  };
}

function* loggedTransfers({ chain }: View, first: number, last: number): Generator<Log> {
  for (const tx of chain.mined(first, last)) {
    for (const [place, movement] of tx.movements.entries()) {
      const contract = chain.contractOf(movement);
      if (contract === undefined) continue;
      const topics = [TRANSFER, topic(tx.from), topic(bytesOf(movement.to))];
      const log = logOf(
        chain.block(tx.block),
        tx.txId,
        tx.firstLog + place,
        contract,
        topics,
        movement.units,
      );
      yield { block: tx.block, log };
    }
  }
}

/** A transfer that only this provider knows of: final, to everybody who is asked for. */
function* invented({ chain, final, faults }: View, recipients: ReadonlySet<string>): Generator<Log> {
  const contract = TOKEN_TRAITS[chain.network]?.contract;
  if (faults.invents === undefined || contract === undefined) return;
  for (const recipient of recipients) {
    const txId = createHash("sha256").update(`invented ${recipient}`).digest("hex");
    const block = chain.block(final);
    yield {
      block: final,
      log: logOf(block, txId, 0, contract, [TRANSFER, topic("0x00"), recipient], faults.invents),
    };
  }
}

function logOf(
  block: ChainBlock,
  txId: string,
  index: number,
  contract: string,
  topics: readonly string[],
  units: bigint,
): Readonly<Record<string, unknown>> {
  return {
    address: contract,
    topics,
    data: word(units),
    blockNumber: hex(block.number),
    blockHash: `0x${block.hash}`,
    transactionHash: `0x${txId}`,
    transactionIndex: "0x0",
    logIndex: hex(index),
    removed: false,
  };
}

/** The answer to a JSON-RPC request, errors included. */
export function answerRpc(view: View, body: unknown): { readonly status: number; readonly value: unknown } {
  const request = isObject(body) ? body : {};
  const head = { jsonrpc: "2.0", id: idOf(request["id"]) };
  try {
    return { status: 200, value: { ...head, result: callRpc(view, request["method"], request["params"]) } };
  } catch (error) {
    if (!(error instanceof RpcProblem)) throw error;
    return { status: 200, value: { ...head, error: { code: error.code, message: error.message } } };
  }
}

function numberOf(value: unknown, head: number): number {
  return typeof value === "string" && value.startsWith("0x") ? Number(value) : head;
}

function strings(value: unknown): string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((one) => typeof one === "string");
}

function topic(bytes: string): string {
  return `0x${bytes.slice(2).padStart(64, "0")}`;
}

function word(value: bigint): string {
  return `0x${value.toString(16).padStart(64, "0")}`;
}

function hex(number: number): string {
  return `0x${number.toString(16)}`;
}
