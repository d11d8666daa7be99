import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { paymentsOfOrder } from "../../../../../admin-view/order-payments.ts";
import { payLinkOf } from "../../../../../admin-view/pay-link.ts";
import { moduleOf, pathParameter, translated } from "../../../../request.ts";

/** What the widget beside a Medusa order shows. */
export async function GET(request: AuthenticatedMedusaRequest, response: MedusaResponse): Promise<void> {
  const module = moduleOf(request);
  const id = pathParameter(request, "id");
  const payments = await translated(paymentsOfOrder(module, id));
  response.json({ payments, pay_link: await translated(payLinkOf(module, id)) });
}
