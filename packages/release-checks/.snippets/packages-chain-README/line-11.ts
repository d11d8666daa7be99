import { bitcoin, type Cursor, evm, tron } from "@coincoin/chain";

const readers = [
  tron({
    urls: [
      { url: "https://api.trongrid.io", headers: { "TRON-PRO-API-KEY": process.env["TRONGRID_KEY"] ?? "" } },
    ],
  }),
  evm({
    network: "ethereum",
    urls: [process.env["ETHEREUM_RPC"] ?? "", process.env["OTHER_ETHEREUM_RPC"] ?? ""],
  }),
  bitcoin({ esplora: ["https://blockstream.info/api", "https://mempool.space/api"] }),
];

for (const reader of readers) {
  for (const { provider, problem } of await reader.check())
    console.log(reader.network, provider, problem?.message ?? "is right");
}

/** One look at a network. Store the cursor together with the facts, and pass it to the next look. */
export async function lookAt(network: string, addresses: string[], cursor: Cursor | null, since: string) {
  const reader = readers.find((one) => one.network === network);
  const look = await reader?.look({ addresses, cursor, since });
  for (const { txId, index, address, amount, coin } of look?.facts ?? []) {
    console.log(`${amount} ${coin} came to ${address}, for good: ${txId}, ${index}`);
  }
  for (const { address, amount, coin, confirmations } of look?.glimpses ?? []) {
    console.log(`${amount} ${coin} are on their way to ${address}: ${confirmations} confirmations`);
  }
  return look?.cursor;
}
export {};
