import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { type AttentionPage, attentionRows } from "../../../../admin-view/attention.ts";
import { attentionPage } from "../../../../admin-view/attention-page.ts";
import { moduleOf, translated } from "../../../request.ts";

const PAGE = 50;

/** What needs a person, newest first. `?resolved=true` for what did. */
export async function GET(request: AuthenticatedMedusaRequest, response: MedusaResponse): Promise<void> {
  const { gateways } = moduleOf(request);
  const { after, resolved } = request.query;
  const query = {
    open: resolved !== "true",
    limit: PAGE,
    after: typeof after === "string" ? after : undefined,
  };
  const { items, cursor } = await translated(attentionPage(gateways, query));
  const page: AttentionPage = { items: await translated(attentionRows(items, gateways)), cursor };
  response.json(page);
}
