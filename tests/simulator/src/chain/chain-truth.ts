import type { IssuedOrder } from "@coincoin/core";
import type { PretendChains } from "@coincoin/sandbox";

/** The real contracts and their decimals, written down a second time: what is tested is not its own judge. */
const TOKENS = {
  tron: { contract: "0xa614f803b6fd780986a42c78ec9c7f77e6ded13c", decimals: 6n },
  bsc: { contract: "0x55d398326f99059ff775485246999027b3197955", decimals: 18n },
};
const TRANSFER = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";
const CLOCKS_APART_MS = 600_000;
const BLOCKS = 5_000;

export interface TrueTransfer {
  readonly txId: string;
  readonly index: number;
  readonly amount: string;
}

/** What the chain holds final for an order, from ten minutes before it was made. Its provider has to be right. */
export function chainTruth(
  chains: PretendChains,
  network: keyof typeof TOKENS,
  { address, createdAt }: Pick<IssuedOrder, "address" | "createdAt">,
): readonly TrueTransfer[] {
  const { contract, decimals } = TOKENS[network];
  const { final } = chains.heights(network);
  const call = (method: string, ...params: readonly unknown[]): unknown => {
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
    const path = network === "tron" ? "/jsonrpc" : "/";
    const answer = chains.ask(network, "second", { method: "POST", path, body });
    if (answer.kind !== "reply") throw new TypeError("the provider did not answer");
    return fieldOf(JSON.parse(answer.body), "result");
  };
  const from = Date.parse(createdAt) - CLOCKS_APART_MS;
  const transfers: TrueTransfer[] = [];
  for (let first = final; first > final - 5 * BLOCKS; first -= BLOCKS) {
    const range = { fromBlock: hex(first - BLOCKS + 1), toBlock: hex(first) };
    const topics = [TRANSFER, null, [`0x${bytesOf(address).padStart(64, "0")}`]];
    const logs = call("eth_getLogs", { ...range, address: [contract], topics });
    for (const log of Array.isArray(logs) ? logs : []) {
      const block = call("eth_getBlockByNumber", fieldOf(log, "blockNumber"), false);
      const units = BigInt(textOf(log, "data"));
      if (units === 0n || Number(textOf(block, "timestamp")) * 1000 < from) continue;
      const hash = textOf(log, "transactionHash");
      const txId = network === "tron" ? hash.slice(2) : hash;
      transfers.push({ txId, index: Number(textOf(log, "logIndex")), amount: amountOf(units, decimals) });
    }
  }
  return transfers;
}

/** All that is sent here is whole. */
function amountOf(units: bigint, decimals: bigint): string {
  return String(units / 10n ** decimals);
}

function hex(number: number): string {
  return `0x${number.toString(16)}`;
}

/** The 20 bytes in hex; of base58 those between the version and the checksum. */
function bytesOf(address: string): string {
  if (address.startsWith("0x")) return address.slice(2).toLowerCase();
  const ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  const number = Array.from(address).reduce(
    (sum, letter) => sum * 58n + BigInt(ALPHABET.indexOf(letter)),
    0n,
  );
  return number.toString(16).padStart(50, "0").slice(2, 42);
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function textOf(value: unknown, name: string): string {
  const text = fieldOf(value, name);
  if (typeof text !== "string") throw new TypeError(`the chain's answer has no ${name}`);
  return text;
}
