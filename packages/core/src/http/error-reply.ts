import type { CoinCoinError } from "../lib/errors.ts";
import { failureOf } from "./reply.ts";

/** Ready to be sent. */
export interface ErrorReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON: `{ code, message }`. */
  readonly body: string;
}

/**
 * What a request is answered that failed with an error of this library: for a framework's error handler. From status 500 on
 * the message says nothing of the shop: log the error itself.
 */
export function errorReply(error: CoinCoinError): ErrorReply {
  const { status, headers, body } = failureOf(error);
  return { status, headers, body: String(body) };
}
