import type { WebhookResult } from "../intake/receive.ts";
import type { CoinCoinError } from "../lib/errors.ts";
import type { WholeReply } from "./message.ts";
import { failureOf, json, publicMessage } from "./reply.ts";

/** Ready to be sent. */
export interface RenderedReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON: `{ outcome }`, or `{ code, message }`. */
  readonly body: string;
}

export interface ErrorReply extends RenderedReply {
  /** What `body` says. */
  readonly failure: { readonly code: CoinCoinError["code"]; readonly message: string };
}

/**
 * What a request is answered that failed with an error of this library: for a framework's error handler. From status 500 on
 * the message says nothing of the shop: log the error itself.
 */
export function errorReply(error: CoinCoinError): ErrorReply {
  return { ...rendered(failureOf(error)), failure: { code: error.code, message: publicMessage(error) } };
}

/** What CoinCoin is answered: 200 where the notification is safe with us, else the status of the error. */
export function webhookReply(result: WebhookResult): RenderedReply {
  return rendered(result.type === "taken" ? json(200, { outcome: result.outcome }) : failureOf(result.error));
}

function rendered({ status, headers, body }: WholeReply): RenderedReply {
  return { status, headers, body: String(body) };
}
