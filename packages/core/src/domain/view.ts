import { type CheckoutView, paymentUri, type Receipt } from "@coincoin/checkout";
import { add, ZERO } from "./amount.ts";
import { readsInvalid } from "./apply-notification.ts";
import { confirmationsOf, provedOf, seenOf } from "./chain-cover.ts";
import { coverageOf, isCovered, receivedOf, remainingOf } from "./coverage.ts";
import { type IssuedOrder, isIssued, type Order, type Purchase } from "./order.ts";
import { coinThatPays, unconfirmedOf, unconfirmedParts } from "./paid.ts";
import { surplusOf } from "./surplus.ts";

/** What a customer may see of an order: nothing of the merchant's keys, reference, metadata or prices. */
export type PublicOrder = CheckoutView;

/**
 * @param attempts all attempts of the order's reference, where they are at hand: with them the view says what it waits for, and
 *   that an excess at one address was counted toward the price.
 */
export function publicView(
  order: Order,
  now: string,
  checkoutUrl: string | null,
  purchase?: Purchase,
): PublicOrder {
  const base = {
    paymentId: order.paymentId,
    paid: order.paid !== null,
    late: order.paid?.late ?? false,
    waitingFor: null,
    createdAt: order.createdAt,
    checkoutUrl,
    display: order.display,
    wholePrice: order.askedPrice === order.price,
    receipt: purchase === undefined ? null : receiptOf(purchase),
    now,
  };
  if (!isIssued(order)) {
    return { ...base, ...unissued, status: "pending", coverage: "none", received: ZERO, otherCoins: {} };
  }
  const status = statusAt(order, now);
  const payable = order.withdrawn === undefined && (status === "receiving" || isCovered(order.coverage));
  const remaining = remainingOf(order);
  const { address, network, coin } = order;
  return {
    ...base,
    status,
    coverage: order.withdrawn === undefined ? coverageShown(order, purchase) : "none",
    waitingFor: purchase === undefined ? null : waitingFor(order, purchase),
    seen: seenOnChain(order),
    address: payable ? address : null,
    network,
    coin,
    amountDue: order.amountDue,
    received: receivedOf(order),
    remaining,
    otherCoins: Object.fromEntries(Object.entries(order.received).filter(([name]) => name !== coin)),
    expiresAt: order.expiresAt,
    paymentUri:
      status === "receiving" && !isCovered(order.coverage)
        ? paymentUri({ network, coin, address, amount: remaining })
        : null,
  };
}

/** All that came of the coin that paid, at every address of the purchase. */
function receiptOf({ paid, attempts }: Purchase): Receipt | null {
  if (paid === null) return null;
  const issued = attempts.filter(isIssued);
  const coin = issued.find(({ paymentId }) => paymentId === paid.paymentId)?.coin;
  const payments = issued
    .filter((order) => order.coin === coin && cameTo(order) !== ZERO)
    .map((order) => ({
      paymentId: order.paymentId,
      amount: cameTo(order),
      coin: order.coin,
      network: order.network,
      address: order.address,
    }));
  return { paidAt: paid.at, payments };
}

/** What the gateway reported; where it reported nothing, what the chain shows. */
function cameTo(order: IssuedOrder): string {
  return receivedOf(order) === ZERO ? provedOf(order) : receivedOf(order);
}

const unissued = {
  address: null,
  network: null,
  coin: null,
  amountDue: null,
  remaining: null,
  expiresAt: null,
  paymentUri: null,
  waitingFor: null,
  seen: null,
} as const;

/** What the chain shows before the gateway tells of it, where it is enough: nothing more is to be sent while it is confirmed. */
function seenOnChain(order: IssuedOrder): NonNullable<PublicOrder["seen"]> | null {
  const { onChain, coverage, coin } = order;
  if (onChain === null || isCovered(coverage)) return null;
  const amount = seenOf(order);
  if (!isCovered(coverageOf(order, amount))) return null;
  const { needs } = onChain;
  return { amount, coin, confirmations: Math.min(needs, confirmationsOf(order) ?? needs), needs };
}

/** What came beyond the amount of this address, and was counted toward the price, is not an excess. */
function coverageShown(order: IssuedOrder, purchase: Purchase | undefined): IssuedOrder["coverage"] {
  const isCounted = purchase !== undefined && purchase.paid !== null && surplusOf(purchase) === undefined;
  return order.coverage === "over" && isCounted ? "full" : order.coverage;
}

/** This order got its amount, and its reference is not paid, since an earlier part is not confirmed. */
function waitingFor(order: IssuedOrder, purchase: Purchase): PublicOrder["waitingFor"] {
  const { coin } = order;
  if (purchase.paid !== null || !isCovered(order.coverage)) return null;
  if (coinThatPays(purchase, "received") !== coin) return null;
  const parts = unconfirmedParts(purchase, coin).filter(({ paymentId }) => paymentId !== order.paymentId);
  if (parts.length === 0) return null;
  const amount = parts.map(unconfirmedOf).reduce(add, ZERO);
  const until = parts.map(({ expiresAt }) => expiresAt).reduce((last, at) => (at > last ? at : last));
  return { amount, coin, until };
}

/**
 * The status a customer is told. An order that is not covered takes money until the deadline that was shown, whatever code
 * the gateway sent; after it none.
 */
function statusAt(order: IssuedOrder, now: string): PublicOrder["status"] {
  if (order.withdrawn !== undefined) return "invalid";
  if (readsInvalid(order)) return isTimeOver(order, now) ? "expired" : "invalid";
  if (isCovered(order.coverage)) return order.status;
  return order.lapsed || order.expiresAt <= now ? "expired" : "receiving";
}

/** How far the gateway's clock may be ahead of ours. */
const CLOCKS_APART_MS = 5 * 60_000;

/** "Invalid" is first of all what the gateway calls an order whose time passed without money ("Order status"). */
function isTimeOver(order: IssuedOrder, now: string): boolean {
  return Date.parse(order.expiresAt) <= Date.parse(now) + CLOCKS_APART_MS;
}
