import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { type AttentionPage, attentionRows } from "../../../../admin-view/attention.ts";
import { moduleOf, translated } from "../../../request.ts";

const PAGE = 50;

/** What needs a person, newest first. `?resolved=true` for what did. */
export async function GET(request: AuthenticatedMedusaRequest, response: MedusaResponse): Promise<void> {
  const { after, resolved } = request.query;
  const { coincoin } = moduleOf(request);
  const page = await translated(
    coincoin.attention.list({
      open: resolved !== "true",
      limit: PAGE,
      ...(typeof after === "string" ? { after } : {}),
    }),
  );
  const answer: AttentionPage = {
    items: await translated(attentionRows(page.items, coincoin)),
    cursor: page.cursor,
  };
  response.json(answer);
}
