import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import type { Overview } from "../../../admin-view/overview.ts";
import { moduleOf, translated } from "../../request.ts";

/** What the merchant pastes into CoinCoin's site, and how things stand: for each account. */
export async function GET(request: AuthenticatedMedusaRequest, response: MedusaResponse): Promise<void> {
  const { gateways } = moduleOf(request);
  const accounts = gateways.all.map(async ({ id, coincoin, prices }) => ({
    id,
    webhook_url: await translated((async () => coincoin.webhookUrl())()),
    health: await coincoin.health(),
    currencies: prices.currencies,
  }));
  const overview: Overview = { accounts: await Promise.all(accounts) };
  response.json(overview);
}
