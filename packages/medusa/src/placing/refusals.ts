import type { WorkflowOutcome } from "../medusa/container.ts";

/** Try again soon: nothing is wrong yet. */
export class NotYet extends Error {
  override readonly name = "NotYet";
}

type Refusal = Extract<WorkflowOutcome, { type: "failed" }>;

/** Said by Medusa when a cart is completed twice at once: the other one has placed the order. */
const LOST_RACE =
  /Cannot create multiple links|payment_session_id: .* already exists|Failed to acquire lock|Timed-out acquiring lock/i;

/** What Medusa says of a request that it understood and will not do, however often it is asked. */
const PERMANENT: ReadonlySet<string> = new Set([
  "invalid_data",
  "not_allowed",
  "not_found",
  "invalid_argument",
]);

export function isRaceLost({ reason }: Refusal): boolean {
  return LOST_RACE.test(reason);
}

/** Such a refusal is for a person at once; others are tried again first. */
export function isPermanent(refusal: Refusal): boolean {
  return PERMANENT.has(refusal.errorType ?? "") && !isRaceLost(refusal);
}
