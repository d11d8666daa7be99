import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { MedusaError } from "@medusajs/framework/utils";
import { difference, exact, inWords } from "../../../../../../payments/money.ts";
import { collectionNamed } from "../../../../../collection.ts";
import { actorOf, amountIn, moduleOf, pathParameter, textIn, translated } from "../../../../../request.ts";

/**
 * Counts money that came for one cart toward another, named by its payment collection or a session of it. Only what is
 * confirmed, and was not captured for an order of its own or sent back.
 */
export async function POST(request: AuthenticatedMedusaRequest, response: MedusaResponse): Promise<void> {
  const { accounts, assignments, settlement } = moduleOf(request);
  const from = await collectionNamed(pathParameter(request, "id"));
  const to = await collectionNamed(textIn(request.body, "to", 100));
  if (from.id === to.id) throw refused("Money that came for a cart counts toward it already.");
  if (from.currency !== to.currency) throw refused("The two carts are in different currencies.");
  const { currency } = from;
  const { confirmed, booked } = await accounts.read({ collectionId: from.id, currency });
  const amount = exact(amountIn(request.body, "amount"));
  const assignment = { from: from.id, to: to.id, amount, currency, by: actorOf(request) };
  if (!(await assignments.assign(assignment, difference(confirmed, booked)))) {
    throw refused(`Less than ${inWords(amount, currency)} is confirmed here and not used yet.`);
  }
  await translated(settlement.place(from.id));
  response.json({ assignment, placement: await translated(settlement.place(to.id)) });
}

function refused(message: string): MedusaError {
  return new MedusaError(MedusaError.Types.NOT_ALLOWED, message);
}
