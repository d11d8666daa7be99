import { ask } from "../http.ts";
import { signedHeaders } from "../signed.ts";
import { type Check, check } from "./check.ts";

/** Clocks that are further apart than this are worth a word; the gateway does not say what it bears. */
const WARN_SECONDS = 5;
const FAIL_SECONDS = 60;

/**
 * Whether the gateway accepts app id, key and clock. There is no call to ask that, so an order without id and price is
 * asked for, which cannot be made.
 */
export async function checkGateway(
  apiUrl: string,
  keys: { appId: string; secretKey: string },
): Promise<readonly Check[]> {
  const before = Date.now();
  const answer = await ask(`${apiUrl}/order/create`, {
    method: "POST",
    headers: signedHeaders(keys),
    body: "{}",
  });
  const after = Date.now();
  if (typeof answer === "string") {
    return [
      check("gateway", "failed", `${apiUrl} was not reached: ${answer}.`),
      check("clock", "skipped", "the gateway told no time"),
    ];
  }
  return [judgeStatus(apiUrl, answer.status), judgeClock(answer.headers.get("date"), before, after)];
}

function judgeStatus(apiUrl: string, status: number): Check {
  if (status === 401 || status === 403) {
    return check(
      "gateway",
      "failed",
      `${apiUrl} does not accept app id, key or time (${status}). Compare both with CoinCoin's site; a clock that is off has the same effect.`,
    );
  }
  if (status === 404 || (status >= 300 && status < 400)) {
    return check(
      "gateway",
      "failed",
      `Nothing is at ${apiUrl}/order/create (${status}): is the API's URL right?`,
    );
  }
  if (status >= 500 || status === 429) {
    return check("gateway", "warning", `${apiUrl} answers ${status} just now: try again later.`);
  }
  return check("gateway", "ok", `${apiUrl} accepts app id and key`);
}

function judgeClock(date: string | null, before: number, after: number): Check {
  const theirs = date === null ? Number.NaN : Date.parse(date);
  if (Number.isNaN(theirs)) return check("clock", "skipped", "the gateway told no time");
  // The header has whole seconds: anywhere in this one is right.
  const behind = Math.max(0, theirs - after, before - (theirs + 999)) / 1000;
  const seconds = Math.round(behind);
  if (behind <= WARN_SECONDS) return check("clock", "ok", "this machine's clock agrees with the gateway's");
  const side = theirs > after ? "behind" : "ahead of";
  return check(
    "clock",
    behind > FAIL_SECONDS ? "failed" : "warning",
    `this machine's clock is ${seconds} s ${side} the gateway's: signatures hold the time, so set it right (NTP)`,
  );
}
