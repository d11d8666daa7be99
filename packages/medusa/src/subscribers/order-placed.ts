import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework";
import { cartIdOfOrder, collectionIdsOfOrder, ordersOfCart } from "../medusa/rows.ts";
import type CoinCoinModuleService from "../modules/coincoin/service.ts";
import { COINCOIN } from "../modules/coincoin/service.ts";

/** A second order of a cart that CoinCoin was paid for is told to a person, however late it comes. */
export default async function orderPlaced({
  event,
  container,
}: SubscriberArgs<{ id: string }>): Promise<void> {
  const cartId = await cartIdOfOrder(event.data.id);
  if (cartId === undefined || (await ordersOfCart(cartId)).length < 2) return;
  const { orders, settlement } = container.resolve<CoinCoinModuleService>(COINCOIN);
  for (const collectionId of await collectionIdsOfOrder(event.data.id)) {
    const purchases = await orders.purchases(collectionId);
    if (purchases.some((purchase) => purchase.paid !== null)) await settlement.place(collectionId);
  }
}

export const config: SubscriberConfig = { event: "order.placed" };
