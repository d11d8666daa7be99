import { isIssued, type Order, type Purchase } from "@coincoin/core";
import { difference, isPositive, largest, reaches, smallest, sum } from "./money.ts";
import { currenciesOf, worthOf } from "./worth.ts";

/** One of Medusa's payments that CoinCoin provided, with what of it is in the books. */
export interface BookedPayment {
  readonly id: string;
  /** The session that it was made of; it may be gone. */
  readonly sessionId: string | null;
  readonly captured: string;
  readonly refunds: readonly { readonly id: string; readonly amount: string }[];
}

/** All that is known of the money of one payment collection. Amounts are in major units. */
export interface AccountFacts {
  readonly currency: string;
  /** Every CoinCoin order that was made for the collection. */
  readonly purchases: readonly Purchase[];
  /** By currency: assigned from other collections, less what was assigned away. */
  readonly assigned: Readonly<Record<string, string>>;
  /** By currency: sent back by hand, as people recorded it. */
  readonly sentBack: Readonly<Record<string, string>>;
  /** CoinCoin's, not cancelled. */
  readonly payments: readonly BookedPayment[];
}

/** What a payment collection has been paid, and what of it is used: the one answer that everything reads. */
export interface Account {
  readonly currency: string;
  /** Confirmed by CoinCoin, whatever became of it since. */
  readonly confirmed: string;
  /** Seen, confirmed or not. */
  readonly received: string;
  readonly assigned: string;
  readonly sentBack: string;
  /** Booked in Medusa: captured less refunded. */
  readonly booked: string;
  /** Captured in Medusa, refunded since or not. */
  readonly captured: string;
  readonly refunded: string;
  /** With the merchant now: confirmed and assigned, less what was sent back. Negative where more was sent than came. */
  readonly held: string;
  /** As `held`, with what waits for its confirmation. */
  readonly expected: string;
  /** Held and not booked yet: what may be captured, assigned away or sent back. */
  readonly free: string;
  /** Whether money may still come to one of the orders, or waits for its confirmation. */
  readonly isOpen: boolean;
  /** False where CoinCoin orders were pruned, so that what came is not known any more. */
  readonly isKnown: boolean;
  /** Whether CoinCoin called any part of it paid. */
  readonly isPaid: boolean;
  /** Held of orders that were made while the cart was in another currency. It does not count toward this one. */
  readonly elsewhere: readonly { readonly currency: string; readonly amount: string }[];
}

/** Adds up the money of a payment collection. `now` is ISO 8601. */
export function accountOf(facts: AccountFacts, now: string): Account {
  const { currency, purchases, payments } = facts;
  const assigned = facts.assigned[currency] ?? "0";
  const sentBack = facts.sentBack[currency] ?? "0";
  const confirmed = worthOf(purchases, currency, "confirmed");
  const received = largest(worthOf(purchases, currency, "received"), confirmed);
  const captured = sum(payments.map((payment) => payment.captured));
  const refunds = payments.flatMap((payment) => payment.refunds.map((refund) => refund.amount));
  const refunded = sum(refunds);
  const booked = difference(captured, refunded);
  const held = heldIn(facts, currency);
  return {
    currency,
    confirmed,
    received,
    assigned,
    sentBack,
    captured,
    refunded,
    booked,
    held,
    expected: sum([held, difference(received, confirmed)]),
    free: difference(held, booked),
    isOpen: purchases.some((purchase) => purchase.attempts.some((order) => isOpenOrder(order, now))),
    isKnown: purchases.length > 0 || sentBack !== "0" || assigned !== "0",
    isPaid: purchases.some((purchase) => purchase.paid !== null),
    elsewhere: currenciesOf(purchases)
      .filter((other) => other !== currency)
      .map((other) => ({ currency: other, amount: heldIn(facts, other) }))
      .filter(({ amount }) => isPositive(amount)),
  };
}

function heldIn({ purchases, assigned, sentBack }: AccountFacts, currency: string): string {
  const came = sum([worthOf(purchases, currency, "confirmed"), assigned[currency] ?? "0"]);
  return difference(came, sentBack[currency] ?? "0");
}

/** Whether what is free covers an amount. Nothing is covered by nothing, not even an amount of 0. */
export function covers({ free }: Pick<Account, "free">, amount: string): boolean {
  return isPositive(free) && reaches(free, amount);
}

/** The account as the session of one of its payments sees it: what that payment booked is its own. */
export function withoutPaymentOf(facts: AccountFacts, sessionId: string): AccountFacts {
  return { ...facts, payments: facts.payments.filter((payment) => payment.sessionId !== sessionId) };
}

/** The account before a refund of Medusa's, which is stored before the provider is asked whether it may be. */
export function withoutRefund(facts: AccountFacts, refundId: string | undefined): AccountFacts {
  const payments = facts.payments.map((payment) => ({
    ...payment,
    refunds: payment.refunds.filter(({ id }) => id !== refundId),
  }));
  return { ...facts, payments };
}

/** Whether Medusa may book a refund: what is booked and not held any more went back by hand. */
export function allowsRefund(account: Account, amount: string): boolean {
  return reaches(unbookedRefunds(account), amount);
}

/** Sent back by hand, booked before, and not taken out of Medusa's books yet. */
export function unbookedRefunds({ free, booked, sentBack, refunded }: Account): string {
  const gone = smallest(difference("0", free), booked);
  return largest(smallest(gone, difference(sentBack, refunded)), "0");
}

/** Whether a record of money sent back may be taken back: not one that Medusa has booked a refund for. */
export function allowsWithdrawal(account: Pick<Account, "sentBack" | "refunded">, amount: string): boolean {
  return reaches(difference(account.sentBack, account.refunded), amount);
}

/** An order that is not covered takes money until the deadline that was shown, whatever code the gateway sent. */
function isOpenOrder(order: Order, now: string): boolean {
  if (!isIssued(order) || order.lapsed) return false;
  if (order.coverage === "full" || order.coverage === "over") return true;
  const isInvalid = order.invalidSeen && order.status === "receiving" && order.coverage === "none";
  return !isInvalid && order.expiresAt > now;
}
