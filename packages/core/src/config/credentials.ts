import { Secret } from "../lib/secret.ts";
import { invalid } from "./check.ts";

/** Sent as a header, so it has to be of the characters that headers hold. */
export function readAppId(value: unknown): string {
  if (value === undefined) {
    throw invalid(
      "appId",
      "is missing: pass the APIKey of your account at CoinCoin, or set COINCOIN_APP_ID.",
    );
  }
  if (typeof value !== "string" || !/^[\x21-\x7e]{1,128}$/.test(value)) {
    throw invalid(
      "appId",
      "is a text of 1 to 128 ASCII characters without spaces: the APIKey as CoinCoin's site shows it.",
    );
  }
  return value;
}

/** The newest first. No message says what was given. */
export function readSecretKeys(value: unknown): readonly Secret[] {
  if (value === undefined) {
    throw invalid(
      "secretKey",
      "is missing: pass the SecretKey of your account at CoinCoin, or set COINCOIN_SECRET_KEY.",
    );
  }
  const keys: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (keys.length === 0 || keys.length > 2) {
    throw invalid("secretKey", `is one key, or [current, previous]; ${keys.length} were given.`);
  }
  return keys.map((key) => {
    if (typeof key !== "string" || key === "")
      throw invalid("secretKey", "holds something that is no text, or empty.");
    if (key !== key.trim()) {
      throw invalid(
        "secretKey",
        "begins or ends with a space or a line break: it was probably pasted or read from a file with one. Remove it.",
      );
    }
    return new Secret(key);
  });
}
