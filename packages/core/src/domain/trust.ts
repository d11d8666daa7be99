import type { AppFacts } from "./app-facts.ts";
import type { Proofs } from "./notification.ts";

/** What the configuration asks of a notification's proofs at this moment, whenever it came. */
export interface TrustPolicy {
  readonly signature: "when-present" | "required" | "off";
  /** Ids of the tokens that are good; undefined when none is asked for, and a fresh signature stands alone. */
  readonly tokens: readonly string[] | undefined;
}

/** Why a notification is not believed. */
export type Doubt =
  /** It came through a URL that was replaced since. */
  "dead_token" | "signature_unknown" | "signature_expired" | "signature_incomplete" | "signature_absent";

/** Undefined: it is believed. */
export function doubtOf(
  { token, signature }: Proofs,
  policy: TrustPolicy,
  { pin }: AppFacts,
): Doubt | undefined {
  if (policy.tokens === undefined) return signature === "valid" ? undefined : lack(signature);
  if (token === null || !policy.tokens.includes(token)) return "dead_token";
  if (policy.signature === "off" || isFitting(signature)) return undefined;
  // A signature that does not fit speaks against it; none at all only where one is to be expected.
  const isExpected = policy.signature === "required" || pin !== null;
  return isExpected || signature === "unknown" || signature === "expired" ? lack(signature) : undefined;
}

/** Beside a right token. */
export function isFitting(signature: Proofs["signature"]): boolean {
  return signature === "valid" || signature === "stale";
}

function lack(signature: Proofs["signature"]): Doubt {
  if (signature === "unknown") return "signature_unknown";
  if (signature === "stale" || signature === "expired") return "signature_expired";
  return signature === "incomplete" ? "signature_incomplete" : "signature_absent";
}

/** Of two copies of one body, what vouches for it better: a copy without a signature takes nothing away from a signed one. */
export function betterProofs(
  fresh: Proofs,
  known: Proofs | undefined,
  policy: TrustPolicy,
  app: AppFacts,
): Proofs {
  if (known === undefined || doubtOf(known, policy, app) !== undefined) return fresh;
  if (doubtOf(fresh, policy, app) !== undefined) return known;
  return isFitting(known.signature) && !isFitting(fresh.signature) ? known : fresh;
}
