import type { Display } from "./display.ts";
import { type CheckoutOptions, checkedUrls } from "./options.ts";
import { actions } from "./page/actions.ts";
import { formatAmount, formatTime } from "./page/format.ts";
import { shell, terms } from "./page/page.ts";
import { brand, priceLines } from "./page/price.ts";
import { serialize } from "./page/serialize.ts";
import { h, type TreeElement } from "./page/tree.ts";
import { payMessages } from "./pay-messages.ts";
import { pageHeaders } from "./policy.ts";
import { contextOf, documentOf, type RenderedCheckout, sheetsOf } from "./render.ts";

/** What a pay link shows. */
export type PayLinkPage =
  | {
      readonly state: "open";
      /** What is still to be paid, in the currency of the merchant's account, where there is no `display`. */
      readonly rest: string;
      readonly display: Display | null;
      /** What arrived already. `coin` in lower case. */
      readonly received: { readonly amount: string; readonly coin: string } | null;
      /** ISO 8601 UTC. */
      readonly until: string;
      readonly testMode: boolean;
    }
  /** `unavailable`: not a whole link. `paid`: and nothing more is known of it. The others: an order was to be made, and was not. */
  | { readonly state: "unavailable" | "expired" | "paid" | "busy" | "later" | "refused" };

/** Gives the page its colours. */
const stageShown = {
  open: "waiting",
  paid: "received",
  busy: "preparing",
  later: "unavailable",
  refused: "unavailable",
  expired: "unavailable",
  unavailable: "unavailable",
} as const;

/**
 * The page behind a pay link: what is to be paid, and a button that asks for it with a POST to the page's own address. It has
 * no script.
 *
 * @throws TypeError when an option is not what it may be.
 */
export function renderPayLink(page: PayLinkPage, options: CheckoutOptions = {}): RenderedCheckout {
  const urls = checkedUrls(options);
  const context = contextOf(options, urls);
  const sheets = sheetsOf(options);
  const { language, t, timeZone } = context;
  const say = payMessages[language];
  const fill = (text: string, name: string, value: string): string =>
    text.replace(`{${name}}`, context.direction === "rtl" ? `\u2068${value}\u2069` : value);
  const words = (): { title: string; text: string } => {
    switch (page.state) {
      case "open":
        return {
          title: say.title,
          text:
            page.received === null
              ? say.text
              : fill(say.partial, "received", formatAmount(page.received.amount, page.received.coin)),
        };
      case "expired":
        return { title: say.expiredTitle, text: say.expiredText };
      case "paid":
        return { title: t("received.title"), text: t("received.text") };
      case "busy":
        return { title: t("preparing.title"), text: say.busyText };
      case "later":
        return { title: say.laterTitle, text: say.laterText };
      case "refused":
        return { title: say.laterTitle, text: say.refusedText };
      case "unavailable":
      default:
        return { title: t("page.unavailable.title"), text: t("page.unavailable.text") };
    }
  };
  const { title, text } = words();
  const form = ["open", "busy", "later"].includes(page.state);
  const isOpen = page.state === "open";
  const stage = stageShown[page.state];
  const body: TreeElement = shell(
    context,
    stage,
    isOpen && page.testMode && h("p.test", null, t("page.test")),
    h(
      "div.head",
      null,
      brand(context),
      h("h1.headline", null, title),
      isOpen &&
        (page.display === null
          ? h("p.summary", null, h("bdi", null, page.rest))
          : priceLines({ ...context, view: { display: page.display, amountDue: null, coin: null } })),
      h("p.sentence", null, text),
    ),
    form && h("form", { method: "post" }, h("button.button.primary", { type: "submit" }, say.button)),
    isOpen &&
      h(
        "p.before",
        null,
        fill(say.until, "time", formatTime(page.until, language, timeZone, { year: "numeric" })),
      ),
    terms(context),
    actions({ ...context, stage: isOpen || page.state === "busy" ? "preparing" : stage }),
  );
  return {
    html: documentOf(context, { title, head: "", body: serialize(body), sheets }),
    headers: pageHeaders({ sheets, scripts: [], urls: {}, logoUrl: urls.logoUrl, options, form }),
  };
}
