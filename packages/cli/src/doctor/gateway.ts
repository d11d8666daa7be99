import { type Answer, ask } from "../http.ts";
import { signedHeaders } from "../signed.ts";
import { type Check, check } from "./check.ts";

/** Clocks that are further apart than this are worth a word; the gateway does not say what it bears. */
const WARN_SECONDS = 5;
const FAIL_SECONDS = 60;

interface Keys {
  readonly appId: string;
  readonly secretKey: string;
}

/**
 * Whether the gateway accepts app id, key and clock. There is no call to ask that, and no format of errors, so an order without id
 * and price is asked for, which cannot be made: once with our key and once with another. Only where the answers differ is our key
 * known to be good.
 */
export async function checkGateway(apiUrl: string, keys: Keys): Promise<readonly Check[]> {
  const before = Date.now();
  const answer = await askFor(apiUrl, keys);
  const after = Date.now();
  if (typeof answer === "string") {
    return [
      check("gateway", "failed", `${apiUrl} was not reached: ${answer}.`),
      check("clock", "skipped", "the gateway told no time"),
    ];
  }
  return [await judgeAnswer(apiUrl, keys, answer), judgeClock(answer.headers.get("date"), before, after)];
}

function askFor(apiUrl: string, keys: Keys): Promise<Answer | string> {
  return ask(`${apiUrl}/order/create`, { method: "POST", headers: signedHeaders(keys), body: "{}" });
}

async function judgeAnswer(apiUrl: string, keys: Keys, answer: Answer): Promise<Check> {
  const { status } = answer;
  if (status === 401 || status === 403) {
    return check(
      "gateway",
      "failed",
      `${apiUrl} does not accept app id, key or time (${said(answer)}). Compare both with CoinCoin's site; a clock that is off has the same effect.`,
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
    return check("gateway", "warning", `${apiUrl} answers ${said(answer)} just now: try again later.`);
  }
  const stranger = await askFor(apiUrl, { ...keys, secretKey: "no key of this account" });
  return typeof stranger !== "string" && verdictOf(stranger) !== verdictOf(answer)
    ? check("gateway", "ok", `${apiUrl} accepts app id and key, and refuses another key`)
    : check(
        "gateway",
        "warning",
        `cannot tell whether ${apiUrl} accepts app id and key: to another key it answers alike. It said ${said(answer)}. Create one order to be sure.`,
      );
}

/** What an answer says without its words, in which anything may differ from one time to the next. */
function verdictOf({ status, json }: Answer): string {
  const codes = ["code", "status", "error", "errno", "success"].map((name) => {
    const value = json[name];
    return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : "";
  });
  return JSON.stringify([status, ...codes]);
}

function said({ status, text }: Answer): string {
  const words = text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
  const quote = words.length > 200 ? `${words.slice(0, 200)}…` : words;
  return quote === "" ? String(status) : `${status} ${quote}`;
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
