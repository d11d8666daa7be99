import type { Display } from "@coincoin/checkout";
import { add, type Decimal, max, round, subtract, ZERO } from "./amount.ts";
import { receivedOf } from "./coverage.ts";
import { type Credit, isIssued, type Order, type PendingOrder } from "./order.ts";
import { issuedIn, meetsPrice, worthIn } from "./worth.ts";

/** What a merchant asks for, checked. */
export interface OrderTerms {
  /** Undefined: an order that is open for the reference serves, else a new id is made. */
  readonly paymentId: string | undefined;
  readonly reference: string | undefined;
  readonly price: Decimal;
  readonly expiresInHours: number;
  readonly customer: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly display: Display | null;
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

/**
 * The price less the worth of what earlier attempts received; in the coin that was paid last. A rest below the gateway's
 * minimum is asked for as the minimum: what comes beyond the price then is raised as a surplus.
 */
export function askFor(
  attempts: readonly Order[],
  price: Decimal,
  context: Pick<IssueContext, "minimumPrice" | "underpaymentTolerance">,
): { askedPrice: Decimal; credit: Credit | null } {
  const funded = attempts.filter(isIssued).filter((order) => receivedOf(order) !== ZERO);
  const coin = funded.at(-1)?.coin;
  if (coin === undefined) return { askedPrice: price, credit: null };
  const amount = issuedIn(attempts, coin).map(receivedOf).reduce(add, ZERO);
  const credit = { coin, amount };
  const worth = worthIn(attempts, coin, "received");
  if (meetsPrice(worth, price, context.underpaymentTolerance)) return { askedPrice: ZERO, credit };
  const rest = round(subtract(price, worth), PRICE_PLACES, "up");
  return { askedPrice: max(rest, context.minimumPrice), credit };
}

/** The gateway is asked for whole cents. */
const PRICE_PLACES = 2;

/**
 * Whether another call has the right to ask the gateway for this order. A lease that ends later than one taken now could was
 * written before the clock was set back, and binds nobody. (Twice, for a process with longer timeouts.)
 */
export function isLeased({ creation }: PendingOrder, { at, leaseUntil }: IssueContext): boolean {
  if (creation.outcome !== "asking" || creation.leaseUntil <= at) return false;
  const length = Date.parse(leaseUntil) - Date.parse(at);
  return Date.parse(creation.leaseUntil) - Date.parse(at) <= 2 * length;
}

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
