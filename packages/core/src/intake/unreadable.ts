import { CoinCoinError } from "../lib/errors.ts";
import type { Unreadable } from "./refused.ts";
import type { SpooledWebhook } from "./spool.ts";

/** What cannot be read, as the spool keeps it until a person can be told. */
export function spooledUnreadable(came: Unreadable, { message }: CoinCoinError): SpooledWebhook {
  const { appId, receivedAt, body } = came;
  const proofs = { token: null, signature: "ignored" } as const;
  const kept = { appId, receivedAt, proofs };
  if (body === undefined) return { ...kept, body: "", unreadable: { message, as: "nothing" } };
  if (typeof body === "string") return { ...kept, body, unreadable: { message, as: "text" } };
  return { ...kept, body: Buffer.from(body).toString("base64"), unreadable: { message, as: "base64" } };
}

/** The same as it came; undefined for a record of what can be read. */
export function unreadableIn(
  record: SpooledWebhook,
): { readonly came: Unreadable; readonly error: CoinCoinError } | undefined {
  const { appId, receivedAt, body, unreadable } = record;
  if (unreadable === undefined) return undefined;
  const { message, as } = unreadable;
  const read = as === "base64" ? Buffer.from(body, "base64") : body;
  return {
    came: { appId, receivedAt, ...(as === "nothing" ? {} : { body: read }) },
    error: new CoinCoinError("webhook_malformed", message),
  };
}
