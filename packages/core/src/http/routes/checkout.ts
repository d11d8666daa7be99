import { renderCheckout, renderUnavailable } from "@coincoin/checkout";
import { checkoutScript } from "@coincoin/checkout/asset";
import { readHeader } from "../../lib/headers.ts";
import type { OrderSeen, SurfaceHost } from "../host.ts";
import type { SurfaceReply, SurfaceRequest } from "../message.ts";
import type { PageOptions, SurfaceOptions } from "../options.ts";
import { acceptedLanguages } from "../pay-link-reply.ts";
import { reply } from "../reply.ts";
import type { RouteContext } from "../route.ts";
import { mayView } from "./view.ts";

/** `GET /checkout/:paymentId?key=`: the page on which the customer pays. A page too for a link that opens no order. */
export async function checkoutPage<O>(
  request: SurfaceRequest<O>,
  { host, options, id }: RouteContext<O>,
): Promise<SurfaceReply> {
  const language = acceptedLanguages(readHeader(request.headers, "accept-language"));
  const found = mayView(host, id, request.search) ? await host.readView(id) : undefined;
  const chosen = { language, ...pageOptions(options, found) };
  if (id === undefined || found === undefined) {
    // Mail programs cut links, and people open them: an answer for programs would tell them nothing.
    const page = renderUnavailable(chosen);
    return reply(404, page.headers, page.html);
  }
  if (chosen.contactUrl === undefined) warnOnce(host);
  // Relative, so that it holds wherever we are mounted and whatever a proxy strips.
  const query = `?key=${encodeURIComponent(host.viewKey(id))}`;
  const page = renderCheckout(found.view, {
    ...chosen,
    ...wayBack(host, found.reference, request.search),
    orderUrl: `../orders/${id}${query}`,
    eventsUrl: `../orders/${id}/events${query}`,
    scriptUrl: `../checkout.js?v=${checkoutScript.hash}`,
  });
  return reply(200, page.headers, page.html);
}

/** The one who came by a pay link pays again, or the rest, by that link. It opens nothing but what it says, so it is checked. */
function wayBack(
  host: SurfaceHost,
  reference: string,
  search: string,
): Pick<PageOptions, "newOrderUrl" | "restUrl"> {
  const via = new URLSearchParams(search).get("via");
  if (via === null || host.readPayLink(reference, via) === undefined) return {};
  const url = `../pay/${encodeURIComponent(reference)}?${via}`;
  return { newOrderUrl: url, restUrl: url };
}

const warned = new WeakSet<SurfaceHost>();

function warnOnce(host: SurfaceHost): void {
  if (warned.has(host)) return;
  warned.add(host);
  host.logger.warn(
    {},
    "the payment page has no contactUrl: a customer who paid too little, too late or in another coin has no way to reach you. Set checkout.contactUrl where the routes are mounted",
  );
}

/** Whether the payment page says how to reach the merchant, by what it says where a link opens no order. Null: it cannot be told. */
export function hasContact<O>(options: SurfaceOptions<O>): boolean | null {
  try {
    return pageOptions(options, undefined).contactUrl !== undefined;
  } catch {
    return null;
  }
}

export function pageOptions<O>({ checkout }: SurfaceOptions<O>, found: OrderSeen | undefined): PageOptions {
  if (typeof checkout !== "function") return checkout ?? {};
  if (found === undefined) return checkout(undefined);
  const { view, reference } = found;
  return checkout({ paymentId: view.paymentId, reference, view });
}
