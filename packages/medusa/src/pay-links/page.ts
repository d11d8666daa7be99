import type { CheckoutOptions, PayLinkPage } from "@coincoin/checkout";
import { type PayLinkReply, payLinkReply } from "@coincoin/core/node";
import type CoinCoinModuleService from "../modules/coincoin/service.ts";
import { difference, inWords, isPositive } from "../payments/money.ts";
import { askForBill } from "./ask.ts";
import { type Bill, readBill } from "./bill.ts";
import type { OrderLink } from "./link.ts";

export interface PageRequest {
  readonly method: "GET" | "POST";
  readonly orderId: string;
  /** With its question mark, or without. */
  readonly search: string;
  /** `Accept-Language` */
  readonly languages: string | undefined;
}

/**
 * The page behind the pay link of an order. Opening it changes nothing, since mail scanners open links too; its button
 * asks for what the order owes, and leads to the payment page. Once paid it leads to the receipt.
 */
export async function payPage(module: CoinCoinModuleService, request: PageRequest): Promise<PayLinkReply> {
  const { method, orderId, search } = request;
  const link = module.payLinks.read(orderId, search);
  const reply = (page: PayLinkPage) => shown(module, request, page);
  if (link === undefined) return reply({ state: "unavailable" });
  try {
    const isOver = link.until * 1000 <= Date.now();
    const state =
      method === "GET" || isOver ? await readBill(module, orderId) : await askForBill(module, orderId);
    switch (state.type) {
      case "order":
        return leadTo(module, link, state.order);
      case "paid":
        return state.shown === undefined ? reply({ state: "paid" }) : leadTo(module, link, state.shown);
      case "due":
        return reply(isOver ? { state: "expired" } : openPage(module, link, state));
      case "canceled":
        return reply({ state: "expired" });
      case "busy":
        return reply({ state: "busy" });
      case "none":
      default:
        return reply({ state: "unavailable" });
    }
  } catch (error) {
    // A person opened it: whatever is wrong, they are shown a page.
    module.log.error(
      { err: error, order: orderId },
      "what an order owes could not be asked for by its pay link",
    );
    return reply({ state: "later" });
  }
}

function openPage(
  { gateways }: CoinCoinModuleService,
  { until }: OrderLink,
  { order, amount, rest, provider }: Extract<Bill, { type: "due" }>,
): PayLinkPage {
  const came = difference(amount, rest);
  const currency = order.currency.toUpperCase();
  return {
    state: "open",
    rest: inWords(rest, currency),
    display: { amount: rest, currency, title: order.displayId, lines: [] },
    received: isPositive(came) ? { amount: came, coin: currency } : null,
    until: new Date(until * 1000).toISOString(),
    testMode: gateways.ofProvider(provider).coincoin.testMode,
  };
}

function leadTo(
  { gateways, payLinks }: CoinCoinModuleService,
  link: OrderLink,
  order: Parameters<CoinCoinModuleService["gateways"]["of"]>[0] & { readonly paymentId: string },
): PayLinkReply {
  const { coincoin } = gateways.of(order);
  const location = payLinks.pageWith(link, coincoin.checkoutUrl(order.paymentId));
  return { status: 303, headers: { location, "cache-control": "no-store" }, body: "" };
}

function shown(
  { config }: CoinCoinModuleService,
  { languages }: PageRequest,
  page: PayLinkPage,
): PayLinkReply {
  const { checkout } = config.mount;
  const options: CheckoutOptions = (typeof checkout === "function" ? checkout(undefined) : checkout) ?? {};
  return payLinkReply(page, languages, options);
}
