import { advance, isOfChain, isPlausible } from "../cursor.ts";
import type { Block, Cursor, Fact, Glimpse, Look, LookQuery } from "../reader.ts";
import { sinceSeconds } from "../since.ts";
import { blockBefore } from "./block-of.ts";
import { type Header, headerAt, headerByHash, readTip, type Tip } from "./headers.ts";
import type { Contract, LoggedTransfer } from "./logs.ts";
import { readLogs } from "./read-logs.ts";
import { rememberTime, type Source } from "./source.ts";
import type { EvmSpec } from "./spec.ts";

/** A cursor that is older than this, in seconds of the chain, may lie before the first open order: nobody looked for a while. */
const LONG_GAP_SECONDS = 2 * 3600;
/** How far a provider's clock may run ahead, seconds. */
const AHEAD_SECONDS = 15 * 60;

export interface LookSetup {
  readonly spec: EvmSpec;
  readonly contracts: ReadonlyMap<string, Contract>;
  /** ms since 1970. */
  readonly now: () => number;
}

/** One look by one provider: its head, what it holds final, and every transfer from the cursor to that very head. */
export async function lookThrough(source: Source, setup: LookSetup, query: LookQuery): Promise<Look> {
  const { spec, contracts, now } = setup;
  const { rpc, host } = source;
  await source.vet(query.signal);
  const tip = await readTip(rpc, spec.depth, query.signal);
  if (tip.head.at * 1000 > now() + AHEAD_SECONDS * 1000) {
    throw host.error("broken", `has a newest block of ${isoOf(tip.head.at)}, which is in the future`);
  }
  const cursor = query.cursor !== null && isOfChain(query.cursor, tip.head) ? query.cursor : null;
  if (!isPlausible(cursor, tip.final, spec.blockSeconds)) {
    throw host.error("broken", "runs ahead of what its chain can be");
  }
  const { watched, unread } = watchedOf(spec, query.addresses);
  const from = await firstBlock(source, setup, { ...query, cursor }, tip);
  if (from > tip.head.number) throw host.error("behind", "has not reached the blocks that were read before");
  // A provider is never asked for a block beyond the head that it gave: some answer that with an empty list.
  const range = { contracts, watched, from, to: tip.head.number };
  const read =
    watched.size === 0
      ? { transfers: [], to: range.to }
      : await readLogs(rpc, source.portions, range, query.signal);
  return {
    network: spec.network,
    provider: host.name,
    head: blockOf(spec, tip.head),
    final: blockOf(spec, tip.final),
    facts: await factsOf(source, spec, tip, read.transfers, query.signal),
    glimpses: read.transfers.flatMap((one) => glimpseOf(spec, tip, one)),
    cursor: await cursorAfter(source, cursor, from, tip, read.to, query.signal),
    unread: read.to < tip.head.number ? query.addresses : unread,
  };
}

function watchedOf(
  { bytesOf }: EvmSpec,
  addresses: readonly string[],
): { readonly watched: ReadonlyMap<string, string>; readonly unread: readonly string[] } {
  const watched = new Map<string, string>();
  const unread: string[] = [];
  for (const address of addresses) {
    const bytes = bytesOf(address);
    if (bytes === undefined) unread.push(address);
    else watched.set(bytes, address);
  }
  return { watched, unread };
}

async function firstBlock(
  { rpc }: Source,
  { spec }: LookSetup,
  query: LookQuery,
  { head, final }: Tip,
): Promise<number> {
  const { cursor, signal } = query;
  const gap = cursor === null ? Infinity : (final.number - cursor.next) * spec.blockSeconds;
  if (cursor !== null && gap < LONG_GAP_SECONDS) return cursor.next;
  const oldest = await blockBefore(rpc, head, sinceSeconds(query), spec.blockSeconds, signal);
  return Math.max(cursor?.next ?? 0, oldest);
}

async function factsOf(
  source: Source,
  spec: EvmSpec,
  { head, final }: Tip,
  transfers: readonly LoggedTransfer[],
  signal?: AbortSignal,
): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (const transfer of transfers) {
    if (transfer.block.number > final.number) continue;
    const isTold = transfer.at !== undefined && transfer.at <= head.at;
    const seconds = isTold ? transfer.at : await timeOf(source, transfer.block.hash, signal);
    facts.push({ ...shown(spec, transfer), at: isoOf(seconds) });
  }
  return facts;
}

/** When a payment came decides whether it is one for the order, so it is asked for where the log does not say it. */
async function timeOf(source: Source, hash: string, signal?: AbortSignal): Promise<number> {
  const known = source.times.get(hash);
  if (known !== undefined) return known;
  const header = await headerByHash(source.rpc, hash, signal);
  if (header === null) throw source.host.error("behind", "lacks a final block that it showed a transfer of");
  rememberTime(source, hash, header.at);
  return header.at;
}

function glimpseOf(spec: EvmSpec, { head, final }: Tip, transfer: LoggedTransfer): Glimpse[] {
  const { number } = transfer.block;
  return number > final.number ? [{ ...shown(spec, transfer), confirmations: head.number - number + 1 }] : [];
}

/** A transfer as explorers of the network spell its hashes. */
function shown({ network, hashOf }: EvmSpec, { at: _at, ...transfer }: LoggedTransfer) {
  const { number, hash } = transfer.block;
  return { network, ...transfer, txId: hashOf(transfer.txId), block: { number, hash: hashOf(hash) } };
}

/** Where a look stopped before the head, the time of the block at which it did says whether that block is old enough. */
async function cursorAfter(
  { rpc }: Source,
  before: Cursor | null,
  first: number,
  { head, final }: Tip,
  to: number,
  signal?: AbortSignal,
): Promise<Cursor> {
  const stopped = to < head.number ? await headerAt(rpc, Math.max(0, to), signal) : head;
  return advance(before, first, { final, readTo: stopped ?? { number: to, at: Infinity } });
}

function blockOf({ hashOf }: EvmSpec, { number, hash, at }: Header): Block {
  return { number, hash: hashOf(hash), at: isoOf(at) };
}

function isoOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
