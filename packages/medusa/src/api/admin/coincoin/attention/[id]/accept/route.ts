import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { MedusaError } from "@medusajs/framework/utils";
import { heldFor } from "../../../../../../admin-view/held.ts";
import { actorOf, moduleOf, pathParameter, translated } from "../../../../../request.ts";

/** Lets the one notification pass that a row says was held, on the word of who is logged in. */
export async function POST(request: AuthenticatedMedusaRequest, response: MedusaResponse): Promise<void> {
  const { gateways, openRows } = moduleOf(request);
  const id = pathParameter(request, "id");
  const item = await translated(openRows.find(id));
  const { inbox } = gateways.of(item ?? gateways.main.coincoin).coincoin;
  const held = item === undefined ? undefined : await translated(heldFor(item, inbox));
  if (held === undefined) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `No notification is held by ${id}.`);
  }
  const { paymentId, digest } = held;
  const report = await translated(inbox.accept({ paymentId, digest, by: actorOf(request) }));
  response.json({ report });
}
