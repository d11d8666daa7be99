import { type CheckoutView, paymentUri } from "@coincoin/checkout";
import { ZERO } from "../amount.ts";
import { isCovered, receivedOf, remainingOf } from "./coverage.ts";
import { type IssuedOrder, isIssued, type Order } from "./order.ts";
import { readsInvalid } from "./transition.ts";

/** What a customer may see of an order: nothing of the merchant's keys, reference, metadata or prices. */
export type PublicOrder = CheckoutView;

export function publicView(order: Order, now: string, checkoutUrl: string | null): PublicOrder {
  const base = {
    paymentId: order.paymentId,
    paid: order.paid !== null,
    late: order.paid?.late ?? false,
    waitingFor: null,
    createdAt: order.createdAt,
    checkoutUrl,
    now,
  };
  if (!isIssued(order)) {
    return { ...base, ...unissued, status: "pending", coverage: "none", received: ZERO, otherCoins: {} };
  }
  const status = statusAt(order, now);
  const payable = status === "receiving" || isCovered(order.coverage);
  const remaining = remainingOf(order);
  const { address, network, coin } = order;
  return {
    ...base,
    status,
    coverage: order.coverage,
    address: payable ? address : null,
    network,
    coin,
    amountDue: order.amountDue,
    received: receivedOf(order),
    remaining,
    otherCoins: Object.fromEntries(Object.entries(order.received).filter(([name]) => name !== coin)),
    expiresAt: order.expiresAt,
    paymentUri:
      status === "receiving" && remaining !== ZERO && !isCovered(order.coverage)
        ? paymentUri({ network, coin, address, amount: remaining })
        : null,
  };
}

const unissued = {
  address: null,
  network: null,
  coin: null,
  amountDue: null,
  remaining: null,
  expiresAt: null,
  paymentUri: null,
} as const;

/** The status a customer is told: past the deadline that was shown, an uncovered order takes no more money. */
function statusAt(order: IssuedOrder, now: string): PublicOrder["status"] {
  if (readsInvalid(order)) return "invalid";
  if (order.status !== "receiving" || isCovered(order.coverage)) return order.status;
  return order.lapsed || order.expiresAt <= now ? "expired" : "receiving";
}
