import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { moduleOf, pathParameter, translated } from "../../../../../request.ts";

/** Does again what a row says has failed: a delivery that was given up, or the placing of a paid order. */
export async function POST(request: AuthenticatedMedusaRequest, response: MedusaResponse): Promise<void> {
  const placement = await translated(moduleOf(request).settlement.retry(pathParameter(request, "id")));
  response.json({ placement });
}
