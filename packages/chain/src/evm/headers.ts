import { isRecord } from "../json.ts";
import { countOf, hexOf, wordOf } from "./hex.ts";
import { Refusal, type Rpc } from "./rpc.ts";

export interface Header {
  readonly number: number;
  readonly hash: string;
  /** Seconds since 1970. */
  readonly at: number;
}

/** `null`: the provider does not have it. `tag`: a number, "latest" or "finalized". */
export async function headerAt(
  rpc: Rpc,
  tag: number | "latest" | "finalized",
  signal?: AbortSignal,
): Promise<Header | null> {
  const name = typeof tag === "number" ? hexOf(tag) : tag;
  return headerOf(rpc, await rpc.call("eth_getBlockByNumber", [name, false], signal));
}

export async function headerByHash(rpc: Rpc, hash: string, signal?: AbortSignal): Promise<Header | null> {
  return headerOf(rpc, await rpc.call("eth_getBlockByHash", [hash, false], signal));
}

function headerOf(rpc: Rpc, block: unknown): Header | null {
  if (block === null) return null;
  const fields = isRecord(block) ? block : {};
  const number = countOf(fields["number"]);
  const hash = wordOf(fields["hash"]);
  const at = countOf(fields["timestamp"]);
  if (number === undefined || hash === undefined || at === undefined) {
    throw rpc.host.error("broken", "sent a block without number, hash or time");
  }
  return { number, hash, at };
}

export interface Tip {
  readonly head: Header;
  readonly final: Header;
  readonly finality: "reported" | "counted";
}

/**
 * The newest block and the newest final one, in two calls. Where the provider does not know which is final, it is the one
 * `depth` blocks below the head.
 */
export async function readTip(rpc: Rpc, depth: number, signal?: AbortSignal): Promise<Tip> {
  const reported = await finalizedOf(rpc, signal);
  const head = await headerAt(rpc, "latest", signal);
  if (head === null) throw rpc.host.error("behind", "has no blocks");
  if (reported !== null) {
    if (reported.number > head.number) throw rpc.host.error("behind", "has a head older than what is final");
    return { head, final: reported, finality: "reported" };
  }
  const final = await headerAt(rpc, Math.max(0, head.number - depth), signal);
  if (final === null) throw rpc.host.error("behind", "lacks a block below its own head");
  return { head, final, finality: "counted" };
}

/** `null` where the provider does not know the word: it refuses it in its own way, or knows no such block. */
async function finalizedOf(rpc: Rpc, signal?: AbortSignal): Promise<Header | null> {
  try {
    return await headerAt(rpc, "finalized", signal);
  } catch (error) {
    if (error instanceof Refusal && error.verdict.kind !== "busy") return null;
    throw error;
  }
}
