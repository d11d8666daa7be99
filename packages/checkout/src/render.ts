import { brandStyles } from "./brand.ts";
import { allMessages } from "./languages/all.ts";
import { translator } from "./languages/fill.ts";
import { directionOf, pickLanguage } from "./languages/language.ts";
import { type CheckedUrls, type CheckoutOptions, checkedUrls } from "./options.ts";
import type { PageContext, PageModel } from "./page/model.ts";
import { documentTitle, emptyPage, page } from "./page/page.ts";
import { escapeHtml, serialize } from "./page/serialize.ts";
import { squeeze } from "./page/squeeze.ts";
import { documentStyles, styles } from "./page/styles.ts";
import { h } from "./page/tree.ts";
import { watchdog } from "./page/watchdog.ts";
import { pageHeaders } from "./policy.ts";
import { isClosed, isFinal, stageOf } from "./stage.ts";
import type { CheckoutView } from "./view.ts";

export interface RenderedCheckout {
  html: string;
  /** Security and caching headers that belong to the page, names in lower case. */
  headers: Record<string, string>;
}

// Two, because the element puts the first of them into its shadow root where a browser knows no other way.
const ownSheets = [squeeze(styles), squeeze(documentStyles)];

/** With the merchant's own colours and font, where they gave any. */
export function sheetsOf({ brand }: CheckoutOptions): string[] {
  const styles = brandStyles(brand);
  return styles === "" ? ownSheets : [...ownSheets, styles];
}

/**
 * The page on which the customer pays. Complete without JavaScript, in which case it loads again every `refreshSeconds`; with
 * `orderUrl` and `scriptUrl` it becomes `<coincoin-checkout>` and follows the order live.
 *
 * @throws TypeError when an option is not what it may be.
 */
export function renderCheckout(view: CheckoutView, options: CheckoutOptions = {}): RenderedCheckout {
  const urls = checkedUrls(options);
  const sheets = sheetsOf(options);
  const now = Date.parse(view.now);
  const stage = stageOf(view, now);
  const seconds = options.refreshSeconds ?? 15;
  const refresh = isFinal(view) ? undefined : isClosed(view, now) ? 4 * seconds : seconds;
  const model: PageModel = {
    ...contextOf(options, urls),
    view,
    stage,
    now,
    connection: refresh === undefined ? "none" : "reload",
    reloadSeconds: refresh,
  };
  const content = serialize(page(model));
  const meta = refresh === undefined ? "" : `<meta http-equiv="refresh" content="${refresh}">`;
  const title = model.t(`${stage}.title`);
  const { orderUrl, scriptUrl } = urls;
  if (orderUrl === undefined || scriptUrl === undefined) {
    return {
      html: documentOf(model, { title, head: meta, body: content, sheets }),
      headers: pageHeaders({ sheets, scripts: [], urls: {}, logoUrl: urls.logoUrl, options }),
    };
  }
  const { language } = model;
  const data = { view, messages: allMessages[language] };
  return {
    html: documentOf(model, {
      title,
      head: [
        `<noscript>${meta}</noscript>`,
        serialize(h("script", { type: "module", src: scriptUrl })),
        refresh === undefined ? "" : `<script data-seconds="${refresh}">${watchdog}</script>`,
      ].join(""),
      body: element(model, urls, content, data),
      sheets,
    }),
    headers: pageHeaders({
      sheets,
      scripts: [watchdog],
      urls: { ...urls, orderUrl, scriptUrl },
      logoUrl: urls.logoUrl,
      options,
    }),
  };
}

/**
 * What a link is answered with that opens no order: it was cut by a mail program, or is not a link of this shop. Belongs
 * to a reply of 404.
 *
 * @throws TypeError when an option is not what it may be.
 */
export function renderUnavailable(options: CheckoutOptions = {}): RenderedCheckout {
  const urls = checkedUrls(options);
  const sheets = sheetsOf(options);
  const context = contextOf(options, urls);
  return {
    html: documentOf(context, {
      title: context.t("page.unavailable.title"),
      head: "",
      body: serialize(emptyPage(context, "unavailable")),
      sheets,
    }),
    headers: pageHeaders({ sheets, scripts: [], urls: {}, logoUrl: urls.logoUrl, options }),
  };
}

export function contextOf(options: CheckoutOptions, urls: CheckedUrls): PageContext {
  const wanted = options.language ?? [];
  const language = pickLanguage(typeof wanted === "string" ? [wanted] : wanted);
  const direction = directionOf(language);
  return {
    t: translator(allMessages[language], direction),
    language,
    direction,
    theme: options.theme ?? "auto",
    timeZone: "UTC",
    live: false,
    headingLevel: "1",
    connection: "none",
    framed: (options.frameAncestors ?? []).length > 0,
    merchantName: options.merchantName,
    orderNumber: options.orderNumber,
    summary: options.summary,
    paymentLinks: options.paymentLinks,
    newOrderUrl: urls.newOrderUrl,
    returnUrl: urls.returnUrl,
    contactUrl: urls.contactUrl,
    successUrl: urls.successUrl,
    restUrl: urls.restUrl,
    termsUrl: urls.termsUrl,
    logoUrl: urls.logoUrl,
  };
}

interface Content {
  title: string;
  head: string;
  body: string;
  sheets: readonly string[];
}

export const documentOf = (context: PageContext, { title, head, body, sheets }: Content): string =>
  [
    "<!doctype html>",
    `<html lang="${context.language}" dir="${context.direction}" data-theme="${context.theme}">`,
    '<head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="robots" content="noindex, nofollow">',
    `<title>${escapeHtml(documentTitle(title, context.merchantName))}</title>`,
    ...sheets.map((sheet) => `<style>${sheet}</style>`),
    head,
    "</head>",
    `<body><main>${body}</main></body>`,
    "</html>",
  ].join("\n");

/** The element, with the page as what is shown until (and unless) its script runs, and the data it starts from. */
function element(context: PageContext, urls: CheckedUrls, content: string, data: object): string {
  const attributes = {
    src: urls.orderUrl,
    events: urls.eventsUrl,
    language: context.language,
    theme: context.theme,
    heading: "1",
    merchant: context.merchantName,
    "order-number": context.orderNumber,
    summary: context.summary,
    "payment-links": context.paymentLinks,
    "new-order-url": urls.newOrderUrl,
    "return-url": urls.returnUrl,
    "contact-url": urls.contactUrl,
    "success-url": urls.successUrl,
    "rest-url": urls.restUrl,
    "terms-url": urls.termsUrl,
    logo: urls.logoUrl,
  };
  const tag = serialize(h("coincoin-checkout", attributes));
  const json = JSON.stringify(data).replaceAll("<", "\\u003c");
  return tag.replace(
    /<\/coincoin-checkout>$/,
    () => `${content}<script type="application/json">${json}</script></coincoin-checkout>`,
  );
}
