import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { paymentsOfOrder } from "../../../../../admin-view/order-payments.ts";
import { moduleOf, pathParameter, translated } from "../../../../request.ts";

/** What the widget beside a Medusa order shows. */
export async function GET(request: AuthenticatedMedusaRequest, response: MedusaResponse): Promise<void> {
  const payments = await translated(paymentsOfOrder(moduleOf(request), pathParameter(request, "id")));
  response.json({ payments });
}
