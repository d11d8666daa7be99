import type { Collection, PlacedOrder } from "../medusa/rows.ts";
import { type Account, covers, unbookedRefunds } from "../payments/account.ts";
import { difference, inWords, isPositive, largest, reaches, smallest, sum } from "../payments/money.ts";
import { isOurs } from "../payments/providers.ts";
import type { Problem, ProblemCode } from "./problems.ts";
import { capturedPayment, liveSession, paidOtherwise, unusedSession } from "./sessions.ts";

/** What is to be done about the money of a payment collection. */
export type Decision =
  /** Nothing of its money is here, and nothing is booked. */
  | { readonly type: "nothing" }
  /** Too little so far, and the customer may still pay. */
  | { readonly type: "wait" }
  /** The cart is covered: complete it. */
  | { readonly type: "complete" }
  /** Book exactly this for its order, by a session of that amount. */
  | { readonly type: "capture"; readonly amount: string }
  /** A payment is captured and its order does not read as paid by it: a process died in between. */
  | { readonly type: "rebook"; readonly paymentIds: readonly string[] }
  /** The order is cancelled and this went back by hand: book it. */
  | { readonly type: "refund"; readonly amount: string }
  /** There is one order, and the money is booked to the last digit. */
  | { readonly type: "placed"; readonly orderId: string }
  /** For a person. */
  | ({ readonly type: "blocked" } & Problem);

/** Pure: the same for everyone who asks, in whatever order things happened. */
export function decide(collection: Collection, account: Account): Decision {
  const { order } = collection;
  if (order === undefined) return beforeOrder(collection, account);
  return order.status === "canceled" ? afterCancel(order, account) : withOrder(collection, order, account);
}

/** What a session of the collection may be captured for at most, beside what is captured already. */
export function dueOf({ amount, payments, order }: Collection): string {
  const counted = payments.filter((payment) => !payment.isCanceled);
  const rest = difference(
    amount,
    sum(counted.map((payment) => (isOurs(payment.providerId) ? payment.captured : payment.amount))),
  );
  return largest(order === undefined ? rest : smallest(rest, order.pending), "0");
}

function beforeOrder(collection: Collection, account: Account): Decision {
  const captured = capturedPayment(collection);
  if (captured === undefined && !holdsAnything(account)) return { type: "nothing" };
  if (paidOtherwise(collection)) {
    return blocked(
      "paid_otherwise",
      account,
      `This cart was paid in another way too: send ${heldInWords(account)} back by hand, and record it.`,
    );
  }
  if (collection.cartId === undefined) {
    return blocked(
      "cart_gone",
      account,
      `The cart that ${heldInWords(account)} came for is gone: send it back by hand and record it, assign it to another cart, or make an order for it.`,
    );
  }
  const live = liveSession(collection);
  if (captured !== undefined) {
    if (captured.sessionId === live?.id) return { type: "complete" };
    return blocked(
      "captured_without_order",
      account,
      "The payment was captured, and completing the cart failed afterwards: make the order by hand.",
    );
  }
  const due = live?.amount ?? collection.amount;
  return covers(account, due) ? { type: "complete" } : restDue(due, account);
}

function afterCancel({ displayId }: PlacedOrder, account: Account): Decision {
  const unbooked = unbookedRefunds(account);
  if (isPositive(unbooked)) return { type: "refund", amount: unbooked };
  if (!holdsAnything(account)) return { type: "nothing" };
  return blocked(
    "order_canceled",
    account,
    `Order ${displayId} was cancelled, and ${heldInWords(account)} of its money is here: send it back by hand and record it${isPositive(account.booked) ? "" : ", or assign it to another cart"}.`,
  );
}

function withOrder(collection: Collection, order: PlacedOrder, account: Account): Decision {
  if (isPositive(account.captured) && !reaches(order.paidTotal, account.captured)) {
    const captured = collection.payments.filter(
      (payment) => isOurs(payment.providerId) && !payment.isCanceled && isPositive(payment.captured),
    );
    return { type: "rebook", paymentIds: captured.map((payment) => payment.id) };
  }
  const due = dueOf(collection);
  if (isPositive(due)) {
    if (covers(account, due)) return { type: "capture", amount: due };
    // The order was edited since its customer was asked for less: what was asked for is booked, and the rest is due.
    const asked = unusedSession(collection)?.amount ?? "0";
    if (isPositive(asked) && reaches(due, asked) && covers(account, asked))
      return { type: "capture", amount: asked };
    if (holdsMoreThanBooked(account)) return restDue(due, account);
  } else if (holdsMoreThanBooked(account)) return tooMuch(collection, order, account);
  if (account.isKnown && isPositive(difference("0", account.free)) && isPositive(account.booked)) {
    const unbooked = inWords(difference("0", account.free), account.currency);
    return blocked(
      "refund_unbooked",
      account,
      `Order ${order.displayId} reads as paid with ${unbooked} that is not here any more: refund ${unbooked} on the order.`,
    );
  }
  return isPositive(account.captured) ? { type: "placed", orderId: order.id } : { type: "nothing" };
}

function tooMuch(collection: Collection, { displayId, paidTotal }: PlacedOrder, account: Account): Decision {
  const spare = spareInWords(account);
  const isElsewhere = paidOtherwise(collection) || isPositive(paidTotal);
  if (!isPositive(account.captured) && isElsewhere) {
    return blocked(
      "paid_otherwise",
      account,
      `Order ${displayId} was paid in another way too: send ${spare} that came to CoinCoin back by hand, and record it.`,
    );
  }
  return blocked(
    "surplus",
    account,
    `${spare} more than order ${displayId} costs came: send it back by hand and record it, or assign it to another cart.`,
  );
}

/** An order that waits with too little is odd once CoinCoin called a part paid, or a person assigned money to it. */
function restDue(due: string, account: Account): Decision {
  const { currency, free, isPaid, assigned, elsewhere } = account;
  if (elsewhere.length > 0) {
    return blocked(
      "other_currency",
      account,
      `${inWords(free, currency)} of ${inWords(due, currency)} is here, and ${elsewhereInWords(account)} came while the cart was in another currency: send it back by hand and record it, or sell it in that currency.`,
    );
  }
  if (!isPaid && !isPositive(assigned)) return { type: "wait" };
  return blocked(
    "rest_due",
    account,
    `${inWords(free, currency)} of ${inWords(due, currency)} is paid: the customer has to pay the rest, or be refunded by hand.`,
  );
}

function holdsAnything({ held, elsewhere }: Account): boolean {
  return isPositive(held) || elsewhere.length > 0;
}

function holdsMoreThanBooked({ free, elsewhere }: Account): boolean {
  return isPositive(free) || elsewhere.length > 0;
}

function heldInWords(account: Account): string {
  return amounts(account.held, account);
}

function spareInWords(account: Account): string {
  return amounts(account.free, account);
}

function amounts(amount: string, account: Account): string {
  const here = isPositive(amount) ? [inWords(amount, account.currency)] : [];
  return [...here, ...account.elsewhere.map((other) => inWords(other.amount, other.currency))].join(" and ");
}

function elsewhereInWords(account: Account): string {
  return amounts("0", account);
}

/** The row is a new one when the money it is about has changed. */
function blocked(code: ProblemCode, { held, captured, elsewhere }: Account, reason: string): Decision {
  const about = [held, captured, ...elsewhere.map(({ amount }) => amount)].join(" ");
  return { type: "blocked", code, about, reason };
}
