import type { Environment } from "../lib/environment.ts";
import { CoinCoinError } from "../lib/errors.ts";
import { boundedText } from "./bounded-text.ts";
import { classifyNetworkError, type NetworkFailure } from "./network-error.ts";
import { judgeReply, type ReplyContext, type TryResult } from "./reply.ts";

/** More than any answer needs. */
const MAX_REPLY_BYTES = 65_536;

export interface Exchange {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
  readonly context: Omit<ReplyContext, "now">;
}

/** One request and what became of it. Follows no redirect, waits no longer than told, never rejects. */
export async function exchange(
  environment: Pick<Environment, "fetch" | "sleep" | "now">,
  request: Exchange,
): Promise<TryResult> {
  const { timeoutMs, context } = request;
  const stop = new AbortController();
  const over = new AbortController();
  // Kept outside of the race: once a status came, it says what happened, even when the rest of the reply never comes.
  let head: Response | undefined;
  const judge = (response: Response, text: string | undefined): TryResult =>
    judgeReply(
      { status: response.status, headers: response.headers, text },
      { ...context, now: environment.now() },
    );

  const spoken = async (): Promise<TryResult> => {
    try {
      const { url, headers, body } = request;
      head = await environment.fetch(url, {
        method: "POST",
        headers,
        body,
        redirect: "manual",
        signal: stop.signal,
      });
      return judge(head, await boundedText(head, MAX_REPLY_BYTES));
    } catch (error) {
      return failed(classifyNetworkError(error));
    }
  };
  const timedOut = async (): Promise<TryResult> => {
    await environment.sleep(timeoutMs, over.signal);
    return head === undefined
      ? unanswered(`no answer came within ${timeoutMs} ms`, "timeout")
      : judge(head, undefined);
  };

  try {
    return await Promise.race([spoken(), timedOut()]);
  } finally {
    over.abort();
    stop.abort();
  }
}

function failed({ unsent, kind, code }: NetworkFailure): TryResult {
  if (!unsent) return unanswered("the connection broke before an answer came", code);
  const reasons: Record<NetworkFailure["kind"], string> = {
    refused: "the connection was refused, or its network cannot be reached",
    dns: "its name could not be resolved",
    tls: "its certificate was not accepted",
    "connect-timeout": "no connection came about in time",
    other: "it could not be reached",
  };
  const message = `CoinCoin was not reached: ${reasons[kind]} (${code}). Nothing was sent. Check apiUrl, and that this machine may connect to it.`;
  const error = new CoinCoinError("gateway_unreachable", message, { details: { reason: code } });
  return { type: "not-made", error, again: true };
}

function unanswered(what: string, reason: string): TryResult {
  const error = new CoinCoinError("outcome_unknown", `CoinCoin was asked, and ${what} (${reason}).`, {
    details: { reason },
  });
  return { type: "unknown", error, again: true };
}
