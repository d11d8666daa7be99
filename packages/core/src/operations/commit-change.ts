import type { Commit, Snapshot } from "../domain/commit.ts";
import { CoinCoinError } from "../lib/errors.ts";
import type { Store } from "../store/store.ts";

const MAX_TRIES = 100;

/** Reads a reference, decides, commits, and decides again where somebody was faster. Nothing is committed where `decide` gives null. */
export async function commitChange(
  store: Store,
  { appId, reference }: { readonly appId: string; readonly reference: string },
  decide: (snapshot: Snapshot) => Promise<Commit | null> | Commit | null,
): Promise<Commit | null> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const commit = await decide(await store.read({ appId, reference }));
    if (commit === null || (await store.commit(commit)) === "committed") return commit;
  }
  throw new CoinCoinError(
    "store_unavailable",
    `Nothing was committed: other calls kept changing ${reference} at the same time. Try again.`,
  );
}
