import type { Cursor } from "./reader.ts";

/**
 * Behind a provider's name stand many machines, and one that lags answers with an empty list and no error. So a block counts as read
 * only when it was final this long, in the chain's own time, before the newest final one: until then it is read again.
 */
export const REREAD_SECONDS = 600;
/** Final blocks are remembered this far apart: a cursor is small. */
const APART_SECONDS = 60;
/** A chain may be this many times as fast as it is known to be, not faster: test networks are fast. */
const FASTEST = 32;
const SLACK_BLOCKS = 100;

export interface FinalBlock {
  readonly number: number;
  /** Seconds since 1970, of the block itself. */
  readonly at: number;
}

export interface Progress {
  /** The newest block that is final. */
  readonly final: FinalBlock;
  /** Up to where this look read. */
  readonly readTo: FinalBlock;
}

/** The cursor after a look that began at `first`. It never moves back. */
export function advance(cursor: Cursor | null, first: number, { final, readTo }: Progress): Cursor {
  const before = { next: Math.max(first, cursor?.next ?? 0), finals: cursor?.finals ?? [] };
  const isOld = ({ at }: FinalBlock): boolean => at <= final.at - REREAD_SECONDS;
  const old = [...before.finals, readTo].filter(isOld).map(({ number }) => number);
  const next = Math.max(before.next, Math.min(readTo.number, Math.max(-1, ...old)) + 1);
  const last = before.finals.at(-1);
  const finals =
    last === undefined || final.at >= last.at + APART_SECONDS ? [...before.finals, final] : before.finals;
  // What lies before `next` has done its work.
  return { next, finals: finals.filter(({ number }) => number >= next) };
}

/** Whether a provider's newest final block can be of the chain that was read before: one that runs ahead would take all others out. */
export function isPlausible(cursor: Cursor | null, final: FinalBlock, blockSeconds: number): boolean {
  const last = cursor?.finals.at(-1);
  if (last === undefined || final.number <= last.number) return true;
  const most = (Math.max(0, final.at - last.at) / blockSeconds) * FASTEST + SLACK_BLOCKS;
  return final.number - last.number <= most;
}

/**
 * Whether a cursor was made on the chain that this head is of. Where the head is later and yet lower than a block that was final, it
 * was not: some provider was wrong then, or is now. Beginning again reads more than necessary, and loses nothing.
 */
export function isOfChain(cursor: Cursor, head: FinalBlock): boolean {
  const last = cursor.finals.at(-1);
  return last === undefined || head.number >= last.number || head.at < last.at;
}
