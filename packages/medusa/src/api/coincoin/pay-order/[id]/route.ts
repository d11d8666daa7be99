import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { payPage } from "../../../../pay-links/page.ts";
import { moduleOf, pathParameter } from "../../../request.ts";

/** What an order owes, for whoever has its pay link. */
export async function GET(request: MedusaRequest, response: MedusaResponse): Promise<void> {
  await answer("GET", request, response);
}

/** Its button: asks for it, and leads to the payment page. */
export async function POST(request: MedusaRequest, response: MedusaResponse): Promise<void> {
  await answer("POST", request, response);
}

async function answer(
  method: "GET" | "POST",
  request: MedusaRequest,
  response: MedusaResponse,
): Promise<void> {
  const { status, headers, body } = await payPage(moduleOf(request), {
    method,
    orderId: pathParameter(request, "id"),
    search: request.url.split("?", 2)[1] ?? "",
    languages: request.headers["accept-language"],
  });
  response.writeHead(status, headers).end(body);
}
