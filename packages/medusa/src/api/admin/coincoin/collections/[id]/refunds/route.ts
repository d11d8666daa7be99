import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { MedusaError } from "@medusajs/framework/utils";
import { exact, inWords } from "../../../../../../payments/money.ts";
import { collectionNamed } from "../../../../../collection.ts";
import {
  actorOf,
  amountIn,
  currencyIn,
  moduleOf,
  pathParameter,
  textIn,
  translated,
} from "../../../../../request.ts";

/** Refunds that were sent by hand. */
export async function GET(request: AuthenticatedMedusaRequest, response: MedusaResponse): Promise<void> {
  response.json({ refunds: await moduleOf(request).refunds.list(pathParameter(request, "id")) });
}

/**
 * Records that coins were sent back. Of an order that is cancelled it is booked at once; of another one Medusa may book
 * a refund of that amount from then on.
 */
export async function POST(request: AuthenticatedMedusaRequest, response: MedusaResponse): Promise<void> {
  const { accounts, refunds, settlement } = moduleOf(request);
  const { id: collectionId, currency: own } = await collectionNamed(pathParameter(request, "id"));
  const amount = exact(amountIn(request.body, "amount"));
  const currency = currencyIn(request.body, "currency") ?? own;
  const transaction = textIn(request.body, "transaction", 200);
  const { received } = await accounts.read({ collectionId, currency });
  const entry = { collectionId, amount, currency, transaction, by: actorOf(request) };
  const refund = await refunds.record(entry, received);
  if (refund === "more_than_came") {
    throw refused(`Less than ${inWords(amount, currency)} came here and was not sent back or assigned yet.`);
  }
  if (refund === "transaction_known") {
    throw refused("A refund with this transaction is recorded already: each one counts once.");
  }
  response.json({ refund, placement: await translated(settlement.place(collectionId)) });
}

function refused(message: string): MedusaError {
  return new MedusaError(MedusaError.Types.NOT_ALLOWED, message);
}
