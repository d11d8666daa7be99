import type { Names } from "../domain/names.ts";
import { NOT_UNDERSTOOD } from "../domain/unknown-outcome.ts";
import { CoinCoinError, isCoinCoinError } from "../lib/errors.ts";
import { parseExactJson } from "./exact-json.ts";
import { scrub } from "./scrub.ts";
import { type CreateAnswer, readCreateAnswer } from "./wire.ts";

/** How one try ended. `not-made`: certainly no order was made by it. `unknown`: one may have been. */
export type TryResult =
  | { readonly type: "made"; readonly answer: CreateAnswer; readonly status: number }
  | {
      readonly type: "not-made" | "unknown";
      readonly error: CoinCoinError;
      readonly again: boolean;
      /** What `Retry-After` asks for. */
      readonly waitMs?: number | undefined;
      readonly status?: number;
    };

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** `undefined` when it could not be read whole. */
  readonly text: string | undefined;
}

export interface ReplyContext {
  readonly paymentId: string;
  readonly names: Names;
  /** Milliseconds since 1970, when the reply came. */
  readonly now: number;
  /** How far this machine's clock may be off before a refusal is put down to it. */
  readonly toleranceSeconds: number;
  /** What must not be quoted from the reply. */
  readonly secrets: readonly string[];
}

/**
 * What a reply means. The gateway documents a 200 with the order and no format of errors; statuses are read as HTTP defines
 * them. A refusal (4xx) made nothing; a server's error or an unreadable 200 may come after the order was made.
 */
export function judgeReply(reply: Reply, context: ReplyContext): TryResult {
  const { status } = reply;
  if (status >= 200 && status < 300) return judgeAnswer(reply, context);
  if (status === 401 || status === 403)
    return refuse(reply, "gateway_unauthorized", unauthorized(reply, context));
  if (status === 429) {
    const error = fault(
      "gateway_rate_limited",
      `CoinCoin received too many requests and refused this one (status 429)${said(reply, context)}. Try again later.`,
      status,
    );
    return { type: "not-made", error, again: true, waitMs: retryAfter(reply.headers, context.now), status };
  }
  if (status === 301 || status === 307 || status === 308)
    return refuse(reply, "gateway_refused", redirected(reply));
  if (status >= 400 && status < 500 && status !== 408 && status !== 425) {
    return refuse(reply, "gateway_refused", refused(reply, context));
  }
  const message = `CoinCoin answered with status ${status}${said(reply, context)}.`;
  const waitMs = retryAfter(reply.headers, context.now);
  const again = status < 300 || status >= 400;
  return { type: "unknown", error: fault("outcome_unknown", message, status), again, waitMs, status };
}

function judgeAnswer(reply: Reply, context: ReplyContext): TryResult {
  const { status, text } = reply;
  try {
    if (text === undefined)
      throw fault("outcome_unknown", "CoinCoin's answer was cut off, too long or not UTF-8.", status);
    return { type: "made", answer: readCreateAnswer(text, context), status };
  } catch (error) {
    const what = isCoinCoinError(error) ? error.message : "CoinCoin's answer cannot be read.";
    const message = `${what.replace(/\.$/, "")}${said(reply, context)}.`;
    // What is cut off, or a page that something in between put there, may be another thing the next time.
    if (text === undefined || !isJson(text))
      return { type: "unknown", error: fault("outcome_unknown", message, status), again: true, status };
    const details = { status, reason: NOT_UNDERSTOOD };
    const again = false;
    return {
      type: "unknown",
      error: new CoinCoinError("outcome_unknown", message, { details }),
      again,
      status,
    };
  }
}

function isJson(text: string): boolean {
  try {
    parseExactJson(text);
    return true;
  } catch {
    return false;
  }
}

function refuse(reply: Reply, code: "gateway_refused" | "gateway_unauthorized", message: string): TryResult {
  return { type: "not-made", error: fault(code, message, reply.status), again: false, status: reply.status };
}

function fault(code: CoinCoinError["code"], message: string, status: number): CoinCoinError {
  return new CoinCoinError(code, message, { details: { status } });
}

function refused(reply: Reply, context: ReplyContext): string {
  const { status } = reply;
  if (status === 409) {
    return `CoinCoin knows an order with the payment id ${context.paymentId} already${said(reply, context)}. Use a new payment id, and keep the reference.`;
  }
  const hint =
    status === 404 || status === 405
      ? " Check apiUrl: it ends in the version, as in https://api.coin2.cc/v1."
      : "";
  return `CoinCoin refused the order ${context.paymentId} with status ${status}${said(reply, context)}.${hint}`;
}

function redirected({ status, headers }: Reply): string {
  const location = headers.get("location") ?? "";
  const target = URL.canParse(location) ? ` to ${new URL(location).host}` : "";
  return `The API answered with a redirect (${status})${target}, which is not followed, since the signature would go along. Set apiUrl to where the API really is.`;
}

function unauthorized(reply: Reply, context: ReplyContext): string {
  const clock = clockHint(reply.headers, context);
  const way =
    clock ??
    "Check app id (APIKey) and secret key (SecretKey); after a change of keys the new one comes first in secretKey.";
  return `CoinCoin did not accept key or signature (status ${reply.status})${said(reply, context)}. ${way}`;
}

/** The timestamp is signed: a clock that is far off makes a right key look wrong. */
function clockHint(headers: Headers, { now, toleranceSeconds }: ReplyContext): string | undefined {
  const theirs = Date.parse(headers.get("date") ?? "");
  if (Number.isNaN(theirs)) return undefined;
  const offMs = now - theirs;
  if (Math.abs(offMs) <= toleranceSeconds * 1000) return undefined;
  const minutes = Math.round(Math.abs(offMs) / 60_000);
  const span =
    minutes < 1
      ? `${Math.round(Math.abs(offMs) / 1000)} seconds`
      : minutes === 1
        ? "1 minute"
        : `${minutes} minutes`;
  return `This machine's clock is ${span} ${offMs < 0 ? "behind" : "ahead of"} CoinCoin's: set it right, for the time is part of the signature.`;
}

function said({ text }: Reply, { secrets }: ReplyContext): string {
  const quote = scrub(text ?? "", secrets).replace(/[.\s]+$/, "");
  return quote === "" ? "" : `, saying: ${quote}`;
}

/** Seconds, or a date (RFC 9110, 10.2.3), in ms from `now`. */
function retryAfter(headers: Headers, now: number): number | undefined {
  const value = headers.get("retry-after")?.trim() ?? "";
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  // Date.parse reads much that is not an HTTP date ("-5", "1.5"); one of those has letters.
  const date = /[A-Za-z]{3}/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
