import { type Decimal, type IssuedOrder, type Purchase, readDecimal } from "@coincoin/core";
import { CART_AMOUNT, CART_CURRENCY, CART_PROVIDER } from "../../src/payments/worth.ts";

interface Terms {
  readonly attempt?: number;
  readonly reference?: string;
  readonly price: string;
  readonly askedPrice?: string;
  readonly amountDue: string;
  readonly came?: string;
  readonly confirmed?: string;
}

const AT = "2026-01-01T00:00:00.000Z";

/** An order for a cart in dollars, paid in USDT. `came` is confirmed unless something else is given. */
export function issued(terms: Terms): IssuedOrder {
  const { attempt = 1, reference = "pay_col_1", came = "0", confirmed = came } = terms;
  const amounts = (amount: string) => (Number(amount) > 0 ? { usdt: decimal(amount) } : {});
  return {
    appId: "app",
    paymentId: `01M826ZH4NFP6RRPWXQFBZ1F${String(attempt).padStart(2, "0")}`,
    reference,
    attempt,
    price: decimal(terms.price),
    askedPrice: decimal(terms.askedPrice ?? terms.price),
    expiresInHours: 24,
    underpaymentTolerance: decimal("0"),
    customer: null,
    metadata: { [CART_AMOUNT]: terms.price, [CART_CURRENCY]: "usd", [CART_PROVIDER]: "pp_coincoin_coincoin" },
    display: null,
    paid: null,
    sequence: 1,
    createdAt: AT,
    updatedAt: AT,
    status: "receiving",
    address: `T${attempt}`,
    network: "tron",
    coin: "usdt",
    amountDue: decimal(terms.amountDue),
    expiresAt: "2026-01-02T00:00:00.000Z",
    receivingUntil: "2026-01-02T10:00:00.000Z",
    closesAt: "2026-01-02T12:00:00.000Z",
    invalidSeen: false,
    received: amounts(came),
    confirmed: amounts(confirmed),
    coverage: Number(came) >= Number(terms.amountDue) ? "full" : Number(came) > 0 ? "partial" : "none",
    receivedInTime: decimal(came),
    coveredAt: null,
    lapsed: false,
    told: [],
    onChain: null,
  };
}

/** Paid where its newest order is, as a price that was asked last. */
export function purchaseOf(attempts: readonly IssuedOrder[]): Purchase {
  const last = attempts.at(-1);
  const isPaid = last !== undefined && Number(last.confirmed["usdt"] ?? 0) >= Number(last.amountDue);
  return {
    appId: "app",
    reference: last?.reference ?? "pay_col_1",
    version: 1,
    price: last?.price ?? decimal("0"),
    paid: isPaid ? { at: AT, paymentId: last.paymentId, late: false, price: last.price } : null,
    attempts,
    wakeAt: null,
  };
}

function decimal(text: string): Decimal {
  const value = readDecimal(text);
  if (value === undefined) throw new TypeError(`${text} is not a decimal`);
  return value;
}
