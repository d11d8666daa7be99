import { type Header, headerAt } from "./headers.ts";
import type { Rpc } from "./rpc.ts";

/** Enough for a chain that is a thousand times slower than it is known to be. */
const MOST_STEPS = 12;

/**
 * A block that is not younger than `seconds`, in two or three calls: how far back is guessed from the time between blocks, and
 * doubled until it is far enough. An earlier block than necessary costs little, a later one could hide money.
 */
export async function blockBefore(
  rpc: Rpc,
  head: Header,
  seconds: number,
  blockSeconds: number,
  signal?: AbortSignal,
): Promise<number> {
  if (head.at <= seconds) return head.number;
  let back = Math.ceil((head.at - seconds) / blockSeconds) + 1;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const number = head.number - back;
    if (number <= 0) return 0;
    const header = await headerAt(rpc, number, signal);
    if (header === null) throw rpc.host.error("behind", "lacks an old block below its own head");
    if (header.at <= seconds) return number;
    back = Math.ceil(back * 1.25) + Math.ceil((header.at - seconds) / blockSeconds);
  }
  throw rpc.host.error("broken", "has blocks whose times do not fit their numbers");
}
