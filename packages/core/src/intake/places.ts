import type { AttentionDraft, AttentionKind } from "../domain/attention.ts";
import type { Snapshot } from "../domain/commit.ts";
import type { Intake } from "../domain/intake.ts";
import type { WebhookOutcome } from "../domain/notification.ts";
import { isFitting } from "../domain/trust.ts";
import type { Store } from "../store/store.ts";
import { fullItem } from "./refused.ts";

/** Of what waits for one order of ours. */
const OF_ORDER = 50;
/** What is signed has so many times the room: only who holds the key can fill it. */
const SIGNED = 10;

/**
 * What is not applied waits for an order or for a person, and anybody who found the URL could send it without end. Undefined: there is
 * room. What came before needs no more of it.
 */
export async function lackOfRoom(
  store: Store,
  snapshot: Snapshot,
  intake: Intake,
  outcome: WebhookOutcome,
  parkedLimit: number,
): Promise<AttentionDraft | undefined> {
  const { appId, lastAt, proofs } = intake;
  const isWaiting = outcome === "parked" || outcome === "held" || outcome === "conflict";
  if (!isWaiting || snapshot.seen !== undefined || intake.by !== null) return undefined;
  const times = isFitting(proofs.signature) ? SIGNED : 1;
  const limit = parkedLimit * times;
  if (outcome !== "parked") {
    return (await countOpen(store, appId, outcome, lastAt)) < limit
      ? undefined
      : fullItem(
          appId,
          outcome,
          `${limit} notifications that were not applied wait for a person; more are refused. Resolve those on the list; if the webhook URL leaked, replace its token.`,
          lastAt,
        );
  }
  if (snapshot.purchase !== undefined) {
    const { paymentId } = intake;
    // The store hands over no more than these: what is signed is believed beyond.
    return snapshot.parked.length < OF_ORDER || times > 1
      ? undefined
      : fullItem(
          appId,
          outcome,
          `${OF_ORDER} notifications wait for CoinCoin's answer to the creation of ${paymentId}; more are refused. Look at CoinCoin's own site.`,
          lastAt,
          paymentId,
        );
  }
  return (await store.countParked({ appId, limit })) < limit
    ? undefined
    : fullItem(
        appId,
        outcome,
        `${limit} notifications wait for orders that are not there; more are refused. Resolve their items (unmatched), which frees their places; those of old orders are dropped after some days. Is another store sharing this webhook URL, or did the URL leak?`,
        lastAt,
      );
}

/** Each of them has an open item of its own. */
async function countOpen(
  store: Store,
  appId: string,
  outcome: "held" | "conflict",
  now: string,
): Promise<number> {
  const { attention } = await store.stats({ appId, now, types: [] });
  const kinds: readonly AttentionKind[] = outcome === "held" ? ["held"] : ["conflict", "pruned"];
  return kinds.reduce((sum, kind) => sum + (attention[kind] ?? 0), 0);
}
