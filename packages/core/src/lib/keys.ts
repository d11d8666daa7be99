import { createHmac, hash, timingSafeEqual } from "node:crypto";
import { CoinCoinError } from "./errors.ts";

/** Everything derived from the secret key carries a label of its own, so that no derived value serves for another. */
function derive(secretKey: string, label: string, parts: readonly string[]): Buffer {
  const text = [label, ...parts].map((part) => `${Buffer.byteLength(part)}:${part}`).join("");
  return createHmac("sha256", secretKey).update(text).digest();
}

/** The secret in the webhook's path: 43 characters of base64url. Changing `version` replaces it. */
export function webhookToken(secretKey: string, appId: string, version: number): string {
  return derive(secretKey, "coincoin webhook token", [appId, String(version)]).toString("base64url");
}

/** What opens the customer's view of one order: 22 characters of base64url (128 bits). */
export function viewKey(secretKey: string, appId: string, paymentId: string): string {
  return derive(secretKey, "coincoin view key", [appId, paymentId]).subarray(0, 16).toString("base64url");
}

/** What makes a pay link good, over everything it says: 22 characters of base64url (128 bits). */
export function payKey(secretKey: string, appId: string, signed: readonly string[]): string {
  return derive(secretKey, "coincoin pay link", [appId, ...signed])
    .subarray(0, 16)
    .toString("base64url");
}

/**
 * Tells whether a text is one of these secrets, without telling by its time where two texts differ, whether their lengths
 * do, or which of the secrets it was.
 */
export function secretMatcher(secrets: readonly string[]): (given: string) => boolean {
  const expected = secrets.map(compared);
  return (given) => {
    const digest = compared(given);
    let found = false;
    for (const each of expected) found = timingSafeEqual(digest, each) || found;
    return found;
  };
}

/** A secret of the webhook's URL, and the name under which it is recorded. */
export interface NamedToken {
  readonly token: string;
  /** Its version and a fingerprint, "v1.5f3a0c12": another key makes another token of the same version. */
  readonly id: string;
}

export function namedToken(secretKey: string, appId: string, version: number): NamedToken {
  const token = webhookToken(secretKey, appId, version);
  return { token, id: `v${version}.${hash("sha256", `coincoin token id:${token}`).slice(0, 8)}` };
}

/** Which of these tokens a text is, as carefully as `secretMatcher`. */
export function tokenFinder(tokens: readonly NamedToken[]): (given: string) => string | undefined {
  const expected = tokens.map(({ token, id }) => ({ digest: compared(token), id }));
  return (given) => {
    const digest = compared(given);
    let found: string | undefined;
    for (const each of expected) if (timingSafeEqual(digest, each.digest)) found = each.id;
    return found;
  };
}

function compared(text: string): Buffer {
  return hash("sha256", text, "buffer");
}

export function currentKey(keys: readonly string[]): string {
  const [current] = keys;
  if (current === undefined)
    throw new CoinCoinError(
      "config_invalid",
      'Option "secretKey" must be set, received no key. Pass the SecretKey of your CoinCoin account.',
    );
  return current;
}
