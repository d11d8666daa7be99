import type { ChainTx } from "./chain.ts";
import type { View } from "./view.ts";

const BLOCKS_A_PAGE = 10;
const CONFIRMED_A_PAGE = 25;
const WAITING_A_PAGE = 50;
/** The first block of the real chain: a reader asks for it to see which chain it is. */
const GENESIS = "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f";

export interface TextAnswer {
  readonly status: number;
  readonly text: string;
  readonly isJson: boolean;
}

interface Listed {
  readonly tx: ChainTx;
  /** `undefined` while it waits. */
  readonly block: number | undefined;
}

/** The paths of the Esplora API that a reader of addresses uses. */
export function answerEsplora(view: View, path: string): TextAnswer {
  const { chain, head } = view;
  if (path === "/block-height/0") return plain(view.faults.chainId === undefined ? GENESIS : "0".repeat(64));
  if (path === "/blocks/tip/height") return plain(String(head));
  if (path === "/blocks/tip/hash") return plain(chain.block(head).hash);
  if (path === "/blocks") {
    const blocks = Array.from({ length: BLOCKS_A_PAGE }, (_, back) => chain.block(head - back));
    return json(
      blocks.map(({ number, hash, parentHash, at }) => ({
        id: hash,
        height: number,
        timestamp: Math.floor(at / 1000),
        previousblockhash: parentHash,
      })),
    );
  }
  const [, address, after] = /^\/address\/([^/]+)\/txs(?:\/chain\/(\w+))?$/.exec(path) ?? [];
  if (address === undefined) return { status: 404, text: "Not Found", isJson: false };
  if (!/^(?:bc1|[13])\w{20,}$/.test(address))
    return { status: 400, text: "Invalid Bitcoin address", isJson: false };
  return json(pageOf(view, address, after).map((listed) => transactionOf(view, listed)));
}

function pageOf(view: View, address: string, after: string | undefined): Listed[] {
  const { chain, head, faults, now } = view;
  if (faults.isSilent === true) return [];
  const isOf = ({ movements }: ChainTx): boolean => movements.some(({ to }) => to === address);
  const confirmed = chain
    .mined(0, head - (faults.lag ?? 0))
    .filter(isOf)
    .map((tx) => ({ tx, block: tx.block }))
    .reverse();
  if (after !== undefined) {
    const place = confirmed.findIndex(({ tx }) => tx.txId === after);
    return place < 0 ? [] : confirmed.slice(place + 1, place + 1 + CONFIRMED_A_PAGE);
  }
  const waiting = faults.lag === undefined ? chain.waiting(now).filter(isOf) : [];
  return [
    ...waiting.slice(0, WAITING_A_PAGE).map((tx) => ({ tx, block: undefined })),
    ...confirmed.slice(0, CONFIRMED_A_PAGE),
  ];
}

function transactionOf({ chain }: View, { tx, block }: Listed): unknown {
  const mined = block === undefined ? undefined : chain.block(block);
  return {
    txid: tx.txId,
    vout: tx.movements.map(({ to, units }) => ({ scriptpubkey_address: to, value: Number(units) })),
    status:
      mined === undefined
        ? { confirmed: false }
        : {
            confirmed: true,
            block_height: mined.number,
            block_hash: mined.hash,
            block_time: Math.floor(mined.at / 1000),
          },
  };
}

function json(value: unknown): TextAnswer {
  return { status: 200, text: JSON.stringify(value), isJson: true };
}

function plain(text: string): TextAnswer {
  return { status: 200, text, isJson: false };
}
