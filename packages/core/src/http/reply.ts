import type { CoinCoinError, CoinCoinErrorCode } from "../lib/errors.ts";
import type { ReplyHeaders, SurfaceReply, WholeReply } from "./message.ts";

/** The status of every error that can reach a caller; what is not here is 500. */
const statuses: Partial<Record<CoinCoinErrorCode, number>> = {
  request_invalid: 400,
  webhook_malformed: 400,
  webhook_unauthorized: 401,
  not_found: 404,
  order_not_found: 404,
  method_not_allowed: 405,
  order_conflict: 409,
  already_paid: 409,
  already_covered: 409,
  order_withdrawn: 410,
  refund_too_high: 409,
  too_many_attempts: 429,
  customer_limit_reached: 429,
  wrong_state: 409,
  body_too_large: 413,
  payment_id_invalid: 422,
  reference_invalid: 422,
  price_invalid: 422,
  price_too_low: 422,
  expiry_invalid: 422,
  metadata_invalid: 422,
  display_invalid: 422,
  gateway_unauthorized: 502,
  gateway_refused: 502,
  gateway_unreachable: 502,
  outcome_unknown: 502,
  terms_not_accepted: 502,
  order_busy: 503,
  gateway_rate_limited: 503,
  daily_limit_reached: 503,
  too_many_open_orders: 503,
  too_many_streams: 503,
  store_unavailable: 503,
  store_locked: 503,
  store_too_new: 503,
  parked_full: 503,
  closed: 503,
};

const UNEXPLAINED = "This did not work. Try again later.";

/** Seconds after which it is worth asking again. */
const retryAfter: Partial<Record<CoinCoinErrorCode, number>> = {
  order_busy: 1,
  gateway_rate_limited: 10,
  too_many_attempts: 600,
  too_many_open_orders: 60,
  too_many_streams: 5,
  store_unavailable: 5,
};

/** On every reply. The key that opens a view is in its address, which therefore must reach no cache and no referrer. */
const common = {
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

function statusOf(code: CoinCoinErrorCode): number {
  return statuses[code] ?? 500;
}

export function reply(status: number, headers: ReplyHeaders, body: string | Uint8Array): WholeReply {
  return { type: "whole", status, headers: { ...common, ...headers }, body };
}

export function json(status: number, value: object, headers: ReplyHeaders = {}): WholeReply {
  return reply(
    status,
    { "content-type": "application/json; charset=utf-8", ...headers },
    JSON.stringify(value),
  );
}

/** An error in words of ours. `status` where the table's is not the one. */
export function failure(code: CoinCoinErrorCode, message: string, status = statusOf(code)): WholeReply {
  const seconds = retryAfter[code];
  return json(status, { code, message }, seconds === undefined ? {} : { "retry-after": String(seconds) });
}

/** One answer for an unknown id, a missing key and a wrong one: which it was is nobody's business. */
export function notFound(): WholeReply {
  return failure("not_found", "Nothing is at this path. Check the URL.");
}

/**
 * The reply to an error that was thrown. From 500 on the message is for the merchant's log and not for a browser:
 * it may speak of keys, hosts and limits.
 */
export function failureOf(error: CoinCoinError): WholeReply {
  return failure(error.code, publicMessage(error));
}

/** Of an error, what a browser may read. */
export function publicMessage(error: CoinCoinError): string {
  return statusOf(error.code) < 500 ? error.message : UNEXPLAINED;
}

/** For servers that have nobody to hand an unexpected error to. */
export function unexpected(): WholeReply {
  return failure("internal_error", UNEXPLAINED);
}

/** Any stream that would have been sent is ended. */
export function discard(reply: SurfaceReply): void {
  if (reply.type === "stream") reply.close();
}

export const eventStreamHeaders: ReplyHeaders = {
  ...common,
  // `no-transform` keeps compressing proxies and middleware from holding events back.
  "cache-control": "no-store, no-transform",
  "content-type": "text/event-stream; charset=utf-8",
  "x-accel-buffering": "no",
};
