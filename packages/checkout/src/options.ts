import type { Language } from "./languages/language.ts";
import { isHttpUrl, isSafeLink } from "./safe-link.ts";

/** Everything here comes from the merchant's configuration or code, never from a request. */
export interface CheckoutOptions {
  /** BCP 47 tag, or a list of them, best first (for example what `Accept-Language` asks for). Default: English. */
  language?: Language | (string & {}) | readonly string[] | undefined;
  theme?: "light" | "dark" | "auto" | undefined;
  merchantName?: string | undefined;
  /** Offered once the order is closed unpaid. */
  newOrderUrl?: string | undefined;
  /** The way back to the shop, offered at every stage. */
  returnUrl?: string | undefined;
  /** Where a customer in trouble finds the shop: http(s), or `mailto:`. Offered when something went wrong. */
  contactUrl?: string | undefined;
  /** The view as JSON, with its key. With `scriptUrl` it makes the page live. */
  orderUrl?: string | undefined;
  /** The same as server-sent events. Default: `<order path>/events` with the same query. */
  eventsUrl?: string | undefined;
  /** Where the script of `@coincoin/checkout/asset` is served. Without it the page refreshes by itself. */
  scriptUrl?: string | undefined;
  /** Origins that may frame the page, such as `https://shop.example`. Default: none. */
  frameAncestors?: readonly string[] | undefined;
  /** Without scripts, a page that waits for money loads again this often, a closed one a quarter as often. Default: 15. */
  refreshSeconds?: number | undefined;
}

/** @throws TypeError for anything but http(s) and paths, `javascript:` above all. */
export function httpUrl(name: string, value: string): string {
  if (!isHttpUrl(value)) throw new TypeError(`${name} must be an http or https URL, or a path`);
  return value;
}

/** @throws TypeError for anything but http(s), paths and `mailto:`. */
export function contactLink(value: string): string {
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
