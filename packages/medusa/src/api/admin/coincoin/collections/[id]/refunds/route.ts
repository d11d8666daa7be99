import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { MedusaError } from "@medusajs/framework/utils";
import { readCollection } from "../../../../../../medusa/rows.ts";
import { actorOf, amountIn, moduleOf, pathParameter, textIn } from "../../../../../request.ts";

/** Refunds that were sent by hand. */
export async function GET(request: AuthenticatedMedusaRequest, response: MedusaResponse): Promise<void> {
  response.json({ refunds: await moduleOf(request).refunds.list(pathParameter(request, "id")) });
}

/** Records that coins were sent back, after which Medusa may book a refund of that amount. */
export async function POST(request: AuthenticatedMedusaRequest, response: MedusaResponse): Promise<void> {
  const collectionId = pathParameter(request, "id");
  if ((await readCollection(collectionId)) === undefined) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `There is no payment collection ${collectionId}.`);
  }
  const refund = await moduleOf(request).refunds.record({
    collectionId,
    amount: amountIn(request.body, "amount"),
    transaction: textIn(request.body, "transaction", 200),
    by: actorOf(request),
  });
  response.json({ refund });
}
