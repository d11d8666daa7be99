import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework";
import type CoinCoinModuleService from "../modules/coincoin/service.ts";
import { COINCOIN } from "../modules/coincoin/service.ts";

/** Stock came in: what is paid and waits for it is tried at once. */
export default async function restocked({ container }: SubscriberArgs): Promise<void> {
  await container.resolve<CoinCoinModuleService>(COINCOIN).settlement.retryAll();
}

export const config: SubscriberConfig = {
  event: ["inventory-level.updated", "inventory-level.created"],
};
