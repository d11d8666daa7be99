import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { actorOf, moduleOf, pathParameter, textIn, translated } from "../../../../../request.ts";

/** Closes a row, with a note of what was done about it. */
export async function POST(request: AuthenticatedMedusaRequest, response: MedusaResponse): Promise<void> {
  const note = textIn(request.body, "note");
  const { attention } = moduleOf(request).coincoin;
  await translated(attention.resolve(pathParameter(request, "id"), note, { by: actorOf(request) }));
  response.json({ ok: true });
}
