import { type Language, pickLanguage } from "../languages/language.ts";
import type { PaymentLinks } from "../options.ts";
import { isSafeLink } from "../safe-link.ts";

/** The attributes of `<coincoin-checkout>`. Changing one takes effect at once. */
export const attributeNames = [
  /** The order's URL with its key. */
  "src",
  /** Its server-sent events. Default: `<path of src>/events` with the same query. */
  "events",
  /** BCP 47. Default: the nearest `lang` attribute, then the browser's languages. */
  "language",
  /** `light`, `dark`, or `auto` (the default). */
  "theme",
  /** The level of the headline, 1 to 6. Default: 2. */
  "heading",
  /** The shop's name. */
  "merchant",
  /** The shop's own number of what is paid for. */
  "order-number",
  /** What is paid for and the shop's own price of it, in one line. */
  "summary",
  /** `auto` (the default), `always` or `never`: links and codes that fill in address and amount. */
  "payment-links",
  /** Offered once the order is closed unpaid. */
  "new-order-url",
  /** The way back to the shop. */
  "return-url",
  /** Where a customer finds the shop: http(s), or `mailto:`. */
  "contact-url",
  /** Where the customer is taken once everything was received. */
  "success-url",
  /** Offered once the order is closed with part of the money. */
  "rest-url",
  /** The merchant's terms. */
  "terms-url",
  /** The shop's logo. */
  "logo",
] as const;

export interface Settings {
  src: string | undefined;
  events: string | undefined;
  language: Language;
  theme: "light" | "dark" | "auto";
  headingLevel: string;
  merchantName: string | undefined;
  orderNumber: string | undefined;
  summary: string | undefined;
  paymentLinks: PaymentLinks;
  framed: boolean;
  newOrderUrl: string | undefined;
  returnUrl: string | undefined;
  contactUrl: string | undefined;
  successUrl: string | undefined;
  restUrl: string | undefined;
  termsUrl: string | undefined;
  logoUrl: string | undefined;
}

export function readSettings(element: Element): Settings {
  const src = link(element, "src");
  const theme = element.getAttribute("theme");
  const links = element.getAttribute("payment-links");
  const heading = element.getAttribute("heading") ?? "";
  return {
    src,
    events: link(element, "events") ?? (src === undefined ? undefined : eventsOf(src)),
    language: pickLanguage([
      element.getAttribute("language"),
      element.closest("[lang]")?.getAttribute("lang"),
      ...navigator.languages,
    ]),
    theme: theme === "light" || theme === "dark" ? theme : "auto",
    headingLevel: /^[1-6]$/.test(heading) ? heading : "2",
    merchantName: element.getAttribute("merchant") ?? undefined,
    orderNumber: element.getAttribute("order-number") ?? undefined,
    summary: element.getAttribute("summary") ?? undefined,
    paymentLinks: links === "always" || links === "never" ? links : "auto",
    framed: window.top !== window,
    newOrderUrl: link(element, "new-order-url"),
    returnUrl: link(element, "return-url"),
    contactUrl: link(element, "contact-url"),
    successUrl: link(element, "success-url"),
    restUrl: link(element, "rest-url"),
    termsUrl: link(element, "terms-url"),
    logoUrl: link(element, "logo"),
  };
}

/** A link with an unsafe scheme is a mistake or an attack: it is left out. */
function link(element: Element, name: string): string | undefined {
  const value = element.getAttribute(name);
  return value && isSafeLink(value) ? value : undefined;
}

function eventsOf(src: string): string {
  const url = new URL(src, document.baseURI);
  url.pathname = `${url.pathname.replace(/\/$/, "")}/events`;
  return url.href;
}
