import { createHmac, timingSafeEqual } from "node:crypto";

/** The gateway's signature ("Authentication", 3): hmac_sha1 of "<app id>:<13-digit ms>", in lower-case hex. */
export function signatureOf(appId: string, timespan: string, secretKey: string): string {
  return createHmac("sha1", secretKey).update(`${appId}:${timespan}`).digest("hex");
}

export function isSignatureOf(given: string, appId: string, timespan: string, secretKey: string): boolean {
  const expected = Buffer.from(signatureOf(appId, timespan, secretKey));
  const actual = Buffer.from(given);
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}
