import { explorerUrl } from "@coincoin/checkout";
import { type InboxEntry, type IssuedOrder, isIssued, type Order } from "@coincoin/core";
import type { RefundRecord } from "../ledger/refunds.ts";
import { collectionIdsOfOrder, readCollection } from "../medusa/rows.ts";
import type CoinCoinModuleService from "../modules/coincoin/service.ts";
import { accountOf, covers, unbookedRefunds } from "../payments/account.ts";

/** A payment collection of an order as the admin shows it. */
export interface CollectionView {
  readonly collection_id: string;
  readonly currency: string;
  readonly amount: string;
  readonly confirmed: string;
  readonly received: string;
  /** Confirmed and assigned, less what was sent back. */
  readonly held: string;
  /** Sent back, and not refunded in Medusa yet. */
  readonly unbooked: string;
  /** Whether what is held, or was booked, covers the amount. */
  readonly is_paid: boolean;
  readonly addresses: readonly AddressView[];
  readonly refunds: readonly RefundRecord[];
}

/** One CoinCoin order: an address the customer was shown. */
export interface AddressView {
  readonly payment_id: string;
  readonly status: string;
  readonly address: string | null;
  readonly explorer_url: string | null;
  readonly network: string | null;
  readonly coin: string | null;
  readonly due: string | null;
  readonly received: string | null;
  readonly is_paid: boolean;
  /** The page to pay it on, for as long as it takes money. */
  readonly checkout_url: string | null;
  readonly created_at: string;
  readonly expires_at: string | null;
  readonly notifications: readonly NotificationView[];
}

export interface NotificationView {
  readonly at: string;
  readonly outcome: string;
  readonly reason: string | null;
  /** What vouched for it: "token, signature valid". */
  readonly proofs: string;
  readonly body: string;
  readonly count: number;
}

const NOTIFICATIONS = 50;

export async function paymentsOfOrder(
  module: CoinCoinModuleService,
  orderId: string,
): Promise<CollectionView[]> {
  const views: CollectionView[] = [];
  for (const collectionId of await collectionIdsOfOrder(orderId)) {
    const view = await collectionView(module, collectionId);
    if (view !== undefined) views.push(view);
  }
  return views;
}

async function collectionView(
  module: CoinCoinModuleService,
  collectionId: string,
): Promise<CollectionView | undefined> {
  const collection = await readCollection(collectionId);
  if (collection === undefined) return undefined;
  const { currency, amount } = collection;
  const facts = await module.accounts.facts({ collectionId, currency });
  if (facts.purchases.length === 0) return undefined;
  const account = accountOf(facts, new Date().toISOString());
  const { confirmed, received, held } = account;
  const orders = facts.purchases.flatMap((purchase) => purchase.attempts);
  return {
    collection_id: collectionId,
    currency,
    amount,
    confirmed,
    received,
    held,
    unbooked: unbookedRefunds(account),
    is_paid: covers({ free: held }, amount),
    addresses: await Promise.all(orders.map((order) => addressView(module, order))),
    refunds: await module.refunds.list(collectionId),
  };
}

async function addressView({ gateways }: CoinCoinModuleService, order: Order): Promise<AddressView> {
  const { coincoin } = gateways.of(order);
  const { items } = await coincoin.inbox.list({ paymentId: order.paymentId, limit: NOTIFICATIONS });
  const base = {
    payment_id: order.paymentId,
    status: order.status,
    is_paid: order.paid?.paymentId === order.paymentId,
    checkout_url:
      coincoin.publicOrder(order).status === "receiving" ? coincoin.checkoutUrl(order.paymentId) : null,
    created_at: order.createdAt,
    notifications: items.map(notificationView),
  };
  return isIssued(order) ? { ...base, ...issuedView(order) } : { ...base, ...notIssued };
}

function issuedView(order: IssuedOrder) {
  const { address, network, coin, amountDue, expiresAt } = order;
  return {
    address,
    explorer_url: explorerUrl({ network, address }),
    network,
    coin,
    due: amountDue,
    received: order.received[coin] ?? "0",
    expires_at: expiresAt,
  };
}

const notIssued = {
  address: null,
  explorer_url: null,
  network: null,
  coin: null,
  due: null,
  received: null,
  expires_at: null,
} as const;

function notificationView(entry: InboxEntry): NotificationView {
  const { token, signature } = entry.proofs;
  const proofs =
    entry.source === "operator"
      ? `entered by ${entry.by ?? "a person"}`
      : `${token === null ? "no token" : "token"}, signature ${signature}`;
  return {
    at: entry.lastAt,
    outcome: entry.outcome,
    reason: entry.reason,
    proofs,
    body: entry.body,
    count: entry.count,
  };
}
