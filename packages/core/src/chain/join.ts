import { applyLook, isNews, type Sighting } from "../domain/apply-look.ts";
import type { Commit } from "../domain/commit.ts";
import { patienceOf, type Rules, toCommit } from "../domain/intake.ts";
import { attemptOf, isIssued } from "../domain/order.ts";
import { CoinCoinError } from "../lib/errors.ts";
import type { Store } from "../store/store.ts";

export interface JoinDependencies {
  readonly appId: string;
  readonly rules: Rules;
  readonly committed: (commit: Commit) => void;
}

/** How often a commit is tried when others keep changing the same purchase. */
const MAX_TRIES = 100;

/** Joins a sighting into its order: one commit, or none where it is not news. Rejects when it could not be stored. */
export async function joinSighting(
  { appId, rules, committed }: JoinDependencies,
  store: Store,
  paymentId: string,
  sighting: Sighting,
  at: string,
): Promise<boolean> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const { purchase, app } = await store.read({ appId, paymentId });
    const order = attemptOf(purchase, paymentId);
    // Pruned, or taken back, since the look began.
    if (purchase === undefined || order === undefined || !isIssued(order)) return false;
    const change = applyLook(purchase, paymentId, sighting, at);
    if (!isNews(purchase, change)) return false;
    const commit: Commit = {
      appId,
      guard: { paymentId, version: purchase.version },
      ...toCommit(change, patienceOf(rules, app)),
      resolves: { ids: change.resolves, note: "A look at the chain answered it.", at },
    };
    if ((await store.commit(commit)) === "stale") continue;
    committed(commit);
    return true;
  }
  throw new CoinCoinError(
    "store_unavailable",
    `What the chain shows of ${paymentId} could not be committed: other calls kept changing the order. It is tried again with the next look.`,
  );
}
