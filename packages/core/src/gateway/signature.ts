import { createHmac, timingSafeEqual } from "node:crypto";
import { CoinCoinError } from "../lib/errors.ts";

/** What is signed. Gateway's document: "Authentication", 3. Signature. */
export interface SignInput {
  /** The APIKey, sent as `cc-app-id`. */
  readonly appId: string;
  /** Milliseconds since 1970, 13 digits, exactly as sent in `cc-timespan`. */
  readonly timestamp: string | number;
  readonly secretKey: string;
}

export interface VerifyInput {
  readonly appId: string;
  /** `cc-timespan` as received. */
  readonly timestamp: string | number;
  /** `cc-sign` as received: 40 hex digits. */
  readonly signature: string;
  /** Several while a key is being replaced: any of them will do. */
  readonly secretKey: string | readonly string[];
  /** Milliseconds since 1970. Default: the system's clock. */
  readonly now?: number;
  /** How far the timestamp may be from `now`, on either side. More than 0. Default 300. */
  readonly toleranceSeconds?: number;
}

/** `stale`: the digest is right, the timestamp is further from now than the tolerance. */
export type SignatureVerdict = "valid" | "stale" | "wrong";

const timestampPattern = /^\d{13}$/;
const signaturePattern = /^[0-9a-f]{40}$/i;

/** In hex: a digest made as a string costs a third less than one made as a Buffer. */
function digest(appId: string, timestamp: string, secretKey: string): string {
  if (typeof secretKey !== "string" || secretKey === "") {
    throw new CoinCoinError(
      "config_invalid",
      "secretKey must be a string that is not empty, received none. Pass the SecretKey of your CoinCoin account.",
    );
  }
  return createHmac("sha1", secretKey).update(`${appId}:${timestamp}`).digest("hex");
}

/**
 * The value of `cc-sign`: lower-case hex of HMAC-SHA1 over "<appId>:<timestamp>". It covers no body.
 * @throws CoinCoinError `request_invalid` when the timestamp is not 13 digits, `config_invalid` without app id or key.
 */
export function sign({ appId, timestamp, secretKey }: SignInput): string {
  const text = String(timestamp);
  if (!timestampPattern.test(text)) {
    throw new CoinCoinError(
      "request_invalid",
      `The timestamp to sign must be milliseconds since 1970 (13 digits), received ${JSON.stringify(text)}. Use Date.now(); seconds have only 10 digits.`,
    );
  }
  if (typeof appId !== "string" || appId === "") {
    throw new CoinCoinError(
      "config_invalid",
      "appId must be a string that is not empty, received none. Pass the APIKey of your CoinCoin account.",
    );
  }
  return digest(appId, text, secretKey);
}

/**
 * Whether the holder of a key signed this app id and timestamp. Compares in constant time and looks at every key.
 * It vouches for the sender and the moment, not for any body.
 * @throws CoinCoinError `config_invalid` for an empty key, no key at all, or a tolerance that is not more than 0.
 */
export function verifySignature(input: VerifyInput): SignatureVerdict {
  const { appId, now = Date.now(), toleranceSeconds = 300 } = input;
  if (!Number.isFinite(toleranceSeconds) || toleranceSeconds <= 0) {
    throw new CoinCoinError(
      "config_invalid",
      `toleranceSeconds must be more than 0, received ${toleranceSeconds}. To do without signatures, do not verify them.`,
    );
  }
  const keys = typeof input.secretKey === "string" ? [input.secretKey] : input.secretKey;
  if (keys.length === 0)
    throw new CoinCoinError(
      "config_invalid",
      "secretKey must hold at least one key to verify with, received none. Pass the SecretKey of your CoinCoin account.",
    );

  const timestamp = String(input.timestamp);
  const readable = timestampPattern.test(timestamp) && signaturePattern.test(input.signature);
  const given = Buffer.from(readable ? input.signature.toLowerCase() : "0".repeat(40));
  let right = false;
  for (const key of keys) right = timingSafeEqual(given, Buffer.from(digest(appId, timestamp, key))) || right;

  if (!readable || !right) return "wrong";
  return Math.abs(now - Number(timestamp)) <= toleranceSeconds * 1000 ? "valid" : "stale";
}
