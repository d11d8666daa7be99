import { isIssued, type Order } from "@coincoin/core";
import { type OrderTerms, providersOfRegion, readOrderTerms } from "../medusa/order-terms.ts";
import { type Collection, collectionIdsOfOrder, readCollection } from "../medusa/rows.ts";
import type CoinCoinModuleService from "../modules/coincoin/service.ts";
import { difference, isPositive, largest, sum } from "../payments/money.ts";
import { dueOf } from "../placing/decision.ts";

type Module = Pick<CoinCoinModuleService, "accounts" | "gateways">;

/** What an order asks of its customer now. Amounts are in the order's currency. */
export type Bill =
  | {
      readonly type: "due";
      readonly order: OrderTerms;
      /** What Medusa waits for. */
      readonly amount: string;
      /** Of it, what has not been seen on its way yet: what the customer is asked for. */
      readonly rest: string;
      /** The payment collection that waits. Undefined: the order has none for this yet. */
      readonly collectionId: string | undefined;
      readonly provider: string;
    }
  /** Nothing more is asked. The CoinCoin order that shows what came last, if any did. */
  | { readonly type: "paid"; readonly shown: Order | undefined }
  | { readonly type: "canceled" }
  /** Not an order, a draft that is not one yet, or one that is not sold through CoinCoin. */
  | { readonly type: "none" };

export async function readBill(module: Module, orderId: string): Promise<Bill> {
  const order = await readOrderTerms(orderId);
  if (order === undefined || order.status === "draft") return { type: "none" };
  if (order.status === "canceled") return { type: "canceled" };
  const collections = await collectionsOf(orderId);
  const waiting = collections.find((collection) => isPositive(dueOf(collection)));
  const amount = waiting === undefined ? unasked(order, collections) : dueOf(waiting);
  if (!isPositive(amount)) return { type: "paid", shown: await lastPaid(module, collections) };
  const rest = waiting === undefined ? amount : difference(amount, await expectedFor(module, waiting));
  if (!isPositive(rest)) return { type: "paid", shown: await lastPaid(module, collections) };
  const provider = await providerFor(module, order, collections);
  if (provider === undefined) return { type: "none" };
  return { type: "due", order, amount, rest, collectionId: waiting?.id, provider };
}

async function collectionsOf(orderId: string): Promise<Collection[]> {
  const found = await Promise.all((await collectionIdsOfOrder(orderId)).map(readCollection));
  return found.filter((collection) => collection !== undefined);
}

/** What the order costs beyond what was promised for it, in whatever way, and is not in its own books yet. */
function unasked({ pending, paidTotal }: OrderTerms, collections: readonly Collection[]): string {
  const live = collections.flatMap(({ payments }) => payments).filter(({ isCanceled }) => !isCanceled);
  const promised = difference(sum(live.map(({ amount }) => amount)), paidTotal);
  return difference(pending, largest(promised, "0"));
}

/** What is here for a collection or on its way, and not booked. */
async function expectedFor({ accounts }: Module, { id, currency }: Collection): Promise<string> {
  const { expected, booked } = await accounts.read({ collectionId: id, currency });
  return largest(difference(expected, booked), "0");
}

async function lastPaid(
  { accounts }: Module,
  collections: readonly Collection[],
): Promise<Order | undefined> {
  const purchases = await Promise.all(collections.map(({ id }) => accounts.purchases(id)));
  const orders = purchases.flat().flatMap(({ attempts }) => attempts);
  return orders
    .filter((order) => isIssued(order) && Object.values(order.received).some(isPositive))
    .toSorted((a, b) => a.createdAt.localeCompare(b.createdAt))
    .at(-1);
}

/** The one that the customer was asked through before, else one of the order's region that takes its currency. */
async function providerFor(
  { accounts, gateways }: Module,
  { currency, regionId }: OrderTerms,
  collections: readonly Collection[],
): Promise<string | undefined> {
  for (const { id } of collections) {
    const asked = await accounts.providerOf(id);
    if (asked !== undefined) return asked;
  }
  const offered = regionId === null ? [] : await providersOfRegion(regionId);
  const takes = (provider: string) => {
    const { prices } = gateways.ofProvider(provider);
    return prices.currencies.includes(currency) || prices.convert !== undefined;
  };
  return offered.find(takes);
}
