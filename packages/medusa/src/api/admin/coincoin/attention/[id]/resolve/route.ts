import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { actorOf, moduleOf, pathParameter, textIn, translated } from "../../../../../request.ts";

/** Closes a row, with a note of what was done about it. */
export async function POST(request: AuthenticatedMedusaRequest, response: MedusaResponse): Promise<void> {
  const note = textIn(request.body, "note");
  const { gateways, openRows } = moduleOf(request);
  const id = pathParameter(request, "id");
  const item = await translated(openRows.find(id));
  const { coincoin } = gateways.of(item ?? gateways.main.coincoin);
  await translated(coincoin.attention.resolve(id, note, { by: actorOf(request) }));
  response.json({ ok: true });
}
