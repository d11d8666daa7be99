import { hash } from "node:crypto";
import type { CoinCoinError } from "../errors.ts";
import type { AttentionDraft } from "../order/attention.ts";
import { attentionId } from "../order/ids.ts";
import type { Store } from "../store/store.ts";
import type { SpooledWebhook } from "./spool.ts";

/** Open items of what cannot be read; what comes beyond them shares sixteen. */
const UNREADABLE_OPEN = 128;

/**
 * There is no room for what is not applied. One item for each hour in which it happens: closed by a person, it is told again
 * in the next.
 */
export function fullItem(
  appId: string,
  outcome: "parked" | "held" | "conflict",
  message: string,
  at: string,
): AttentionDraft {
  const hour = at.slice(0, 13);
  const id = attentionId(appId, "parked_full", [outcome, hour]);
  return { id, appId, kind: "parked_full", ...about, message, details: {}, at };
}

/** Authentic and not readable: an item for each body while they are few, so that another one reaches a person again. */
export async function unreadableItem(
  store: Store,
  { appId, body, receivedAt }: SpooledWebhook,
  error: CoinCoinError,
): Promise<AttentionDraft> {
  const { attention } = await store.stats({ appId, now: receivedAt, types: [] });
  const digest = hash("sha256", body);
  const subject = (attention["unreadable"] ?? 0) < UNREADABLE_OPEN ? digest : digest.slice(0, 1);
  return {
    ...about,
    id: attentionId(appId, "unreadable", [subject]),
    appId,
    kind: "unreadable",
    message: `CoinCoin sent a notification that could not be read: ${error.message}`,
    details: { body: body.slice(0, 500) },
    at: receivedAt,
  };
}

/** No order. */
const about = { paymentId: null, reference: null };
