import type { Display } from "@coincoin/checkout";
import type { Decimal } from "../domain/amount.ts";
import { checkPrice } from "../gateway/limits.ts";
import { isoTime } from "../lib/environment.ts";
import { CoinCoinError, isCoinCoinError } from "../lib/errors.ts";
import { payKey, secretMatcher } from "../lib/keys.ts";
import { checkDisplay } from "./display.ts";
import type { PayLinkRequest } from "./request.ts";
import { checkReference } from "./terms.ts";

/** What a pay link says. All of it is signed, and none of it stored: a link is good as long as its secret key is. */
export interface PayLink {
  readonly reference: string;
  readonly price: Decimal;
  readonly display: Display | null;
  /** ISO 8601 UTC, in whole seconds. */
  readonly until: string;
}

interface Signer {
  readonly appId: string;
  /** The newest first: it signs. */
  readonly keys: readonly string[];
}

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 30;
const MOST_DAYS = 3_650;

/**
 * The part of a pay link behind "/pay/". Short where there is no `display`, so that it can be printed.
 * @throws CoinCoinError `reference_invalid`, `price_invalid`, `price_too_low`, `request_invalid`, `display_invalid`
 */
export function payLinkPath(
  given: string,
  { price, validFor, display }: PayLinkRequest,
  { appId, keys }: Signer,
  now: number,
): string {
  const reference = checkReference(given);
  const days = validFor?.days ?? DEFAULT_DAYS;
  if (typeof days !== "number" || !(days > 0 && days <= MOST_DAYS)) {
    throw new CoinCoinError(
      "request_invalid",
      `validFor.days must be more than 0 and at most ${MOST_DAYS}, received ${String(days)}.`,
    );
  }
  const query = new URLSearchParams({
    price: checkPrice(price),
    until: String(Math.floor((now + days * DAY_MS) / 1000)),
  });
  const shown = checkDisplay(display);
  if (shown !== null) {
    query.set("amount", shown.amount);
    query.set("currency", shown.currency);
    if (shown.title !== null) query.set("title", shown.title);
    for (const { text, amount } of shown.lines) query.append("line", `${amount ?? ""} ${text}`);
  }
  const [current] = keys;
  if (current === undefined)
    throw new CoinCoinError(
      "config_invalid",
      'Option "secretKey" must be set, received no key. Pass the SecretKey of your CoinCoin account.',
    );
  // Last, so that a link that was cut anywhere has lost some of it.
  query.set("key", payKey(current, appId, signedParts(reference, query)));
  return `${encodeURIComponent(reference)}?${query.toString()}`;
}

/** The link, where its key is right for all that it says. Parameters that mail programs add are not looked at. */
export function readPayLink(reference: string, search: string, { appId, keys }: Signer): PayLink | undefined {
  const query = new URLSearchParams(search);
  const parts = signedParts(reference, query);
  const isSigned = secretMatcher(keys.map((key) => payKey(key, appId, parts)));
  if (!isSigned(query.get("key") ?? "")) return undefined;
  try {
    return {
      reference,
      price: checkPrice(query.get("price")),
      display: displayIn(query),
      until: isoTime(Number(query.get("until")) * 1000),
    };
  } catch (error) {
    // Signed by a version with other limits.
    if (isCoinCoinError(error)) return undefined;
    throw error;
  }
}

function displayIn(query: URLSearchParams): Display | null {
  if (!query.has("amount")) return null;
  return checkDisplay({
    amount: query.get("amount"),
    currency: query.get("currency"),
    title: query.get("title"),
    lines: query.getAll("line").map((line) => {
      const space = line.indexOf(" ");
      return { amount: line.slice(0, space) || null, text: line.slice(space + 1) };
    }),
  });
}

/** An empty text is not a missing one, and which value belongs to which name is part of what is signed. */
function signedParts(reference: string, query: URLSearchParams): string[] {
  const names = ["price", "until", "amount", "currency", "title", "line"];
  return [reference, ...names.map((name) => JSON.stringify(query.getAll(name)))];
}
