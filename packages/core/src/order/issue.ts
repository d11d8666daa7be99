import { compare, ZERO } from "../amount.ts";
import { CoinCoinError } from "../errors.ts";
import type { Snapshot } from "../store/store.ts";
import { askFor, type IssueContext, lease, type OrderTerms } from "./asking.ts";
import { Draft } from "./change.ts";
import { isCovered } from "./coverage.ts";
import { type IssuedOrder, isIssued, type Order, type PendingOrder, type Purchase } from "./order.ts";
import { readsInvalid } from "./transition.ts";

export type Decision =
  /** The order is there already. */
  | { readonly type: "existing"; readonly order: IssuedOrder }
  /** Another call is asking for it: look again when its lease has moved. */
  | { readonly type: "wait"; readonly until: string }
  /** Commit this purchase, then ask the gateway for `order`. */
  | { readonly type: "ask"; readonly purchase: Purchase; readonly order: PendingOrder }
  | { readonly type: "refuse"; readonly error: CoinCoinError };

/**
 * Decides what a request for an order means, given what is known of its payment id and its reference.
 * `byPayment` is undefined when no payment id was given.
 */
export function decideIssue(
  terms: OrderTerms,
  byPayment: Snapshot | undefined,
  byReference: Snapshot,
  context: IssueContext,
): Decision {
  const known = byPayment === undefined ? undefined : knownOrder(byPayment, terms.paymentId);
  if (byPayment?.tombstone !== undefined)
    return refuse(
      "order_conflict",
      `${terms.paymentId} was used before, by an order that has been pruned: choose another payment id.`,
    );
  if (known !== undefined && byPayment?.purchase !== undefined)
    return again(known, byPayment.purchase, terms, context);
  return forReference(terms, byReference, context);
}

function knownOrder(snapshot: Snapshot, paymentId: string | undefined): Order | undefined {
  return snapshot.purchase?.attempts.find((order) => order.paymentId === paymentId);
}

/** The same payment id again. */
function again(order: Order, purchase: Purchase, terms: OrderTerms, context: IssueContext): Decision {
  const sameReference = (terms.reference ?? order.paymentId) === order.reference;
  const refused = !isIssued(order) && order.creation.outcome === "refused" && !order.creation.maybeMade;
  if (!sameReference || (!refused && !sameTerms(order, terms))) {
    return refuse(
      "order_conflict",
      `${order.paymentId} exists with other terms (reference ${order.reference}, price ${order.price}, ${order.expiresInHours} h): use a new payment id for a new price, and keep the reference so that money counts once.`,
    );
  }
  if (isIssued(order)) return { type: "existing", order };
  if (order.creation.outcome === "asking" && order.creation.leaseUntil > context.at) {
    return { type: "wait", until: order.creation.leaseUntil };
  }
  if (purchase.paid !== null) return alreadyPaid(purchase.reference);
  const asked: PendingOrder = refused
    ? {
        ...order,
        ...askFor(
          purchase.attempts.filter((other) => other !== order),
          terms,
          context,
        ),
        price: terms.price,
        expiresInHours: terms.expiresInHours,
        customer: terms.customer,
        metadata: terms.metadata,
      }
    : order;
  return ask(purchase, { ...asked, creation: lease(order, context), updatedAt: context.at }, context);
}

function sameTerms(order: Order, terms: OrderTerms): boolean {
  return compare(order.price, terms.price) === 0 && order.expiresInHours === terms.expiresInHours;
}

function forReference(terms: OrderTerms, snapshot: Snapshot, context: IssueContext): Decision {
  const paymentId = terms.paymentId ?? context.freshId;
  const reference = terms.reference ?? paymentId;
  const { purchase } = snapshot;
  if (snapshot.tombstone !== undefined && snapshot.tombstone.paidAt !== null) return alreadyPaid(reference);
  if (purchase === undefined) {
    const empty: Purchase = {
      appId: context.appId,
      reference,
      version: 0,
      paid: null,
      attempts: [],
      wakeAt: null,
    };
    return attempt(empty, paymentId, terms, context);
  }
  // The two looks are not one: another call may have asked for this very id in between.
  const same = purchase.attempts.find((order) => order.paymentId === terms.paymentId);
  if (same !== undefined) return again(same, purchase, terms, context);
  if (purchase.paid !== null) return alreadyPaid(reference);
  const latest = purchase.attempts.at(-1);
  if (latest !== undefined && terms.paymentId === undefined) {
    if (isIssued(latest) && serves(latest, terms, context)) return { type: "existing", order: latest };
    if (
      !isIssued(latest) &&
      latest.creation.outcome === "asking" &&
      latest.creation.leaseUntil > context.at
    ) {
      return { type: "wait", until: latest.creation.leaseUntil };
    }
    const sameAgain = {
      ...terms,
      paymentId: latest.paymentId,
      reference,
      expiresInHours: latest.expiresInHours,
    };
    if (!isIssued(latest) && retriable(latest, terms)) return again(latest, purchase, sameAgain, context);
  }
  return attempt(purchase, paymentId, terms, context);
}

/**
 * An attempt that the gateway certainly did not make is asked for again under its own id, so that an outage does not
 * use up attempts. So is one whose process died while asking; after that the customer gets a new one.
 */
function retriable(order: PendingOrder, terms: OrderTerms): boolean {
  const { outcome, maybeMade, lastError } = order.creation;
  if (outcome === "asking") return compare(order.price, terms.price) === 0;
  return (
    outcome === "refused" &&
    !maybeMade &&
    lastError !== "terms_not_accepted" &&
    lastError !== "gateway_refused"
  );
}

/** An order that still takes the money for these terms, or has it and waits for the gateway. */
function serves(order: IssuedOrder, terms: OrderTerms, context: IssueContext): boolean {
  if (compare(order.price, terms.price) !== 0 || readsInvalid(order)) return false;
  if (isCovered(order.coverage)) return true;
  return order.status === "receiving" && order.expiresAt > context.at;
}

function attempt(purchase: Purchase, paymentId: string, terms: OrderTerms, context: IssueContext): Decision {
  if (purchase.attempts.length >= context.maximumAttempts) {
    return refuse(
      "too_many_attempts",
      `${purchase.reference} has had ${purchase.attempts.length} attempts: use a new reference, or raise limits.attempts.`,
    );
  }
  const asks = askFor(purchase.attempts, terms, context);
  if (asks.askedPrice === ZERO) {
    return refuse(
      "already_covered",
      `What came for ${purchase.reference} covers its price and waits for CoinCoin's confirmation: nothing more is asked for it.`,
    );
  }
  const order: PendingOrder = {
    appId: context.appId,
    paymentId,
    reference: purchase.reference,
    attempt: purchase.attempts.length + 1,
    price: terms.price,
    ...asks,
    expiresInHours: terms.expiresInHours,
    underpaymentTolerance: context.underpaymentTolerance,
    customer: terms.customer,
    metadata: terms.metadata,
    paid: null,
    sequence: 0,
    createdAt: context.at,
    updatedAt: context.at,
    status: "pending",
    creation: lease(undefined, context),
  };
  return ask({ ...purchase, attempts: [...purchase.attempts, order] }, order, context);
}

function ask(purchase: Purchase, order: PendingOrder, context: IssueContext): Decision {
  const draft = new Draft(purchase, context.at);
  draft.replace(order);
  return { type: "ask", purchase: draft.purchase, order };
}

function refuse(code: CoinCoinError["code"], message: string): Decision {
  return { type: "refuse", error: new CoinCoinError(code, message) };
}

function alreadyPaid(reference: string): Decision {
  return refuse(
    "already_paid",
    `${reference} is paid: nothing more may be asked for it. Show the customer their order instead.`,
  );
}
