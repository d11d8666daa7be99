import { isCount, isRecord, type JsonRecord, parseJson } from "../json.ts";
import type { Host, HostReply } from "../provider/host.ts";
import { refusalOf } from "../provider/status.ts";

/** A block as `GET /blocks` lists it. */
export interface EsploraBlock {
  readonly number: number;
  readonly hash: string;
  /** Seconds since 1970. */
  readonly at: number;
}

/** A transaction of an address, as far as it is looked at. */
export interface EsploraTx {
  readonly txId: string;
  readonly outputs: readonly { readonly address: string | undefined; readonly satoshi: number }[];
  /** `null` while it waits for a block. */
  readonly block: EsploraBlock | null;
}

export interface Esplora {
  readonly host: Host;
  /** Hash of the block at a height. Rejects where the chain is not so high. */
  hashAt(height: number, signal?: AbortSignal): Promise<string>;
  /** Some ten blocks, newest first. */
  newestBlocks(signal?: AbortSignal): Promise<readonly EsploraBlock[]>;
  /** Newest first: what waits and the newest confirmed ones, or the confirmed ones before `after`. `null`: no address of it. */
  transactions(
    address: string,
    after: string | undefined,
    signal?: AbortSignal,
  ): Promise<readonly EsploraTx[] | null>;
}

/** The HTTP API of Blockstream's electrs, which mempool.space and others serve too. */
export function createEsplora(host: Host): Esplora {
  async function get(path: string, method: string, signal?: AbortSignal): Promise<HostReply> {
    return host.request({ path, method: `GET ${method}`, signal });
  }

  function list(reply: HostReply, what: string): readonly unknown[] {
    const refusal = refusalOf(host, reply);
    if (refusal !== undefined) throw refusal;
    const value = parseJson(reply.text);
    if (!Array.isArray(value))
      throw host.error("broken", `answered ${what} with no list`, { said: reply.text });
    return value;
  }

  return {
    host,
    async hashAt(height, signal) {
      const reply = await get(`/block-height/${height}`, "/block-height/:height", signal);
      const refusal = refusalOf(host, reply);
      if (refusal !== undefined) throw refusal;
      return reply.text.trim();
    },
    async newestBlocks(signal) {
      const blocks = list(await get("/blocks", "/blocks", signal), "/blocks");
      return blocks.map((one) => {
        const block = isRecord(one) ? blockOf(one, "height", "id", "timestamp") : undefined;
        if (block === undefined) throw host.error("broken", "sent a block without height, id or time");
        return block;
      });
    },
    async transactions(address, after, signal) {
      const tail = after === undefined ? "" : `/chain/${after}`;
      const path = `/address/${encodeURIComponent(address)}/txs${tail}`;
      const reply = await get(path, "/address/:address/txs", signal);
      if (reply.status === 400) return null;
      return list(reply, "/address/:address/txs").map((one) => transactionOf(host, one));
    },
  };
}

function transactionOf(host: Host, value: unknown): EsploraTx {
  const tx = isRecord(value) ? value : {};
  const status = isRecord(tx["status"]) ? tx["status"] : {};
  const txId = hashOf(tx["txid"]);
  const block =
    status["confirmed"] === true ? blockOf(status, "block_height", "block_hash", "block_time") : null;
  const outputs = Array.isArray(tx["vout"]) ? tx["vout"].map(outputOf) : [undefined];
  const known = outputs.filter((output) => output !== undefined);
  if (txId === undefined || block === undefined || known.length !== outputs.length) {
    throw host.error("broken", "sent a transaction without id, outputs or block");
  }
  return { txId, block, outputs: known };
}

function outputOf(value: unknown): EsploraTx["outputs"][number] | undefined {
  if (!isRecord(value) || !isCount(value["value"])) return undefined;
  const address = value["scriptpubkey_address"];
  return { address: typeof address === "string" ? address : undefined, satoshi: value["value"] };
}

function blockOf(fields: JsonRecord, height: string, id: string, time: string): EsploraBlock | undefined {
  const number = fields[height];
  const hash = hashOf(fields[id]);
  const at = fields[time];
  return isCount(number) && hash !== undefined && isCount(at) ? { number, hash, at } : undefined;
}

function hashOf(value: unknown): string | undefined {
  return typeof value === "string" && /^[0-9a-f]{64}$/.test(value) ? value : undefined;
}
