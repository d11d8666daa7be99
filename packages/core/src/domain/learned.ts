import type { AppChange, AppFacts } from "./app-facts.ts";
import type { InboxEntry } from "./notification.ts";
import { isSettlementCode } from "./state.ts";
import { isFitting } from "./trust.ts";

/** A notification that was applied to an issued order. */
export interface AppliedEntry {
  readonly entry: Pick<InboxEntry, "paymentId" | "proofs" | "source" | "firstAt">;
  /** Its code. */
  readonly state: number;
}

/**
 * What applied notifications say of the app as a whole, as far as it is not known yet. What a person entered or
 * sent says nothing of the gateway.
 */
export function learnedFrom(known: AppFacts, applied: readonly AppliedEntry[]): { readonly app?: AppChange } {
  const sent = applied.filter(({ entry }) => entry.source === "webhook");
  const signed = sent.find(({ entry }) => isFitting(entry.proofs.signature))?.entry;
  const confirmed = sent.find(({ state }) => isSettlementCode(state))?.entry;
  const app: AppChange = {
    ...(known.pin !== null || signed === undefined
      ? {}
      : { pin: { since: signed.firstAt, paymentId: signed.paymentId } }),
    ...(known.confirmedSeenAt !== null || confirmed === undefined
      ? {}
      : { confirmedSeenAt: confirmed.firstAt }),
  };
  return Object.keys(app).length === 0 ? {} : { app };
}
