import type { AppFacts } from "./app-facts.ts";
import type { AttentionDraft } from "./attention.ts";
import { attentionId } from "./ids.ts";
import type { InboxEntry } from "./notification.ts";
import type { Doubt } from "./trust.ts";

type Held = Pick<InboxEntry, "appId" | "paymentId" | "digest" | "proofs" | "lastAt">;

export function heldItemId({
  appId,
  paymentId,
  digest,
}: Pick<Held, "appId" | "paymentId" | "digest">): string {
  return attentionId(appId, "held", [paymentId, digest]);
}

/** Why it was held, for the inbox. */
export const heldReasons: Readonly<Record<Doubt, string>> = {
  dead_token: "it came through a webhook URL that was replaced",
  signature_unknown: "its signature does not fit",
  signature_expired: "its signature is right, and more than a day from our time",
  signature_incomplete: "its signature is incomplete",
  signature_absent: "it is not signed",
};

const WAY_OUT =
  "Nothing was applied. Compare with CoinCoin's own site: if it is true, let it pass with coincoin.inbox.accept() (or `coincoin inbox accept`); if not, resolve this item.";

const WITHOUT_SIGNATURE =
  'If CoinCoin signs like this, or signs only some, set webhook: { signature: "off" }: the secret in the URL then has to be enough.';

/** The item for a notification that was not believed. */
export function heldItem(entry: Held, doubt: Doubt, app: AppFacts): AttentionDraft {
  const { appId, paymentId, proofs, lastAt } = entry;
  const { mismatch } = proofs;
  return {
    id: heldItemId(entry),
    appId,
    kind: "held",
    paymentId,
    reference: null,
    message: `A notification for ${paymentId} ${WHAT[doubt](entry, app)} ${WAY_OUT}`,
    details: {
      signature: proofs.signature,
      ...(mismatch === undefined ? {} : { headers: mismatch.headers.join(", ") }),
      ...(mismatch?.fits == null ? {} : { fits: mismatch.fits }),
      ...(mismatch?.secondsOff == null ? {} : { secondsOff: String(mismatch.secondsOff) }),
      ...(app.pin === null ? {} : { signedSince: app.pin.since, signedBy: app.pin.paymentId }),
    },
    at: lastAt,
  };
}

const WHAT: Readonly<Record<Doubt, (entry: Held, app: AppFacts) => string>> = {
  dead_token: () =>
    "came through a webhook URL that was replaced since: its token is not one of webhook.tokenVersion and secretKey any more.",
  signature_unknown: ({ proofs: { mismatch } }) =>
    mismatch?.fits == null
      ? `came with the right URL and a signature that fits in no way in which we tried to read it: another key or another app may have signed it, or somebody who has the URL. Is secretKey the one of CoinCoin's site? ${WITHOUT_SIGNATURE}`
      : `came with the right URL and a signature that we do not accept. It would fit like this: ${mismatch.fits}. ${WITHOUT_SIGNATURE} Tell the maintainers of these packages, too.`,
  signature_expired: ({ proofs: { mismatch } }) =>
    `came with a right signature ${distance(mismatch?.secondsOff ?? null)}: this machine's clock is wrong, or an old request was sent again.`,
  signature_incomplete: ({ proofs: { mismatch } }, app) =>
    `came with a part of the signature's headers (cc-app-id, cc-timespan, cc-sign)${expectation(app)}. Its headers: ${mismatch?.headers.join(", ") ?? "unknown"}.`,
  signature_absent: (_, app) =>
    `came unsigned${expectation(app)}. If it is not true, the webhook URL has leaked: replace its token (webhook.tokenVersion). If CoinCoin does not sign, take the pin back: coincoin.unpinSignature() (or \`coincoin unpin\`). ${WITHOUT_SIGNATURE}`,
};

function expectation({ pin }: AppFacts): string {
  return pin === null
    ? ", and webhook.signature is required"
    : `, though CoinCoin was seen to sign: since ${pin.since}, by the webhook for ${pin.paymentId}`;
}

function distance(seconds: number | null): string {
  if (seconds === null) return "that is more than a day from our time";
  const hours = Math.round(Math.abs(seconds) / 3_600);
  return seconds > 0 ? `that is ${hours} hours old` : `of a time ${hours} hours ahead`;
}
