import { createHash } from "node:crypto";
import { allMessages } from "./languages/all.ts";
import { translator } from "./languages/fill.ts";
import { directionOf, pickLanguage } from "./languages/language.ts";
import { type CheckoutOptions, contactLink, frameAncestors, httpUrl, policySource } from "./options.ts";
import { type PageModel, page } from "./page/page.ts";
import { escapeHtml, serialize } from "./page/serialize.ts";
import { squeeze } from "./page/squeeze.ts";
import { documentStyles, styles } from "./page/styles.ts";
import { h } from "./page/tree.ts";
import { isClosed, isFinal, stageOf } from "./stage.ts";
import type { CheckoutView } from "./view.ts";

export interface RenderedCheckout {
  html: string;
  /** Security and caching headers that belong to the page, names in lower case. */
  headers: Record<string, string>;
}

const pageStyles = squeeze(styles + documentStyles);
let pageStylesHash: string | undefined;

/**
 * The page on which the customer pays. Complete without JavaScript, in which case it loads again by itself; with
 * `orderUrl` and `scriptUrl` it becomes `<coincoin-checkout>` and follows the order live.
 *
 * @throws TypeError when an option is not what it may be.
 */
export function renderCheckout(view: CheckoutView, options: CheckoutOptions = {}): RenderedCheckout {
  const urls = checkedUrls(options);
  const wanted = options.language ?? [];
  const language = pickLanguage(typeof wanted === "string" ? [wanted] : wanted);
  const messages = allMessages[language];
  const direction = directionOf(language);
  const theme = options.theme ?? "auto";
  const now = Date.parse(view.now);
  const stage = stageOf(view, now);
  const live = urls.orderUrl !== undefined && urls.scriptUrl !== undefined;
  const t = translator(messages, direction);
  const seconds = options.refreshSeconds ?? 15;
  const refresh = isFinal(view) ? undefined : isClosed(stage) ? 4 * seconds : seconds;

  const model: PageModel = {
    view,
    stage,
    now,
    t,
    language,
    direction,
    theme,
    timeZone: "UTC",
    live: false,
    headingLevel: "1",
    connection: refresh === undefined ? "none" : "polling",
    merchantName: options.merchantName,
    newOrderUrl: urls.newOrderUrl,
    returnUrl: urls.returnUrl,
    contactUrl: urls.contactUrl,
  };
  const content = serialize(page(model));
  const heading = t(`${stage}.title`);
  const title = options.merchantName === undefined ? heading : `${heading} · ${options.merchantName}`;
  const meta = refresh === undefined ? "" : `<meta http-equiv="refresh" content="${refresh}">`;
  const html = [
    "<!doctype html>",
    `<html lang="${language}" dir="${direction}" data-theme="${theme}">`,
    '<head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="robots" content="noindex, nofollow">',
    `<title>${escapeHtml(title)}</title>`,
    live ? `<noscript>${meta}</noscript>` : meta,
    `<style>${pageStyles}</style>`,
    live ? serialize(h("script", { type: "module", src: urls.scriptUrl })) : "",
    "</head>",
    `<body><main>${live ? element(model, urls, content, language === "en" ? { view } : { view, messages }) : content}</main></body>`,
    "</html>",
  ].join("\n");
  return { html, headers: headers(urls, live, options) };
}

type Urls = Partial<
  Record<"contactUrl" | "newOrderUrl" | "returnUrl" | "orderUrl" | "eventsUrl" | "scriptUrl", string>
>;

function checkedUrls(options: CheckoutOptions): Urls {
  const urls: Urls = {};
  for (const name of ["newOrderUrl", "returnUrl", "orderUrl", "eventsUrl", "scriptUrl"] as const) {
    const value = options[name];
    if (value !== undefined) urls[name] = httpUrl(name, value);
  }
  if (options.contactUrl !== undefined) urls.contactUrl = contactLink(options.contactUrl);
  return urls;
}

/** The element, with the page as what is shown until (and unless) its script runs, and the data it starts from. */
function element(model: PageModel, urls: Urls, content: string, data: object): string {
  const attributes = {
    src: urls.orderUrl,
    events: urls.eventsUrl,
    language: model.language,
    theme: model.theme,
    heading: "1",
    merchant: model.merchantName,
    "new-order-url": urls.newOrderUrl,
    "return-url": urls.returnUrl,
    "contact-url": urls.contactUrl,
  };
  const tag = serialize(h("coincoin-checkout", attributes));
  const json = JSON.stringify(data).replaceAll("<", "\\u003c");
  return tag.replace(
    /<\/coincoin-checkout>$/,
    () => `${content}<script type="application/json">${json}</script></coincoin-checkout>`,
  );
}

function headers(urls: Urls, live: boolean, options: CheckoutOptions): Record<string, string> {
  pageStylesHash ??= createHash("sha256").update(pageStyles).digest("base64");
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${pageStylesHash}'`,
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${frameAncestors(options.frameAncestors ?? [])}`,
  ];
  if (live && urls.scriptUrl !== undefined && urls.orderUrl !== undefined) {
    const sources = [urls.scriptUrl, urls.orderUrl, urls.eventsUrl ?? urls.orderUrl].map(policySource);
    policy.push(
      `script-src ${policySource(urls.scriptUrl)}`,
      `connect-src ${[...new Set(sources)].join(" ")}`,
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    );
  }
  return {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": policy.join("; "),
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), clipboard-write=(self)",
  };
}
