import type { Language } from "./languages/language.ts";
import { isHttpUrl, isSafeLink } from "./safe-link.ts";

/** Everything here comes from the merchant's configuration or code, never from a request. */
export interface CheckoutOptions {
  /** BCP 47 tag, or a list of them, best first (for example what `Accept-Language` asks for). Default: English. */
  language?: Language | (string & {}) | readonly string[] | undefined;
  theme?: "light" | "dark" | "auto" | undefined;
  merchantName?: string | undefined;
  /** The shop's own number of what is paid for, shown as "Order" beside the payment's. A reference is not shown unless given here. */
  orderNumber?: string | undefined;
  /** What is paid for and the shop's own price of it, in one line: `1 × Kilo of beans, $24.50`. */
  summary?: string | undefined;
  /**
   * Links and codes that fill in address and amount. Some wallets send a token to its contract when they are given one, so `auto` (the
   * default) shows the plain address of tokens first and the link at a tap; a network's own coin has its link first. `always`
   * puts the link first for tokens too, `never` shows none.
   */
  paymentLinks?: PaymentLinks | undefined;
  /** Offered once the order is closed unpaid. */
  newOrderUrl?: string | undefined;
  /** The way back to the shop, offered at every stage. */
  returnUrl?: string | undefined;
  /** Where a customer finds the shop: http(s), or `mailto:`. Without it the page has nowhere to send a customer in trouble. */
  contactUrl?: string | undefined;
  /** Where the customer is taken a few seconds after everything was received, which they can stop; offered as a button without scripts. */
  successUrl?: string | undefined;
  /** Offered once the order is closed with part of the money: where the rest can be paid. */
  restUrl?: string | undefined;
  /** The merchant's terms. */
  termsUrl?: string | undefined;
  brand?: Brand | undefined;
  /** The view as JSON, with its key. With `scriptUrl` it makes the page live. */
  orderUrl?: string | undefined;
  /** The same as server-sent events. Default: `<order path>/events` with the same query. */
  eventsUrl?: string | undefined;
  /** Where the script of `@coincoin/checkout/asset` is served. Without it the page loads again every `refreshSeconds`. */
  scriptUrl?: string | undefined;
  /** Origins that may frame the page, such as `https://shop.example`. Default: none. Links leave the frame. */
  frameAncestors?: readonly string[] | undefined;
  /** Without scripts, a page that waits for money loads again this often, a closed one a quarter as often. Default: 15. */
  refreshSeconds?: number | undefined;
}

/** How the served page looks like the shop. */
export interface Brand {
  /** An image, shown above the shop's name at most 3 rem high. */
  logoUrl?: string | undefined;
  /** A colour for buttons and links, such as `#6d28d9`. The dark page has a lighter shade of it; text on it is black or white. */
  accent?: string | undefined;
  /** Names of fonts that customers have, such as `Georgia, serif`. None is loaded. */
  font?: string | undefined;
}

export type PaymentLinks = "auto" | "always" | "never";

export type CheckedUrls = Partial<
  Record<
    | "contactUrl"
    | "newOrderUrl"
    | "returnUrl"
    | "successUrl"
    | "restUrl"
    | "termsUrl"
    | "logoUrl"
    | "orderUrl"
    | "eventsUrl"
    | "scriptUrl",
    string
  >
>;

/** @throws TypeError for a link with another scheme than its option may have. */
export function checkedUrls(options: CheckoutOptions): CheckedUrls {
  const urls: CheckedUrls = {};
  for (const name of [
    "newOrderUrl",
    "returnUrl",
    "successUrl",
    "restUrl",
    "termsUrl",
    "orderUrl",
    "eventsUrl",
    "scriptUrl",
  ] as const) {
    const value = options[name];
    if (value !== undefined) urls[name] = httpUrl(name, value);
  }
  const logo = options.brand?.logoUrl;
  if (logo !== undefined) urls.logoUrl = httpUrl("brand.logoUrl", logo);
  if (options.contactUrl !== undefined) urls.contactUrl = contactLink(options.contactUrl);
  return urls;
}

/** @throws TypeError for anything but http(s) and paths, `javascript:` above all. */
function httpUrl(name: string, value: string): string {
  if (!isHttpUrl(value)) throw new TypeError(`${name} must be an http or https URL, or a path`);
  return value;
}

/** @throws TypeError for anything but http(s), paths and `mailto:`. */
function contactLink(value: string): string {
  if (!isSafeLink(value))
    throw new TypeError("contactUrl must be an http or https URL, a path or a mailto: link");
  return value;
}

/** Where a URL may be loaded from, as a source of a content security policy. */
export function policySource(url: string): string {
  const { origin } = new URL(url, "https://relative.invalid");
  return origin === "https://relative.invalid" ? "'self'" : origin;
}

/** @throws TypeError unless each is an origin: one with a space or semicolon would rewrite the policy. */
export function frameAncestors(origins: readonly string[]): string {
  for (const origin of origins) {
    if (origin === "'self'") continue;
    if (!/^https?:\/\/(?:\*\.)?[\w.-]+(?::\d+)?$/.test(origin)) {
      throw new TypeError("frameAncestors must list origins such as https://shop.example, without a path");
    }
  }
  return origins.length === 0 ? "'none'" : origins.join(" ");
}
