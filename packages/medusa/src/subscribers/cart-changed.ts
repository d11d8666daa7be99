import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework";
import type CoinCoinModuleService from "../modules/coincoin/service.ts";
import { COINCOIN } from "../modules/coincoin/service.ts";
import { lookAtCart } from "../placing/look.ts";

/** A cart that was paid in part and costs less now may be covered: it is placed without waiting for the customer. */
export default async function cartChanged({
  event,
  container,
}: SubscriberArgs<{ id: string }>): Promise<void> {
  await lookAtCart(container.resolve<CoinCoinModuleService>(COINCOIN), event.data.id);
}

export const config: SubscriberConfig = {
  event: ["cart.updated", "cart.customer_updated", "cart.region_updated"],
};
