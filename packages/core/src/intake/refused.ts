import { hash } from "node:crypto";
import type { AttentionDraft } from "../domain/attention.ts";
import { attentionId } from "../domain/ids.ts";
import type { CoinCoinError } from "../lib/errors.ts";
import type { Store } from "../store/store.ts";

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
  paymentId: string | null = null,
): AttentionDraft {
  const hour = at.slice(0, 13);
  const subject = paymentId === null ? [outcome, hour] : [outcome, hour, paymentId];
  const id = attentionId(appId, "parked_full", subject);
  return { id, appId, kind: "parked_full", ...about, paymentId, message, details: {}, at };
}

/** What came, as far as it did, and could not be read. */
export interface Unreadable {
  readonly appId: string;
  readonly receivedAt: string;
  /** Absent where none was read. */
  readonly body?: string | Uint8Array;
}

/**
 * Authentic and not readable: an item for each body while they are few, so that another one reaches a person again. Of what was not
 * read at all, one an hour for each reason.
 */
export async function unreadableItem(
  store: Store,
  { appId, body, receivedAt }: Unreadable,
  error: CoinCoinError,
): Promise<AttentionDraft> {
  const { attention } = await store.stats({ appId, now: receivedAt, types: [] });
  const isFew = (attention["unreadable"] ?? 0) < UNREADABLE_OPEN;
  return {
    ...about,
    id: attentionId(appId, "unreadable", subjectOf(body, receivedAt, error, isFew)),
    appId,
    kind: "unreadable",
    message: `CoinCoin sent a notification that could not be read, and it does not promise to send it again: ${error.message} Look at CoinCoin's own site which order it was for, and reconcile it.`,
    details:
      body === undefined
        ? {}
        : typeof body === "string"
          ? { body: body.slice(0, EXCERPT) }
          : { base64: Buffer.from(body.subarray(0, EXCERPT)).toString("base64") },
    at: receivedAt,
  };
}

function subjectOf(
  body: string | Uint8Array | undefined,
  at: string,
  error: CoinCoinError,
  isFew: boolean,
): readonly string[] {
  if (body === undefined) return [error.message, at.slice(0, 13)];
  const digest = hash("sha256", body);
  return [isFew ? digest : digest.slice(0, 1)];
}

/** Characters or bytes of a body that a person is shown. */
const EXCERPT = 500;

/** No order. */
const about = { paymentId: null, reference: null };
