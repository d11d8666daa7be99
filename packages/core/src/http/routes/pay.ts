import type { PayLinkPage } from "@coincoin/checkout";
import type { PayLink } from "../../creation/pay-link.ts";
import { type CoinCoinErrorCode, isCoinCoinError } from "../../lib/errors.ts";
import { readHeader } from "../../lib/headers.ts";
import type { SurfaceHost } from "../host.ts";
import type { SurfaceReply, SurfaceRequest } from "../message.ts";
import { payLinkReply } from "../pay-link-reply.ts";
import { reply } from "../reply.ts";
import type { RouteContext } from "../route.ts";
import { pageOptions } from "./checkout.ts";

/**
 * `GET /pay/:reference?key=`: what is to be paid. Mail scanners and previews open it, so it changes nothing. `POST`, from the
 * button of that page, makes the order or finds it, and goes on to its payment page. Once paid both lead to the receipt.
 */
export async function payLink<O>(
  request: SurfaceRequest<O>,
  { host, options, id }: RouteContext<O>,
): Promise<SurfaceReply> {
  const languages = readHeader(request.headers, "accept-language");
  const shown = (page: PayLinkPage): SurfaceReply => {
    const { status, headers, body } = payLinkReply(page, languages, pageOptions(options, undefined));
    return reply(status, headers, body);
  };
  const link = id === undefined ? undefined : host.readPayLink(id, request.search);
  if (link === undefined) return shown({ state: "unavailable" });
  const state = await host.payState(link).catch((error: unknown) => unreadable(host, error));
  if (state === undefined) return shown({ state: "later" });
  if (state.type === "done") return leadTo(host, state.paymentId, request.search) ?? shown({ state: "paid" });
  if (state.type === "withdrawn") return shown({ state: "expired" });
  if (Date.parse(link.until) <= host.environment.now()) return shown({ state: "expired" });
  if (request.method !== "POST") {
    const { rest, received } = state;
    const { display, until } = link;
    return shown({ state: "open", rest, received, display, until, testMode: host.testMode });
  }
  return pay(host, link, request.search, shown);
}

async function pay(
  host: SurfaceHost,
  link: PayLink,
  search: string,
  shown: (page: PayLinkPage) => SurfaceReply,
): Promise<SurfaceReply> {
  const { reference, price } = link;
  try {
    const { paymentId } = await host.createOrder({ reference, price, display: link.display ?? undefined });
    return leadTo(host, paymentId, search) ?? shown({ state: "unavailable" });
  } catch (error) {
    if (!isCoinCoinError(error)) throw error;
    // Its money came between the look and the order.
    if (error.code === "order_withdrawn") return shown({ state: "expired" });
    const state = error.code.startsWith("already_") ? await host.payState(link) : undefined;
    if (state?.type === "done") return leadTo(host, state.paymentId, search) ?? shown({ state: "paid" });
    host.logger.warn(
      { err: error, code: error.code, reference },
      `an order was not made by its pay link: ${error.message}`,
    );
    const page = failures[error.code] ?? "refused";
    return shown({ state: page });
  }
}

/** A person opened it: while the store is down, too, they are shown a page. */
function unreadable(host: SurfaceHost, error: unknown): undefined {
  if (!isCoinCoinError(error)) throw error;
  host.logger.error({ err: error, code: error.code }, "a pay link could not be looked up");
  return undefined;
}

/** What a customer can do about it; for all others it is up to the shop. */
const failures: Partial<Record<CoinCoinErrorCode, "busy" | "later">> = {
  order_busy: "busy",
  gateway_unreachable: "later",
  gateway_rate_limited: "later",
  outcome_unknown: "later",
  too_many_open_orders: "later",
  store_unavailable: "later",
  closed: "later",
};

/** To an order's payment page, which knows by `via` how the customer came. */
function leadTo(host: SurfaceHost, paymentId: string | null, search: string): SurfaceReply | undefined {
  if (paymentId === null) return undefined;
  const query = new URLSearchParams({ key: host.viewKey(paymentId), via: search });
  return reply(303, { location: `../checkout/${paymentId}?${query.toString()}` }, "");
}
