import type { ChainSettings } from "../domain/chain-issue.ts";
import type { ChainRow } from "../domain/chain-row.ts";
import type { Store } from "../store/store.ts";

/** How looks at one network go, of all processes. */
export interface ChainHealth {
  readonly network: string;
  /** The last look that worked; null: none did, or no order was ever open. There are none while no order is open. */
  readonly lastLookAt: string | null;
  /** Time of about the block from which on the next look reads: all before it is read for good. Null: the next look reads from the oldest open order on. */
  readonly cursorAt: string | null;
  /** Looks that failed since, in a row. */
  readonly failures: number;
  /** Since when. Null: the last look worked. */
  readonly failingSince: string | null;
}

/** One for each network that is read. */
export function readChains(
  store: Store,
  appId: string,
  settings: ChainSettings | undefined,
): Promise<ChainHealth[]> {
  const each = (settings?.readers ?? []).map(async ({ network }): Promise<ChainHealth> => {
    const row = await store.readChain({ appId, network });
    const { failures = 0, failingSince = null } = row ?? {};
    const lastLookAt = row?.looks.at(-1)?.at ?? null;
    return { network, lastLookAt, cursorAt: cursorTime(row), failures, failingSince };
  });
  return Promise.all(each);
}

/** The oldest block that a cursor remembers is the first one after it. */
function cursorTime(row: ChainRow | undefined): string | null {
  const seconds = row?.cursor?.finals[0]?.at;
  return seconds === undefined ? null : new Date(seconds * 1000).toISOString();
}
