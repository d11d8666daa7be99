import type { Proofs } from "../domain/notification.ts";
import { verifySignature } from "../gateway/signature.ts";
import { CoinCoinError } from "../lib/errors.ts";
import { type HeaderSource, readHeader } from "../lib/headers.ts";

/** What is asked of the one who says that money came. */
export interface WebhookPolicy {
  readonly appId: string;
  /** The newest first; two while a key is being replaced. */
  readonly secretKeys: readonly string[];
  /** The id of a token that is good; undefined when none is asked for. */
  readonly tokenOf: ((given: string) => string | undefined) | undefined;
  readonly signature: "when-present" | "required" | "off";
  readonly toleranceSeconds: number;
}

/** Why a request is nobody's. */
export type RefusalReason =
  | "no_token"
  | "wrong_token"
  | "no_signature"
  | "wrong_signature"
  /** Right, and too far from our time. */
  | "old_signature";

export type Authentication =
  | { readonly type: "authentic"; readonly proofs: Proofs }
  | { readonly type: "refused"; readonly reason: RefusalReason; readonly error: CoinCoinError };

/** How old a retry with its first stamp, or how wrong a clock, may be. */
const DAY_MS = 86_400_000;

/**
 * Judges token and headers, before any body is read. The body is covered by neither: what it says is held against the
 * order afterwards. With a right token nothing is refused: what its signature is worth is judged where it is taken in.
 */
export function authenticate(
  policy: WebhookPolicy,
  request: { readonly token: string | undefined; readonly headers: HeaderSource; readonly now: number },
): Authentication {
  const { tokenOf } = policy;
  const token = typeof request.token === "string" ? tokenOf?.(request.token) : undefined;
  if (tokenOf !== undefined && token === undefined) {
    return refused(
      request.token === undefined ? "no_token" : "wrong_token",
      `The webhook's URL must end in its token, received ${request.token === undefined ? "none" : "another"}. Paste webhookUrl() into CoinCoin's site, and nothing else.`,
    );
  }
  const signature = judgeSignature(policy, request.headers, request.now);
  if (tokenOf === undefined && signature !== "valid") return refusedSignature(signature);
  return { type: "authentic", proofs: { token: token ?? null, signature } };
}

function judgeSignature(policy: WebhookPolicy, headers: HeaderSource, now: number): Proofs["signature"] {
  if (policy.signature === "off") return "ignored";
  const appId = readHeader(headers, "cc-app-id");
  const timestamp = readHeader(headers, "cc-timespan");
  const signature = readHeader(headers, "cc-sign");
  if (appId === undefined && timestamp === undefined && signature === undefined) return "absent";
  if (appId === undefined || timestamp === undefined || signature === undefined) return "incomplete";
  if (appId !== policy.appId) return "unknown";
  const verdict = verifySignature({
    appId,
    timestamp,
    signature,
    secretKey: policy.secretKeys,
    now,
    toleranceSeconds: policy.toleranceSeconds,
  });
  if (verdict === "wrong") return "unknown";
  return verdict === "stale" && Math.abs(now - Number(timestamp)) > DAY_MS ? "expired" : verdict;
}

function refusedSignature(signature: Exclude<Proofs["signature"], "valid">): Authentication {
  switch (signature) {
    case "unknown":
      return refused(
        "wrong_signature",
        "cc-sign must be the signature of cc-app-id and cc-timespan, received one that is not. Check app id and secret key.",
      );
    case "stale":
    case "expired":
      return refused(
        "old_signature",
        "cc-timespan must be near this machine's time, received one that is too far from it. Check this machine's clock.",
      );
    case "incomplete":
    case "absent":
    case "ignored":
    default:
      return refused(
        "no_signature",
        "A signature is required (cc-app-id, cc-timespan and cc-sign), received none or a part of it. Leave webhook.token at its default to do without.",
      );
  }
}

function refused(reason: RefusalReason, message: string): Authentication {
  return { type: "refused", reason, error: new CoinCoinError("webhook_unauthorized", message) };
}
