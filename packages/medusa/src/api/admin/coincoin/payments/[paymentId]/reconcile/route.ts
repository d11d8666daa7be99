import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { actorOf, amountsIn, moduleOf, oneOf, pathParameter, translated } from "../../../../../request.ts";

/** Joins in what a person read on CoinCoin's own site. */
export async function POST(request: AuthenticatedMedusaRequest, response: MedusaResponse): Promise<void> {
  const state = oneOf(request.body, "state", ["receiving", "settling", "completed", "invalid"]);
  const collected = amountsIn(request.body, "collected");
  const entered = { collected, state, by: actorOf(request) };
  const { gateways } = moduleOf(request);
  const paymentId = pathParameter(request, "paymentId");
  const known = await translated(gateways.findOrder(paymentId));
  const { coincoin } = gateways.of(known ?? gateways.main.coincoin);
  response.json({ order: await translated(coincoin.reconcile(paymentId, entered)) });
}
