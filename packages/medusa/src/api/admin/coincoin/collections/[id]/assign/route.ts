import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { MedusaError } from "@medusajs/framework/utils";
import { type Collection, readCollection, readSession } from "../../../../../../medusa/rows.ts";
import { difference, sum } from "../../../../../../payments/money.ts";
import { actorOf, amountIn, moduleOf, pathParameter, textIn, translated } from "../../../../../request.ts";

/**
 * Counts money that came for one cart toward another, named by its payment collection or a session of it. Only what is
 * confirmed, and was not captured for an order of its own.
 */
export async function POST(request: AuthenticatedMedusaRequest, response: MedusaResponse): Promise<void> {
  const { assignments, orders, settlement } = moduleOf(request);
  const from = await collectionNamed(pathParameter(request, "id"));
  const to = await collectionNamed(textIn(request.body, "to", 100));
  if (from.id === to.id) throw refused("Money that came for a cart counts toward it already.");
  if (from.currency !== to.currency) throw refused("The two carts are in different currencies.");
  const { id: collectionId, currency } = from;
  const { confirmed } = await orders.coverage({ collectionId, currency });
  const before = difference(confirmed, await assignments.net(collectionId, currency));
  const captured = sum(
    from.payments.filter((payment) => !payment.isCanceled).map((payment) => payment.captured),
  );
  const assignment = {
    from: from.id,
    to: to.id,
    amount: amountIn(request.body, "amount"),
    currency,
    by: actorOf(request),
  };
  if (!(await assignments.assign(assignment, difference(before, captured)))) {
    throw refused(
      `Less than ${assignment.amount} ${currency.toUpperCase()} is confirmed here and not used yet.`,
    );
  }
  response.json({ assignment, placement: await translated(settlement.place(to.id)) });
}

async function collectionNamed(id: string): Promise<Collection> {
  const session = id.startsWith("payses_") ? await readSession(id) : undefined;
  const collection = await readCollection(session?.collectionId ?? id);
  if (collection !== undefined) return collection;
  throw new MedusaError(MedusaError.Types.NOT_FOUND, `There is no payment collection or session ${id}.`);
}

function refused(message: string): MedusaError {
  return new MedusaError(MedusaError.Types.NOT_ALLOWED, message);
}
