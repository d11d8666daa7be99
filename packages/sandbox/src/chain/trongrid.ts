import { addressOf, bytesOf } from "./addresses.ts";
import { isObject, type View } from "./view.ts";

const MOST_A_PAGE = 200;

interface ListedTransfer {
  readonly txId: string;
  readonly block: number;
  readonly from: string;
  readonly to: string;
  readonly units: bigint;
  /** Of the token; `undefined` for TRX. */
  readonly contract: string | undefined;
}

/**
 * TronGrid's own index, beside `/jsonrpc`: transfers of an address, newest first. As there, it tells no log index, so that two equal
 * transfers of one transaction look like one said twice.
 */
export function accountTransfers(
  view: View,
  address: string,
  kind: "trc20" | "trx",
  query: URLSearchParams,
): unknown {
  const limit = Math.min(MOST_A_PAGE, Number(query.get("limit") ?? 20));
  const onlyFinal = query.get("only_confirmed") === "true";
  const since = Number(query.get("min_timestamp") ?? 0);
  const last = onlyFinal ? view.final : view.head;
  const all = transfersTo(view, address, last - (view.faults.lag ?? 0))
    .filter(({ contract }) => (kind === "trx") === (contract === undefined))
    .filter(({ block }) => view.chain.block(block).at >= since)
    .reverse();
  const first = Number(query.get("fingerprint") ?? 0);
  const shown = view.faults.isSilent === true ? [] : all.slice(first, first + limit);
  const hasMore = first + limit < all.length;
  return {
    data: shown.map((one) => (kind === "trc20" ? tokenRow(view, one) : coinRow(view, one))),
    success: true,
    meta: {
      at: view.now,
      page_size: shown.length,
      ...(hasMore ? { fingerprint: String(first + limit) } : {}),
    },
  };
}

/** `POST /wallet/gettransactioninfobyid`: the logs of a transaction, `{}` for one that is not in a block. */
export function transactionInfo(view: View, body: unknown): unknown {
  const txId = isObject(body) ? body["value"] : undefined;
  const tx = view.chain.mined(0, view.head).find((one) => one.txId === txId);
  if (tx === undefined) return {};
  return {
    id: tx.txId,
    blockNumber: tx.block,
    blockTimeStamp: view.chain.block(tx.block).at,
    receipt: { result: "SUCCESS" },
    log: tx.movements.flatMap((movement) => {
      const contract = view.chain.contractOf(movement);
      if (contract === undefined) return [];
      const topics = [
        "ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef",
        tx.from.slice(2).padStart(64, "0"),
        bytesOf(movement.to).slice(2).padStart(64, "0"),
      ];
      return [{ address: contract.slice(2), topics, data: movement.units.toString(16).padStart(64, "0") }];
    }),
  };
}

function transfersTo({ chain }: View, address: string, last: number): ListedTransfer[] {
  return chain.mined(0, last).flatMap(({ txId, block, from, movements }) =>
    movements
      .filter(({ to }) => to === address)
      .map((movement) => {
        const { to, units } = movement;
        return { txId, block, from, to, units, contract: chain.contractOf(movement) };
      }),
  );
}

function tokenRow(
  { chain }: View,
  { txId, block, from, to, units, contract = "0x" }: ListedTransfer,
): unknown {
  return {
    transaction_id: txId,
    token_info: { symbol: "USDT", address: addressOf("tron", contract), decimals: 6, name: "Tether USD" },
    block_timestamp: chain.block(block).at,
    from: addressOf("tron", from),
    to,
    type: "Transfer",
    value: units.toString(),
  };
}

function coinRow({ chain }: View, { txId, block, from, to, units }: ListedTransfer): unknown {
  const value = {
    amount: Number(units),
    owner_address: `41${from.slice(2)}`,
    to_address: `41${bytesOf(to).slice(2)}`,
  };
  return {
    txID: txId,
    blockNumber: block,
    block_timestamp: chain.block(block).at,
    ret: [{ contractRet: "SUCCESS" }],
    raw_data: { contract: [{ type: "TransferContract", parameter: { value } }] },
  };
}
