import { isIssued, type Order } from "@coincoin/core";
import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { MedusaError } from "@medusajs/framework/utils";
import { readSession, type Session } from "../../../../../medusa/rows.ts";
import type CoinCoinModuleService from "../../../../../modules/coincoin/service.ts";
import { asCustomerError } from "../../../../../payments/errors.ts";
import { isOurs } from "../../../../../payments/providers.ts";
import { moduleOf, pathParameter } from "../../../../request.ts";

/** What the customer of a payment session has to pay now, and where to follow it. */
export async function GET(request: MedusaRequest, response: MedusaResponse): Promise<void> {
  const module = moduleOf(request);
  const session = await readSession(pathParameter(request, "id"));
  if (session === undefined || !isOurs(session.providerId)) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, "There is no such payment session.");
  }
  const { order, isCovered } = await currentOf(module, session);
  response.setHeader("cache-control", "no-store");
  const about = { paid: isCovered, session: { id: session.id, status: session.status } };
  if (order !== undefined && isIssued(order)) {
    response.json({ ...about, ...addressOf(module, order, isCovered) });
    return;
  }
  if (!isCovered) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, "This payment session has no address yet.");
  }
  response.json({ ...about, payment: null, checkout_url: null, order_url: null, events_url: null });
}

async function currentOf({ orders, log }: CoinCoinModuleService, session: Session) {
  try {
    return await orders.current(session);
  } catch (error) {
    throw asCustomerError(error, log, { session: session.id });
  }
}

/** A session that is covered by other money shows no address: nobody is to pay it again. */
function addressOf({ gateways }: CoinCoinModuleService, order: Order, isCovered: boolean) {
  const { coincoin } = gateways.of(order);
  const key = coincoin.viewKey(order.paymentId);
  const checkoutUrl = coincoin.checkoutUrl(order.paymentId);
  const base = checkoutUrl.slice(0, checkoutUrl.lastIndexOf("/checkout/"));
  const payment = coincoin.publicOrder(order);
  return {
    payment: isCovered ? { ...payment, paid: true, address: null, paymentUri: null } : payment,
    checkout_url: checkoutUrl,
    order_url: `${base}/orders/${order.paymentId}?key=${key}`,
    events_url: `${base}/orders/${order.paymentId}/events?key=${key}`,
  };
}
