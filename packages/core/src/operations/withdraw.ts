import type { Commit, Snapshot } from "../domain/commit.ts";
import { patienceOf, type Rules, toCommit } from "../domain/intake.ts";
import type { Purchase } from "../domain/order.ts";
import { isClosed, withdraw, withdrawnUnasked } from "../domain/withdraw.ts";
import { type Environment, isoTime } from "../lib/environment.ts";
import { CoinCoinError } from "../lib/errors.ts";
import { lengthOf } from "../lib/received.ts";
import type { Store } from "../store/store.ts";
import { commitChange } from "./commit-change.ts";
import { readBy, readLine } from "./person.ts";

export interface WithdrawRequest {
  /** What the customer is not told, and the merchant will want to know: "paid in cash". 1 to 200 characters. */
  readonly reason: string;
  /** Who does it. 1 to 200 characters. */
  readonly by: string;
}

export interface WithdrawDependencies {
  readonly appId: string;
  readonly store: () => Promise<Store>;
  readonly rules: Rules;
  readonly environment: Pick<Environment, "now">;
  readonly committed: (commit: Commit) => void;
}

/**
 * Takes a reference back. Twice is once: the first reason stays.
 * @throws CoinCoinError `already_paid`, `reference_invalid`, `request_invalid`, and what the store throws
 */
export async function withdrawReference(
  { appId, store: opened, rules, environment, committed }: WithdrawDependencies,
  reference: string,
  request: WithdrawRequest,
): Promise<Purchase> {
  const by = readBy(request.by, "withdraw");
  const reason = readLine(request.reason, "withdraw needs `reason`, why it is withdrawn");
  if (typeof reference !== "string" || reference === "" || reference.length > 200)
    throw new CoinCoinError(
      "reference_invalid",
      `A reference must be a string of 1 to 200 characters, received ${lengthOf(reference)}.`,
    );
  const store = await opened();
  let known: Purchase | undefined;
  const commit = await commitChange(store, { appId, reference }, (snapshot) => {
    refuseClosed(reference, snapshot);
    known = snapshot.purchase;
    if (known?.withdrawn !== undefined) return null;
    const withdrawn = { at: isoTime(environment.now()), by, reason };
    const change =
      known === undefined ? withdrawnUnasked(appId, reference, withdrawn) : withdraw(known, withdrawn);
    return {
      appId,
      guard: { reference, version: known?.version ?? 0 },
      ...toCommit(change, patienceOf(rules, snapshot.app)),
      resolves: { ids: change.resolves, note: `Withdrawn: ${reason}`, at: withdrawn.at, by },
    };
  });
  if (commit !== null) committed(commit);
  const purchase = commit?.purchase ?? known;
  if (purchase === undefined) throw new TypeError("neither withdrawn nor known");
  return purchase;
}

function refuseClosed(reference: string, { purchase, tombstone }: Snapshot): void {
  if (purchase?.paid != null) throw paidAlready(reference, purchase.paid.at);
  if (purchase !== undefined || tombstone === undefined || !isClosed(tombstone)) return;
  if (tombstone.paidAt !== null) throw paidAlready(reference, tombstone.paidAt);
  throw new CoinCoinError(
    "wrong_state",
    `${reference} was withdrawn before and has been pruned since, so it cannot be changed. Use a new reference.`,
  );
}

function paidAlready(reference: string, at: string): CoinCoinError {
  return new CoinCoinError(
    "already_paid",
    `${reference} was paid at ${at}, so it cannot be withdrawn: its order.paid was sent already. Stop the shipment and pay the money back; coincoin.refunds.record() records that.`,
    { details: { paidAt: at } },
  );
}
