import { type Decimal, ZERO } from "../amount.ts";
import type { CoinCoinError } from "../errors.ts";
import { type Change, Draft } from "./change.ts";
import { attentionId } from "./ids.ts";
import type { Order, PendingOrder, Purchase } from "./order.ts";
import { judgePaid } from "./paid.ts";

/** The gateway's terms for a pending order, checked against `accept`. */
export interface IssuedTerms {
  readonly address: string;
  readonly network: string;
  readonly coin: string;
  readonly amountDue: Decimal;
  readonly expiresAt: string;
  readonly receivingUntil: string;
  readonly closesAt: string;
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
    const details = stringDetails(error);
    // The next customer meets the same: one item an hour, as for all that stops sales.
    const hour = at.slice(0, "2026-01-01T00".length);
    draft.warn("terms_not_accepted", pending.paymentId, [hour], error.message, details);
  }
  return draft.done();
}

/** The gateway may have made it: a person is told, and the same id may be asked for again. */
export function leaveUnknown(
  purchase: Purchase,
  pending: PendingOrder,
  error: CoinCoinError,
  at: string,
): Change {
  const draft = new Draft(purchase, at);
  const order = ended(pending, "unknown", error, at);
  draft.replace({ ...order, creation: { ...order.creation, maybeMade: true, reported: true } });
  draft.warn("outcome_unknown", pending.paymentId, [pending.paymentId], error.message, stringDetails(error));
  return draft.done();
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
