import type { ChainSettings } from "../domain/chain-issue.ts";
import type { Store } from "../store/store.ts";

/** How looks at one network go, of all processes. */
export interface ChainHealth {
  readonly network: string;
  /** The last look that worked; null: none did, or no order was ever open. There are none while no order is open. */
  readonly lastLookAt: string | null;
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
    return { network, lastLookAt: row?.looks.at(-1)?.at ?? null, failures, failingSince };
  });
  return Promise.all(each);
}
