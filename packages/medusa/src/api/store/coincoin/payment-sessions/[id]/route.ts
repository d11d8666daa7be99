import { isIssued } from "@coincoin/core";
import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { MedusaError } from "@medusajs/framework/utils";
import { readSession } from "../../../../../medusa/rows.ts";
import { isOurs } from "../../../../../placing/sessions.ts";
import { moduleOf, pathParameter, translated } from "../../../../request.ts";

/** What the customer of a payment session has to pay now, and where to follow it. */
export async function GET(request: MedusaRequest, response: MedusaResponse): Promise<void> {
  const { coincoin, orders } = moduleOf(request);
  const session = await readSession(pathParameter(request, "id"));
  if (session === undefined || !isOurs(session.providerId)) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, "There is no such payment session.");
  }
  const order = await translated(orders.current(session));
  if (order === undefined || !isIssued(order)) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, "This payment session has no address yet.");
  }
  const key = coincoin.viewKey(order.paymentId);
  const checkoutUrl = coincoin.checkoutUrl(order.paymentId);
  const base = checkoutUrl.slice(0, checkoutUrl.lastIndexOf("/checkout/"));
  const orderUrl = `${base}/orders/${order.paymentId}?key=${key}`;
  response.setHeader("cache-control", "no-store");
  response.json({
    payment: coincoin.publicOrder(order),
    session: { id: session.id, status: session.status },
    checkout_url: checkoutUrl,
    order_url: orderUrl,
    events_url: `${base}/orders/${order.paymentId}/events?key=${key}`,
  });
}
