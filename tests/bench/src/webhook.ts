import { createHmac } from "node:crypto";
import { sign } from "@coincoin/core";

export const APP_ID = "bench-app";
export const SECRET_KEY = "a secret key for measuring";
/** What stripe, octokit and standardwebhooks sign with. */
export const PEER_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLwSw";

export const ADDRESS = "coincoinresponseexample";

/** Whose signature a webhook carries. */
export type Scheme = "coincoin" | "stripe" | "octokit" | "none";

/** The `n`th order's payment id, as long as the document's own. */
export function paymentIdOf(n: number): string {
  return `EX${String(n).padStart(9, "0")}`;
}

/** What a webhook says of its order: paid in full, the common case, or half of it, the document's own example. */
export type Share = "all" | "half";

/** The example of the gateway's document ("Developer Webhook"), to the letter but for its comments, the payment id and what was collected. */
export function webhookBody(paymentId: string, share: Share): string {
  return `{
  "payment": {
    "address": "${ADDRESS}",
    "payment_id": "${paymentId}",
    "network": "tron",
    "coin": "usdt",
    "amount": 100.0
  },
  "collected": {
    "usdt": ${share === "all" ? 100 : 50}
  },
  "state": 1
}`;
}

export function signedHeaders(scheme: Scheme, body: string, now = Date.now()): Record<string, string> {
  switch (scheme) {
    case "coincoin": {
      const signature = sign({ appId: APP_ID, timestamp: now, secretKey: SECRET_KEY });
      return { "cc-app-id": APP_ID, "cc-timespan": String(now), "cc-sign": signature };
    }
    case "stripe": {
      const seconds = Math.floor(now / 1000);
      return { "stripe-signature": `t=${seconds},v1=${hmac(`${seconds}.${body}`)}` };
    }
    case "octokit":
      return {
        "x-github-event": "push",
        "x-github-delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958",
        "x-hub-signature-256": `sha256=${hmac(body)}`,
      };
    case "none":
    default:
      return {};
  }
}

function hmac(text: string): string {
  return createHmac("sha256", PEER_SECRET).update(text).digest("hex");
}
