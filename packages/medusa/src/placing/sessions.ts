import type { Collection, Payment, Session } from "../medusa/rows.ts";
import { isPositive } from "../payments/money.ts";
import { isOurs } from "../payments/providers.ts";

/** What Medusa still completes a cart with. A session that read `error` is replaced by a new one. */
const LIVE: ReadonlySet<string> = new Set([
  "pending",
  "requires_more",
  "pending_authorization",
  "authorized",
  "captured",
]);

const PAID: ReadonlySet<string> = new Set(["authorized", "captured"]);

/** The newest session of CoinCoin's that Medusa would complete the cart with. */
export function liveSession({ sessions }: Pick<Collection, "sessions">): Session | undefined {
  return sessions
    .filter(({ providerId, status }) => isOurs(providerId) && LIVE.has(status))
    .toSorted((a, b) => b.createdAt - a.createdAt)[0];
}

/** As `liveSession`, of those that no payment was made of. */
export function unusedSession({ sessions, payments }: Collection): Session | undefined {
  const used = new Set(payments.map((payment) => payment.sessionId));
  return liveSession({ sessions: sessions.filter(({ id }) => !used.has(id)) });
}

/** Somebody else has been paid, or was promised to be: a card, or the merchant's own "mark as paid". */
export function paidOtherwise({ sessions, payments }: Collection): boolean {
  return (
    sessions.some(({ providerId, status }) => !isOurs(providerId) && PAID.has(status)) ||
    payments.some((payment) => !isOurs(payment.providerId) && isLive(payment))
  );
}

/** Our payment of this collection that was captured. */
export function capturedPayment({ payments }: Collection): Payment | undefined {
  return payments.find((payment) => isOurs(payment.providerId) && isCaptured(payment));
}

function isCaptured(payment: Payment): boolean {
  return !payment.isCanceled && isPositive(payment.captured);
}

function isLive(payment: Payment): boolean {
  return !payment.isCanceled;
}
