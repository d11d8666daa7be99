import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { moduleOf, translated } from "../../request.ts";

/** What the merchant pastes into CoinCoin's site, and how things stand. */
export async function GET(request: AuthenticatedMedusaRequest, response: MedusaResponse): Promise<void> {
  const { coincoin, config } = moduleOf(request);
  const health = await coincoin.health();
  const webhook_url = await translated((async () => coincoin.webhookUrl())());
  response.json({ webhook_url, health, currencies: config.currencies });
}
