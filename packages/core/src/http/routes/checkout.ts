import { renderCheckout } from "@coincoin/checkout";
import { checkoutScript } from "@coincoin/checkout/asset";
import { readHeader } from "../headers.ts";
import type { SurfaceReply, SurfaceRequest } from "../message.ts";
import { notFound, reply } from "../reply.ts";
import type { RouteContext } from "../route.ts";
import { mayView } from "./view.ts";

/** `GET /checkout/:paymentId?key=`: the page on which the customer pays. */
export async function checkoutPage<O>(
  request: SurfaceRequest<O>,
  { host, options, id }: RouteContext<O>,
): Promise<SurfaceReply> {
  if (!mayView(host, id, request.search)) return notFound();
  const found = await host.readView(id);
  if (found === undefined) return notFound();
  const chosen = typeof options.checkout === "function" ? options.checkout(found.view) : options.checkout;
  // Relative, so that it holds wherever we are mounted and whatever a proxy strips.
  const query = `?key=${encodeURIComponent(host.viewKey(id))}`;
  const page = renderCheckout(found.view, {
    language: accepted(readHeader(request.headers, "accept-language")),
    ...chosen,
    orderUrl: `../orders/${id}${query}`,
    eventsUrl: `../orders/${id}/events${query}`,
    scriptUrl: `../checkout.js?v=${checkoutScript.hash}`,
  });
  return reply(200, page.headers, page.html);
}

/** The tags of `Accept-Language`, in the order in which browsers write them: best first. */
function accepted(header: string | undefined): string[] {
  return (header ?? "").split(",", 20).map((part) => part.split(";", 1)[0]?.trim() ?? "");
}
