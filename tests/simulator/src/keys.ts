import { createHmac } from "node:crypto";

/** The documented signature, computed apart from core's and the sandbox's. */
export function signatureOf(appId: string, timespan: string, key: string): string {
  return createHmac("sha1", key).update(`${appId}:${timespan}`).digest("hex");
}

export const OLD_KEY = "old-secret-key-of-the-simulated-shop";
export const NEW_KEY = "new-secret-key-of-the-simulated-shop";

/** Who holds which keys, while they are being replaced. */
export class KeyRing {
  /** What a shop process is started with, newest first. */
  shop: readonly [string] | readonly [string, string] = [OLD_KEY];
  /** What the gateway takes requests with. */
  gateway: readonly string[] = [OLD_KEY];
  /** What the gateway signs webhooks with, and whose URL is pasted there. */
  webhook = OLD_KEY;
}
