import { CoinCoinError } from "../errors.ts";
import { verifySignature } from "../gateway/signature.ts";
import { type HeaderSource, readHeader } from "../http/headers.ts";
import type { Proofs } from "./notification.ts";

/** What is asked of whoever says that money came. */
export interface WebhookPolicy {
  readonly appId: string;
  /** The newest first; two while a key is being replaced. */
  readonly secretKeys: readonly string[];
  /** Whether a token is good; undefined when none is asked for. */
  readonly isToken: ((given: string) => boolean) | undefined;
  readonly signature: "when-present" | "required" | "off";
  readonly toleranceSeconds: number;
}

export type Authentication =
  | { readonly type: "authentic"; readonly proofs: Proofs }
  | { readonly type: "refused"; readonly error: CoinCoinError };

/**
 * Judges token and headers, before any body is read. The body is covered by neither: what it says is held against the
 * order afterwards.
 */
export function authenticate(
  policy: WebhookPolicy,
  request: { readonly token: string | undefined; readonly headers: HeaderSource; readonly now: number },
): Authentication {
  const { isToken } = policy;
  const token = isToken !== undefined && request.token !== undefined && isToken(request.token);
  if (isToken !== undefined && !token) {
    return refused(
      "The URL does not hold the right token: paste webhookUrl() into CoinCoin's site, and nothing else.",
    );
  }
  const signature = judgeSignature(policy, request.headers, request.now);
  if (signature === "wrong") {
    return refused(
      "cc-sign does not fit cc-app-id and cc-timespan: another secret key signed it, or nobody did.",
    );
  }
  const proofs: Proofs = { token, signature };
  if (signature === "valid") return { type: "authentic", proofs };
  if (policy.signature === "required" || !token) {
    return refused(
      signature === "stale"
        ? "cc-timespan is too far from this machine's time: is its clock right?"
        : "A signature is required (cc-app-id, cc-timespan and cc-sign), and it is not there whole.",
    );
  }
  return { type: "authentic", proofs };
}

function judgeSignature(
  policy: WebhookPolicy,
  headers: HeaderSource,
  now: number,
): Proofs["signature"] | "wrong" {
  if (policy.signature === "off") return "ignored";
  const appId = readHeader(headers, "cc-app-id");
  const timestamp = readHeader(headers, "cc-timespan");
  const signature = readHeader(headers, "cc-sign");
  if (appId === undefined && timestamp === undefined && signature === undefined) return "absent";
  if (appId === undefined || timestamp === undefined || signature === undefined) return "incomplete";
  if (appId !== policy.appId) return "wrong";
  return verifySignature({
    appId,
    timestamp,
    signature,
    secretKey: policy.secretKeys,
    now,
    toleranceSeconds: policy.toleranceSeconds,
  });
}

function refused(message: string): Authentication {
  return { type: "refused", error: new CoinCoinError("webhook_unauthorized", message) };
}
