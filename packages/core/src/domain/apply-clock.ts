import { raiseUnreported, unreportedAt } from "./chain-attention.ts";
import { isConfirmed, isCovered } from "./coverage.ts";
import { type Change, Draft } from "./draft.ts";
import { type IssuedOrder, isIssued, type Order, type PendingOrder, type Purchase } from "./order.ts";
import { isLatest, raiseUnderpaid } from "./shortfall.ts";
import { stalledSubject, unconfirmedSubject } from "./subjects.ts";

/** How long silence may last before a person is called, in ms. */
export interface Patience {
  /** From the creation of an order to its answer. */
  readonly unresolvedMs: number;
  /** From full coverage to completion. */
  readonly stalledMs: number;
  /** From full coverage to its confirmation, where the gateway never confirmed anything yet; Infinity where it did. */
  readonly unconfirmedMs: number;
}

/** What the passing of time brings about for a purchase: silence is an event too. */
export function applyClock(purchase: Purchase, at: string, patience: Patience): Change {
  const draft = new Draft(purchase, at);
  for (const order of purchase.attempts) {
    if (isIssued(order)) {
      if (lapsesAt(order) <= at) lapse(draft, order.paymentId);
      else if (shortAt(order) <= at) raiseUnderpaid(draft, order.paymentId);
      if (unconfirmedAt(order, patience) <= at) raiseUnconfirmed(draft, order.paymentId);
      if (stallsAt(order, patience) <= at) raiseStalled(draft, order.paymentId);
      if ((unreportedAt(order) ?? NEVER) <= at) raiseUnreported(draft, order.paymentId);
    } else if (unresolvedAt(order, patience) <= at) raiseUnresolved(draft, order);
  }
  return draft.done();
}

/** When `applyClock` would next do something; null when never. */
export function nextWake(purchase: Purchase, patience: Patience): string | null {
  let next = NEVER;
  for (const order of purchase.attempts) {
    const at = wakeOf(order, patience);
    if (at < next) next = at;
  }
  return next === NEVER ? null : next;
}

/** The `wakeAt` of a purchase for which more notifications wait than fit one commit: the next sweep takes them. */
export const AT_ONCE = "1970-01-01T00:00:00.000Z";

/** Sorts after every time there is. */
const NEVER = "~";

function wakeOf(order: Order, patience: Patience): string {
  if (!isIssued(order)) return unresolvedAt(order, patience);
  const times = [
    lapsesAt(order),
    shortAt(order),
    unconfirmedAt(order, patience),
    stallsAt(order, patience),
    unreportedAt(order) ?? NEVER,
  ];
  return times.reduce((next, at) => (at < next ? at : next));
}

function lapsesAt(order: IssuedOrder): string {
  return order.lapsed || isCovered(order.coverage) ? NEVER : order.closesAt;
}

/** When a part that the gateway settles already is all that comes. */
function shortAt(order: IssuedOrder): string {
  const isOpen = !order.lapsed && order.paid === null && order.withdrawn === undefined;
  if (!isOpen || order.coverage !== "partial" || order.status === "receiving") return NEVER;
  return order.told.includes("underpaid") ? NEVER : order.expiresAt;
}

function unconfirmedAt(order: IssuedOrder, { unconfirmedMs }: Patience): string {
  if (
    order.withdrawn !== undefined ||
    order.coveredAt === null ||
    !Number.isFinite(unconfirmedMs) ||
    isConfirmed(order)
  )
    return NEVER;
  return order.told.includes("unconfirmed") ? NEVER : later(order.coveredAt, unconfirmedMs);
}

function stallsAt(order: IssuedOrder, patience: Patience): string {
  const settled = order.status === "completed" && isConfirmed(order);
  if (order.withdrawn !== undefined || order.coveredAt === null || settled || order.told.includes("stalled"))
    return NEVER;
  return later(order.coveredAt, patience.stalledMs);
}

function unresolvedAt(order: PendingOrder, patience: Patience): string {
  if (order.creation.outcome === "refused" || order.creation.reported) return NEVER;
  if (order.withdrawn !== undefined) return NEVER;
  return later(order.createdAt, patience.unresolvedMs);
}

function later(at: string, ms: number): string {
  return new Date(Date.parse(at) + ms).toISOString();
}

function lapse(draft: Draft, paymentId: string): void {
  const order = draft.update(paymentId, { lapsed: true });
  if (order.coverage === "partial") {
    if (!order.told.includes("underpaid")) raiseUnderpaid(draft, paymentId);
    return;
  }
  // Other coins came, or a code of settlement: a person was called for it, and it is not nothing.
  if (Object.keys(order.received).length > 0 || order.status !== "receiving") return;
  // The chain shows money: a person hears of it when the gateway goes on saying nothing.
  if (order.onChain !== null && Object.keys(order.onChain.transfers).length > 0) return;
  // A merchant releases what was reserved on this event: not while the reference is paid or a newer attempt asks for it.
  if (draft.purchase.withdrawn !== undefined) return;
  if (draft.purchase.paid !== null || !isLatest(draft.purchase, paymentId)) return;
  draft.update(paymentId, { told: [...order.told, "expired"] });
  draft.emit("order.expired", paymentId, (base) => ({ ...base, type: "order.expired" }));
}

function raiseUnconfirmed(draft: Draft, paymentId: string): void {
  const order = draft.issued(paymentId);
  draft.update(paymentId, { told: [...order.told, "unconfirmed"] });
  draft.warn(
    "stalled",
    paymentId,
    unconfirmedSubject(order),
    `The full amount came for ${paymentId}, but CoinCoin sent no code 1 or 2 for it, nor for any order of this account so far. Look at CoinCoin's own site: if it shows the order as paid, reconcile it. If its webhooks never carry these codes, set the option confirmedBy: "amount".`,
    { reason: "unconfirmed", status: order.status },
  );
}

function raiseStalled(draft: Draft, paymentId: string): void {
  const order = draft.issued(paymentId);
  draft.update(paymentId, { told: [...order.told, "stalled"] });
  const unconfirmed = !isConfirmed(order);
  draft.warn(
    "stalled",
    paymentId,
    stalledSubject(order),
    unconfirmed
      ? `The full amount was seen for ${paymentId}, but CoinCoin has not confirmed it: look at CoinCoin's own site and reconcile.`
      : `${paymentId} is paid, but CoinCoin has not completed its settlement: look at CoinCoin's own site.`,
    { reason: unconfirmed ? "unconfirmed" : "not_completed", status: order.status },
  );
}

function raiseUnresolved(draft: Draft, order: PendingOrder): void {
  draft.replace({ ...order, creation: { ...order.creation, reported: true } });
  draft.warn(
    "outcome_unknown",
    order.paymentId,
    [order.paymentId],
    `CoinCoin may or may not have created ${order.paymentId}. No customer has seen an address for it; ask again with the same payment id, or let the customer start again.`,
    { lastError: order.creation.lastError ?? "none" },
  );
}
