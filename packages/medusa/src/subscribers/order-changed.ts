import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework";
import type CoinCoinModuleService from "../modules/coincoin/service.ts";
import { COINCOIN } from "../modules/coincoin/service.ts";
import { lookAtOrder } from "../placing/look.ts";

/**
 * Orders that were placed, edited or cancelled past us: a second order of one cart, too much for an order that costs
 * less now, or money that is owed back.
 */
export default async function orderChanged({
  event,
  container,
}: SubscriberArgs<{ id?: string; order_id?: string }>): Promise<void> {
  const orderId = event.data.order_id ?? event.data.id;
  if (orderId === undefined) return;
  await lookAtOrder(container.resolve<CoinCoinModuleService>(COINCOIN), orderId);
}

export const config: SubscriberConfig = {
  event: ["order.placed", "order.canceled", "order-edit.confirmed"],
};
