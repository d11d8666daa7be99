import type { CoinCoinError } from "../lib/errors.ts";
import { type Decimal, ZERO } from "./amount.ts";
import type { OnChain } from "./chain-facts.ts";
import { type Change, Draft } from "./draft.ts";
import { attentionId } from "./ids.ts";
import type { Order, PendingOrder, Purchase } from "./order.ts";
import { judgePaid } from "./paid.ts";
import { NOT_UNDERSTOOD } from "./unknown-outcome.ts";

/** The gateway's terms for a pending order, checked against `accept`. */
export interface IssuedTerms {
  readonly address: string;
  readonly network: string;
  readonly coin: string;
  readonly amountDue: Decimal;
  readonly expiresAt: string;
  readonly receivingUntil: string;
  readonly closesAt: string;
  readonly onChain: OnChain | null;
}

/** Turns the pending attempt into one that can be paid. */
export function acceptTerms(
  purchase: Purchase,
  pending: PendingOrder,
  terms: IssuedTerms,
  at: string,
): Change {
  const draft = new Draft(purchase, at);
  const { creation: _creation, credit: _credit, status: _status, ...base } = pending;
  draft.replace({
    ...base,
    ...terms,
    status: "receiving",
    invalidSeen: false,
    received: {},
    confirmed: {},
    coverage: "none",
    receivedInTime: ZERO,
    coveredAt: null,
    lapsed: false,
    told: [],
    paid: purchase.paid,
    updatedAt: at,
  });
  // Nobody is shown an address for what was taken back meanwhile.
  if (purchase.withdrawn === undefined)
    draft.emit("order.created", pending.paymentId, (event) => ({ ...event, type: "order.created" }));
  judgePaid(draft, pending.paymentId);
  return draft.done();
}

/** The attempt was not made, or must not be used: its lease ends, and the reason is kept. */
export function refuseAttempt(
  purchase: Purchase,
  pending: PendingOrder,
  error: CoinCoinError,
  at: string,
): Change {
  const draft = new Draft(purchase, at);
  draft.replace(ended(pending, "refused", error, at));
  if (error.code === "terms_not_accepted") {
    // The next customer meets the same.
    const details = stringDetails(error);
    draft.warn("terms_not_accepted", pending.paymentId, [hourOf(at)], error.message, details);
  }
  return draft.done();
}

/**
 * The gateway may have made it: a person is told, and the same id may be asked for again. Where it answered with something that is no
 * order, as one does that refuses everything in a 200, the next customer meets the same: one item an hour, not one an order.
 */
export function leaveUnknown(
  purchase: Purchase,
  pending: PendingOrder,
  error: CoinCoinError,
  at: string,
): Change {
  const draft = new Draft(purchase, at);
  const order = ended(pending, "unknown", error, at);
  draft.replace({ ...order, creation: { ...order.creation, maybeMade: true, reported: true } });
  const details = stringDetails(error);
  if (order.creation.lastError === NOT_UNDERSTOOD) {
    draft.warn("gateway_not_understood", pending.paymentId, [hourOf(at)], error.message, details);
  } else {
    draft.warn("outcome_unknown", pending.paymentId, [pending.paymentId], error.message, details);
  }
  return draft.done();
}

/** What stops sales is one item an hour for each kind. */
function hourOf(at: string): string {
  return at.slice(0, "2026-01-01T00".length);
}

function ended(
  pending: PendingOrder,
  outcome: "refused" | "unknown",
  error: CoinCoinError,
  at: string,
): PendingOrder {
  return {
    ...pending,
    updatedAt: at,
    creation: {
      ...pending.creation,
      outcome,
      leaseUntil: at,
      lastError: String(error.details["lastError"] ?? error.code),
    },
  };
}

function stringDetails(error: CoinCoinError): Record<string, string> {
  return Object.fromEntries(Object.entries(error.details).map(([name, value]) => [name, String(value)]));
}

/** The item that an answer after all closes. */
export function unknownOutcomeItem(order: Order): string {
  return attentionId(order.appId, "outcome_unknown", [order.paymentId]);
}
