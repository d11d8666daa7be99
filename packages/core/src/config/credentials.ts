import { kindOf, received } from "../lib/received.ts";
import { Secret } from "../lib/secret.ts";
import { invalid } from "./check.ts";

/** Sent as a header, so it has to be of the characters that headers hold. */
export function readAppId(value: unknown): string {
  if (value === undefined) {
    throw invalid(
      "appId",
      "must be set, received nothing. Pass the APIKey of your CoinCoin account, or set COINCOIN_APP_ID.",
    );
  }
  if (typeof value !== "string" || !/^[\x21-\x7e]{1,128}$/.test(value)) {
    throw invalid(
      "appId",
      `must be a string of 1 to 128 ASCII characters without spaces, received ${typeof value === "string" ? `one of ${value.length} characters` : received(value)}. Copy the APIKey from CoinCoin's site.`,
    );
  }
  return value;
}

/** The newest first. No message contains a key. */
export function readSecretKeys(value: unknown): readonly Secret[] {
  if (value === undefined) {
    throw invalid(
      "secretKey",
      "must be set, received nothing. Pass the SecretKey of your CoinCoin account, or set COINCOIN_SECRET_KEY.",
    );
  }
  const keys: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (keys.length === 0 || keys.length > 2) {
    throw invalid("secretKey", `must be one key, or [current, previous], received ${keys.length} keys.`);
  }
  return keys.map((key) => {
    if (typeof key !== "string" || key === "") {
      const was = key === "" ? "an empty string" : kindOf(key);
      throw invalid("secretKey", `must be a string that is not empty, received ${was}.`);
    }
    if (key !== key.trim()) {
      throw invalid(
        "secretKey",
        "must not begin or end with whitespace, received one that does. A space or line break was probably copied with it: remove it.",
      );
    }
    return new Secret(key);
  });
}
