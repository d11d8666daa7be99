import { createHash } from "node:crypto";
import { script } from "./generated/script.ts";
import { allMessages } from "./languages/all.ts";
import { languages } from "./languages/language.ts";

export interface CheckoutAsset {
  body: string;
  /** A strong entity tag, with its quotes. */
  etag: string;
  /** The same without quotes, for a URL that may be cached for ever: `checkout.js?v=<hash>`. */
  hash: string;
  contentType: string;
}

const asset = (body: string, contentType: string): CheckoutAsset => {
  const hash = createHash("sha256").update(body).digest("base64url").slice(0, 22);
  return { body, etag: `"${hash}"`, hash, contentType };
};

/** `<coincoin-checkout>` as one self-contained module. Serve it as `checkout.js`. */
export const checkoutScript: CheckoutAsset = asset(script, "text/javascript; charset=utf-8");

/**
 * Everything a browser may ask for beside the page: `checkout.js`, and `checkout.<language>.json`, which the script loads
 * from its own folder when the page did not bring its language along.
 *
 * @returns `undefined` for any other name.
 */
export function checkoutAsset(fileName: string): CheckoutAsset | undefined {
  if (fileName === "checkout.js") return checkoutScript;
  const language = languages.find((name) => fileName === `checkout.${name}.json`);
  if (language === undefined) return undefined;
  return asset(JSON.stringify(allMessages[language]), "application/json; charset=utf-8");
}
