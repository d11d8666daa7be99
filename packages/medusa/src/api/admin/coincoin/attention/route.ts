import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { moduleOf, translated } from "../../../request.ts";

const PAGE = 50;

/** What needs a person, newest first. `?resolved=true` for what did. */
export async function GET(request: AuthenticatedMedusaRequest, response: MedusaResponse): Promise<void> {
  const { after, resolved } = request.query;
  const page = await translated(
    moduleOf(request).coincoin.attention.list({
      open: resolved !== "true",
      limit: PAGE,
      ...(typeof after === "string" ? { after } : {}),
    }),
  );
  response.json({ items: page.items, cursor: page.cursor });
}
