import type { Commit } from "../domain/commit.ts";
import type { CoinCoinError } from "../lib/errors.ts";
import type { Store } from "./store.ts";

/** How often it is read and decided again while others keep changing the same purchase. */
const MAX_TRIES = 100;

/**
 * What was decided on what was read: a commit and what then holds; without a commit it holds already. `again`: read and
 * decide again. `wait`: the same after a wait for something else than other writers, which is not counted.
 */
export type Decision<T> =
  | { readonly commit?: Commit | undefined; readonly result: T }
  | { readonly commit: Commit; readonly again: true }
  | "again"
  | "wait";

export interface CommitWithOptions {
  /** Hears of the commit, so that it can be told and delivered. */
  readonly committed: (commit: Commit) => void;
  /** What is thrown when others kept changing it. */
  readonly contended: () => CoinCoinError;
}

/** Reads, decides and commits, until nobody else wrote in between. */
export async function commitWith<Seen, T>(
  store: Pick<Store, "commit">,
  read: () => Promise<Seen>,
  decide: (seen: Seen) => Decision<T> | Promise<Decision<T>>,
  { committed, contended }: CommitWithOptions,
): Promise<T> {
  for (let tries = 0; tries < MAX_TRIES; ) {
    const decision = await decide(await read());
    if (decision === "wait") continue;
    tries += 1;
    if (decision === "again") continue;
    const { commit } = decision;
    if (commit !== undefined) {
      if ((await store.commit(commit)) === "stale") continue;
      committed(commit);
    }
    if ("result" in decision) return decision.result;
  }
  throw contended();
}
