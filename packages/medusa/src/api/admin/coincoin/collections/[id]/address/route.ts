import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { MedusaError } from "@medusajs/framework/utils";
import { createSession } from "../../../../../../medusa/payment-module.ts";
import { readSession } from "../../../../../../medusa/rows.ts";
import { isPositive } from "../../../../../../payments/money.ts";
import { dueOf } from "../../../../../../placing/decision.ts";
import { collectionNamed } from "../../../../../collection.ts";
import { moduleOf, pathParameter, translated } from "../../../../../request.ts";

/** A new address for what an order still costs, with a page to send to its customer: Medusa's own link needs an unpaid order. */
export async function POST(request: AuthenticatedMedusaRequest, response: MedusaResponse): Promise<void> {
  const { accounts, gateways, orders } = moduleOf(request);
  const collection = await collectionNamed(pathParameter(request, "id"));
  const { id: collectionId, currency } = collection;
  const amount = dueOf(collection);
  if (collection.order === undefined || collection.order.status === "canceled" || !isPositive(amount)) {
    throw new MedusaError(
      MedusaError.Types.NOT_ALLOWED,
      "There is nothing to ask for: no order that waits for money belongs to this payment collection.",
    );
  }
  const provider = await accounts.providerOf(collectionId);
  const sessionId = await translated(
    createSession({ collectionId, provider: provider ?? "pp_coincoin_coincoin", amount, currency }),
  );
  const session = await readSession(sessionId);
  const current = session === undefined ? undefined : await translated(orders.current(session));
  if (current?.order === undefined || current.isCovered) {
    throw new MedusaError(
      MedusaError.Types.NOT_ALLOWED,
      "What came covers the order: nothing is asked for it.",
    );
  }
  const { coincoin } = gateways.of(current.order);
  response.json({ session_id: sessionId, checkout_url: coincoin.checkoutUrl(current.order.paymentId) });
}
