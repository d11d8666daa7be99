import { CoinCoinError } from "../lib/errors.ts";
import { compare, type Decimal, ZERO } from "./amount.ts";
import { readsInvalid } from "./apply-notification.ts";
import { askFor, type IssueContext, isLeased, lease, type OrderTerms } from "./asking.ts";
import { isExhausted, isWithin, mostAttempts, withAttempt } from "./attempts.ts";
import type { Snapshot } from "./commit.ts";
import { isCovered } from "./coverage.ts";
import { type Change, Draft } from "./draft.ts";
import { type IssuedOrder, isIssued, type Order, type PendingOrder, type Purchase } from "./order.ts";
import { markPaid } from "./paid.ts";
import { NOT_UNDERSTOOD } from "./unknown-outcome.ts";
import { withdrawnError } from "./withdraw.ts";

/**
 * What a request for an order means. The price that was asked last is the one that pays, also where an order is handed out
 * again or nothing is made: `priced` holds that, and is committed before the answer is given.
 */
export type Decision =
  /** The order is there already. */
  | { readonly type: "existing"; readonly order: IssuedOrder; readonly priced?: Change | undefined }
  /** Another call is asking for it: look again when its lease has moved. */
  | { readonly type: "wait"; readonly until: string }
  /** Commit the new price, then decide again. */
  | { readonly type: "reprice"; readonly priced: Change }
  /** Commit this purchase, then ask the gateway for `order`. */
  | { readonly type: "ask"; readonly purchase: Purchase; readonly order: PendingOrder }
  | { readonly type: "refuse"; readonly error: CoinCoinError; readonly priced?: Change | undefined };

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
  const known = byPayment?.purchase?.attempts.find((order) => order.paymentId === terms.paymentId);
  if (byPayment?.tombstone !== undefined)
    return refuse(
      "order_conflict",
      `The payment id must be new, received ${terms.paymentId}: an order that was pruned used it. Choose another payment id.`,
    );
  const withdrawn = known?.withdrawn ?? byReference.purchase?.withdrawn;
  if (withdrawn !== undefined) return orderWithdrawn(terms.reference ?? context.freshId, withdrawn.at);
  if (known !== undefined && byPayment?.purchase !== undefined)
    return again(known, byPayment.purchase, terms, context);
  return forReference(terms, byReference, context);
}

/** The same payment id again. */
function again(order: Order, purchase: Purchase, terms: OrderTerms, context: IssueContext): Decision {
  const sameReference = (terms.reference ?? order.paymentId) === order.reference;
  const refused = !isIssued(order) && order.creation.outcome === "refused" && !order.creation.maybeMade;
  if (!sameReference || (!refused && compare(order.price, terms.price) !== 0)) {
    return refuse(
      "order_conflict",
      `Order ${order.paymentId} exists with reference ${order.reference} and price ${order.price}, received ${terms.reference ?? order.paymentId} and ${terms.price}. Use a new payment id for a new price, and keep the reference so that money counts once.`,
    );
  }
  const priced = priceOf(purchase, terms.price, context.at);
  if (isIssued(order)) return existing(order, priced);
  if (priced !== undefined) return paidOrder(priced) ?? { type: "reprice", priced };
  if (isLeased(order, context)) {
    return { type: "wait", until: order.creation.leaseUntil };
  }
  if (purchase.paid !== null) return alreadyPaid(purchase.reference);
  const asked: PendingOrder = refused
    ? {
        ...order,
        ...askFor(purchase.attempts, terms.price, context),
        price: terms.price,
        createdAt: context.at,
        expiresInHours: terms.expiresInHours,
        customer: terms.customer,
        metadata: terms.metadata,
        display: terms.display,
      }
    : order;
  if (asked.askedPrice === ZERO) return alreadyCovered(purchase.reference, undefined);
  return ask(purchase, { ...asked, creation: lease(order, context), updatedAt: context.at }, context);
}

function forReference(terms: OrderTerms, snapshot: Snapshot, context: IssueContext): Decision {
  const paymentId = terms.paymentId ?? context.freshId;
  const reference = terms.reference ?? paymentId;
  const { tombstone } = snapshot;
  if (tombstone !== undefined && tombstone.paidAt !== null) return alreadyPaid(reference);
  if (snapshot.purchase === undefined && tombstone?.withdrawnAt !== undefined)
    return orderWithdrawn(reference, tombstone.withdrawnAt);
  if (snapshot.purchase === undefined) {
    const empty: Purchase = {
      appId: context.appId,
      reference,
      version: 0,
      price: terms.price,
      paid: null,
      attempts: [],
      wakeAt: null,
    };
    return attempt(empty, paymentId, terms, context, undefined);
  }
  // The two looks are not one: another call may have asked for this very id in between.
  const same = snapshot.purchase.attempts.find((order) => order.paymentId === terms.paymentId);
  if (same !== undefined) return again(same, snapshot.purchase, terms, context);
  if (snapshot.purchase.paid !== null) return alreadyPaid(reference);
  const priced = priceOf(snapshot.purchase, terms.price, context.at);
  const paid = priced === undefined ? undefined : paidOrder(priced);
  if (paid !== undefined) return paid;
  const purchase = priced?.purchase ?? snapshot.purchase;
  const open = purchase.attempts.filter(isIssued).findLast((order) => serves(order, purchase, context));
  if (open !== undefined) return reuse(open, purchase, terms, priced, context);
  const latest = purchase.attempts.at(-1);
  if (latest !== undefined && !isIssued(latest)) {
    if (isLeased(latest, context)) return { type: "wait", until: latest.creation.leaseUntil };
    const sameAgain = { ...terms, paymentId: latest.paymentId, reference };
    if (retriable(latest, snapshot.purchase, terms, context))
      return again(latest, snapshot.purchase, sameAgain, context);
  }
  return attempt(purchase, paymentId, terms, context, priced);
}

/**
 * An open order at the price that is asked serves whatever else is asked: each one more counts against what the gateway receives for at
 * once. What was asked last is kept, as it is of the price: metadata says what the merchant does with the payment.
 */
function reuse(
  order: IssuedOrder,
  purchase: Purchase,
  { metadata }: OrderTerms,
  priced: Change | undefined,
  { at }: IssueContext,
): Decision {
  if (Object.keys(metadata).length === 0 || isSameText(order.metadata, metadata))
    return existing(order, priced);
  if (priced !== undefined) return { type: "reprice", priced };
  const draft = new Draft(purchase, at);
  draft.update(order.paymentId, { metadata });
  return existing(order, draft.done());
}

function isSameText(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && a[name] === b[name])
  );
}

/** The price that is asked now, and what follows from it; undefined where it is the one that was asked last. */
function priceOf(purchase: Purchase, price: Decimal, at: string): Change | undefined {
  if (purchase.paid !== null || compare(purchase.price, price) === 0) return undefined;
  const draft = new Draft(purchase, at);
  draft.set({ price });
  markPaid(draft);
  return draft.done();
}

/**
 * An attempt that the gateway did not answer is asked for again under its own id, so that an outage does not use up attempts: with
 * any terms if it was certainly not made, else with the very same ones. Where the gateway answered, it would say the same again.
 */
function retriable(
  order: PendingOrder,
  purchase: Purchase,
  terms: OrderTerms,
  context: IssueContext,
): boolean {
  const { outcome, maybeMade, lastError } = order.creation;
  if (lastError !== null && ANSWERED.has(lastError)) return false;
  if (outcome === "refused") return !maybeMade;
  return (
    isWithin(order, RETRIABLE_MS, context) &&
    compare(order.price, terms.price) === 0 &&
    compare(askFor(purchase.attempts, terms.price, context).askedPrice, order.askedPrice) === 0
  );
}

/** What a payment id was answered with that will not change. */
const ANSWERED: ReadonlySet<string> = new Set(["terms_not_accepted", "gateway_refused", NOT_UNDERSTOOD]);

/** For so long what may have been made is worth asking for again. */
const RETRIABLE_MS = 3_600_000;

/**
 * An order that still takes the money for the price, or has it and waits for the gateway. Not one that asks for more or less
 * than what is missing now: money came to another address meanwhile.
 */
function serves(order: IssuedOrder, purchase: Purchase, context: IssueContext): boolean {
  if (compare(order.price, purchase.price) !== 0 || readsInvalid(order)) return false;
  if (isCovered(order.coverage)) return true;
  const others = purchase.attempts.filter(({ paymentId }) => paymentId !== order.paymentId);
  const { askedPrice } = askFor(others, purchase.price, context);
  return order.expiresAt > context.at && !order.lapsed && compare(askedPrice, order.askedPrice) === 0;
}

function attempt(
  purchase: Purchase,
  paymentId: string,
  terms: OrderTerms,
  context: IssueContext,
  priced: Change | undefined,
): Decision {
  const asks = askFor(purchase.attempts, terms.price, context);
  if (asks.askedPrice === ZERO) return alreadyCovered(purchase.reference, priced);
  if (isExhausted(purchase, context)) {
    return refuse(
      "too_many_attempts",
      `Too many orders of ${purchase.reference} are open or recent: it has had ${purchase.attempts.length}, and limits.attempts allows no more for now. One more is allowed every ten minutes, up to ${mostAttempts(context)} in all. Try again later, use a new reference, or raise the limit.`,
      priced,
    );
  }
  if (priced !== undefined) return { type: "reprice", priced };
  const next = withAttempt(purchase, { ...terms, paymentId }, asks, context);
  return ask(next.purchase, next.order, context);
}

function ask(purchase: Purchase, order: PendingOrder, context: IssueContext): Decision {
  const draft = new Draft(purchase, context.at);
  draft.replace(order);
  return { type: "ask", purchase: draft.purchase, order };
}

/** As the new price leaves it, where there is one: it may be paid by that. */
function existing(order: IssuedOrder, priced: Change | undefined): Decision {
  const now = priced?.purchase.attempts
    .filter(isIssued)
    .find(({ paymentId }) => paymentId === order.paymentId);
  return { type: "existing", order: now ?? order, priced };
}

/** Where what came before pays the new price: the order that shows it. */
function paidOrder(priced: Change): Decision | undefined {
  const { paid, attempts } = priced.purchase;
  const order = attempts.filter(isIssued).find(({ paymentId }) => paymentId === paid?.paymentId);
  return order === undefined ? undefined : { type: "existing", order, priced };
}

function refuse(code: CoinCoinError["code"], message: string, priced?: Change): Decision {
  return { type: "refuse", error: new CoinCoinError(code, message), priced };
}

function alreadyPaid(reference: string): Decision {
  return refuse(
    "already_paid",
    `${reference} is paid already, so no payment can be requested for it. Show the customer their order instead.`,
  );
}

function orderWithdrawn(reference: string, at: string): Decision {
  return { type: "refuse", error: withdrawnError(reference, at) };
}

function alreadyCovered(reference: string, priced: Change | undefined): Decision {
  return refuse(
    "already_covered",
    `The money received for ${reference} covers its price and waits for CoinCoin's confirmation, so no more is requested. Show the customer the order's page, and wait for order.paid.`,
    priced,
  );
}
