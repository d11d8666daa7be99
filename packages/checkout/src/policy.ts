import { createHash } from "node:crypto";
import { type CheckedUrls, type CheckoutOptions, frameAncestors, policySource } from "./options.ts";

interface PageParts {
  /** Style sheets and scripts that stand in the page: each is allowed by its hash. */
  sheets: readonly string[];
  scripts: readonly string[];
  /** What a live page loads. */
  urls: CheckedUrls;
  /** The one image of a page. */
  logoUrl?: string | undefined;
  options: CheckoutOptions;
  /** The page has a form, which goes to the page's own address. */
  form?: boolean;
}

const hashes = new Map<string, string>();

function hashSource(text: string): string {
  const known = hashes.get(text);
  if (known !== undefined) return known;
  const source = `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  hashes.set(text, source);
  return source;
}

/** Nothing but the page's own text runs or is shown, and nothing is kept, framed or told to others. */
export function pageHeaders({
  sheets,
  scripts,
  urls,
  logoUrl,
  options,
  form = false,
}: PageParts): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `style-src ${sheets.map(hashSource).join(" ")}`,
    "base-uri 'none'",
    `form-action ${form ? "'self'" : "'none'"}`,
    `frame-ancestors ${frameAncestors(options.frameAncestors ?? [])}`,
  ];
  const { scriptUrl, orderUrl, eventsUrl } = urls;
  if (logoUrl !== undefined) policy.push(`img-src ${policySource(logoUrl)}`);
  if (scriptUrl !== undefined && orderUrl !== undefined) {
    const sources = [scriptUrl, orderUrl, eventsUrl ?? orderUrl].map(policySource);
    policy.push(
      `script-src ${[policySource(scriptUrl), ...scripts.map(hashSource)].join(" ")}`,
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
