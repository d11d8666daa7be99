import { add, compare, type Decimal, divide, max, multiply, round, subtract, ZERO } from "../amount.ts";
import { amountIn } from "./coverage.ts";
import { type Credit, isIssued, type Order, type PendingOrder } from "./order.ts";

/** What a merchant asks for, checked. */
export interface OrderTerms {
  /** Undefined: an order that is open for the reference serves, else a new id is made. */
  readonly paymentId: string | undefined;
  readonly reference: string | undefined;
  readonly price: Decimal;
  readonly expiresInHours: number;
  readonly customer: string | null;
  readonly metadata: Readonly<Record<string, string>>;
}

/** What the caller brings from outside of the pure part. */
export interface IssueContext {
  readonly appId: string;
  readonly at: string;
  readonly freshId: string;
  readonly leaseId: string;
  readonly leaseUntil: string;
  readonly underpaymentTolerance: Decimal;
  readonly minimumPrice: Decimal;
  readonly maximumAttempts: number;
}

/** The price less the worth of what earlier attempts received, each at its own rate; in the coin that was paid last. */
export function askFor(
  attempts: readonly Order[],
  terms: OrderTerms,
  context: IssueContext,
): { askedPrice: Decimal; credit: Credit | null } {
  const funded = attempts.filter(isIssued).filter((order) => amountIn(order.received, order.coin) !== ZERO);
  const coin = funded.at(-1)?.coin;
  if (coin === undefined) return { askedPrice: terms.price, credit: null };
  let amount = ZERO;
  let worth = ZERO;
  for (const order of funded) {
    if (order.coin !== coin) continue;
    const received = amountIn(order.received, coin);
    amount = add(amount, received);
    worth = add(worth, divide(multiply(received, order.askedPrice), order.amountDue, WORTH_PLACES, "down"));
  }
  const rest = round(subtract(terms.price, worth), PRICE_PLACES, "up");
  const credit = { coin, amount };
  if (compare(rest, ZERO) <= 0) return { askedPrice: ZERO, credit };
  return { askedPrice: max(rest, context.minimumPrice), credit };
}

const WORTH_PLACES = 12;
const PRICE_PLACES = 2;

/** The right to ask the gateway for an order, for a while. */
export function lease(order: PendingOrder | undefined, context: IssueContext): PendingOrder["creation"] {
  // A lease that ran out while asking: its process died, and the gateway may have been reached.
  const died = order?.creation.outcome === "asking";
  return {
    outcome: "asking",
    leaseId: context.leaseId,
    leaseUntil: context.leaseUntil,
    maybeMade: died || order?.creation.maybeMade === true,
    lastError: order?.creation.lastError ?? null,
    reported: order?.creation.reported ?? false,
  };
}
