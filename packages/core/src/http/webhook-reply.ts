import type { Notification, WebhookOutcome } from "../domain/notification.ts";
import type { CoinCoinError } from "../lib/errors.ts";
import type { WebhookReply } from "./host.ts";
import type { WholeReply } from "./message.ts";
import { failureOf, json, unexpected } from "./reply.ts";

/** The notification is safe with us. */
export function takenReply(outcome: WebhookOutcome, notification: Notification): WebhookReply {
  return { ...asWebhookReply(json(200, { outcome })), outcome, notification };
}

/** 401, 400 or 503, by the error's code. */
export function refusedReply(error: CoinCoinError): WebhookReply {
  return asWebhookReply(failureOf(error));
}

/** 500, in words that say nothing: nobody expected it. */
export function unexpectedReply(): WebhookReply {
  return asWebhookReply(unexpected());
}

function asWebhookReply({ status, headers, body }: WholeReply): WebhookReply {
  return { status, headers, body: typeof body === "string" ? body : "", outcome: null, notification: null };
}
