import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework";
import { collectionIdOfPayment } from "../medusa/rows.ts";
import type CoinCoinModuleService from "../modules/coincoin/service.ts";
import { COINCOIN } from "../modules/coincoin/service.ts";
import { lookAt } from "../placing/look.ts";

/** A payment was captured or refunded in Medusa's books, by whichever provider. */
export default async function paymentChanged({
  event,
  container,
}: SubscriberArgs<{ id: string }>): Promise<void> {
  const collectionId = await collectionIdOfPayment(event.data.id);
  if (collectionId === undefined) return;
  await lookAt(container.resolve<CoinCoinModuleService>(COINCOIN), [collectionId]);
}

export const config: SubscriberConfig = { event: ["payment.captured", "payment.refunded"] };
