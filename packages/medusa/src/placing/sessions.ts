import type { Collection, Payment, Session } from "../medusa/rows.ts";

/** Medusa names a provider `pp_<identifier>_<id of its entry>`. */
const OURS = /^pp_coincoin_/;

/** What Medusa still completes a cart with. A session that read `error` is replaced by a new one. */
const LIVE: ReadonlySet<string> = new Set([
  "pending",
  "requires_more",
  "pending_authorization",
  "authorized",
  "captured",
]);

const PAID: ReadonlySet<string> = new Set(["authorized", "captured"]);

export function isOurs(providerId: string): boolean {
  return OURS.test(providerId);
}

/** The newest session of CoinCoin's that Medusa would complete the cart with. */
export function liveSession({ sessions }: Collection): Session | undefined {
  return sessions
    .filter(({ providerId, status }) => isOurs(providerId) && LIVE.has(status))
    .toSorted((a, b) => b.createdAt - a.createdAt)[0];
}

/** Somebody else has been paid, or was promised to be: a card, or the merchant's own "mark as paid". */
export function paidOtherwise({ sessions, payments }: Collection): boolean {
  return (
    sessions.some(({ providerId, status }) => !isOurs(providerId) && PAID.has(status)) ||
    payments.some((payment) => !isOurs(payment.providerId) && isLive(payment))
  );
}

/** Our payment of this collection that was captured in full. */
export function capturedPayment({ payments }: Collection): Payment | undefined {
  return payments.find((payment) => isOurs(payment.providerId) && isCaptured(payment));
}

function isCaptured(payment: Payment): boolean {
  return !payment.isCanceled && Number(payment.captured) > 0;
}

function isLive(payment: Payment): boolean {
  return !payment.isCanceled;
}
