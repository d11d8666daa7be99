import { randomBytes } from "node:crypto";
import type { CoinCoin } from "@coincoin/core";
import { type Command, type Given, OK, WRONG } from "../command.ts";
import { share } from "../decimal.ts";
import { UsageError } from "../failure.ts";
import { type Answer, ask } from "../http.ts";
import { maskedUrl } from "../secrets.ts";
import { credentials, instance, KEY_OPTIONS, readSettings, URL_OPTIONS } from "../settings.ts";
import { signedHeaders } from "../signed.ts";

/** What CoinCoin would say for this event to come of it: the share of the amount, in tenths, and the code of the status table. */
const STORIES: Readonly<Record<string, { readonly tenths: bigint; readonly state: number }>> = {
  "order.payment": { tenths: 5n, state: 0 },
  "order.paid": { tenths: 10n, state: 2 },
  "order.settling": { tenths: 10n, state: 2 },
  "order.settled": { tenths: 10n, state: 1 },
  "order.overpaid": { tenths: 15n, state: 2 },
  "order.invalid": { tenths: 0n, state: -1 },
};

/** What a notification is about. */
interface Subject {
  readonly paymentId: string;
  readonly address: string;
  readonly network: string;
  readonly coin: string;
  readonly amount: string;
}

export const trigger: Command = {
  name: "trigger",
  summary: "Send a shop a webhook as CoinCoin would, properly authenticated",
  usage: "<event> [--to <url>] [--payment-id <id>]",
  description: `Events: ${Object.keys(STORIES).join(", ")}.

With --payment-id the shop is asked for the order's terms first, and believes what is sent: after order.paid it will fulfil an order
that nobody has paid. To a host that is not this machine it is sent only with --force. Without --payment-id it is about an order
that nobody made, which the shop parks and tells a person of.`,
  options: {
    ...KEY_OPTIONS,
    ...URL_OPTIONS,
    to: {
      type: "string",
      value: "<url>",
      help: "the shop's router or its whole webhook address (default: the public URL)",
    },
    "payment-id": { type: "string", value: "<id>", help: "an order of that shop" },
    amount: {
      type: "string",
      value: "<total>",
      help: "the total received, where the event's own is not wanted",
    },
    unsigned: { type: "boolean", help: "without the cc-* headers" },
    force: { type: "boolean", help: "also to another machine" },
  },
  words: 1,
  async run({ console, options, json, words: [event], ...call }) {
    const story = event === undefined ? undefined : STORIES[event];
    if (story === undefined) {
      throw new UsageError(`Which event? One of ${Object.keys(STORIES).join(", ")}.`);
    }
    const given = readSettings({ console, options, ...call });
    const base = baseOf(options.text("to") ?? given.publicUrl);
    refuseStrangers(base, options.flag("force"));
    const settings = { ...given, publicUrl: base };
    await using coincoin = instance(settings);
    const url = webhookAddress(options.text("to"), coincoin);
    const subject = await subjectOf(base, coincoin, options.text("payment-id"));
    const collected = amountIn(options) ?? share(subject.amount, story.tenths, 10n);
    const answer = await ask(url, {
      method: "POST",
      headers: {
        ...(options.flag("unsigned")
          ? { "content-type": "application/json" }
          : signedHeaders(credentials(settings))),
        // Signed with the true key, it says nothing of whether CoinCoin signs: the shop must not conclude that it does.
        "coincoin-trigger": "1",
      },
      body: bodyOf(subject, collected, story.state),
    });
    return tell(answer, { url: maskedUrl(url), paymentId: subject.paymentId, collected, json, console });
  },
};

/** Where the router is: a whole webhook address is cut. */
function baseOf(url: string | undefined): string {
  if (url === undefined) throw new UsageError("Where to? Pass --to <url>, or set COINCOIN_PUBLIC_URL.");
  if (!URL.canParse(url)) throw new UsageError(`--to is a whole URL, not "${url}".`);
  return url.replace(/\/webhook(\/.*)?$/, "").replace(/\/+$/, "");
}

function refuseStrangers(base: string, force: boolean): void {
  const { hostname } = new URL(base);
  if (force || /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)) return;
  throw new UsageError(
    `${hostname} is another machine. A shop there will believe this: it may send goods that nobody paid for. If that is what you want, pass --force.`,
  );
}

/** A token that stands in the address is used as it is: it may be of another version. */
function webhookAddress(to: string | undefined, coincoin: CoinCoin): string {
  return to !== undefined && /\/webhook\/[^/]+\/?$/.test(to) ? to : coincoin.webhookUrl();
}

async function subjectOf(base: string, coincoin: CoinCoin, paymentId: string | undefined): Promise<Subject> {
  if (paymentId === undefined) {
    const unknown = `TRIGGER_${randomBytes(6).toString("hex")}`;
    const address = "TTriggeredByTheCommandLine11111111";
    return { paymentId: unknown, address, network: "tron", coin: "usdt", amount: "100" };
  }
  const answer = await ask(
    `${base}/orders/${encodeURIComponent(paymentId)}?key=${coincoin.viewKey(paymentId)}`,
  );
  if (typeof answer === "string") throw new Error(`The shop at ${base} was not reached: ${answer}.`);
  const { address, network, coin, amountDue } = answer.json;
  if (
    answer.status === 200 &&
    typeof address === "string" &&
    typeof network === "string" &&
    typeof coin === "string" &&
    typeof amountDue === "string"
  ) {
    return { paymentId, address, network, coin, amount: amountDue };
  }
  const why =
    answer.status === 200
      ? "it takes no money any more"
      : `the shop answered ${answer.status}. Is it this shop's, and are app id and key the same there?`;
  throw new Error(`The order ${paymentId} cannot be had: ${why}`);
}

function amountIn(options: Given): string | undefined {
  const amount = options.text("amount");
  if (amount === undefined || /^\d{1,30}(\.\d{1,18})?$/.test(amount)) return amount;
  throw new UsageError(`--amount is a decimal, like 49.90; not "${amount}".`);
}

/** By hand, so that amounts stay as they are spelled. Gateway's document: "Developer Webhook". */
function bodyOf(subject: Subject, collected: string, state: number): string {
  const { paymentId, address, network, coin, amount } = subject;
  const text = JSON.stringify;
  return `{"payment":{"address":${text(address)},"payment_id":${text(paymentId)},"network":${text(network)},"coin":${text(coin)},"amount":${amount}},"collected":{${text(coin)}:${collected}},"state":${state}}`;
}

const OUTCOMES: Readonly<Record<string, string>> = {
  applied: "taken in",
  duplicate: "known already: the same was taken in before",
  parked: "kept until such an order appears, and a person was told",
  conflict: "it contradicts the order: nothing was applied, and a person was told",
  held: "held for a person: it was not signed as the shop expects it",
  spooled: "kept on the shop's disk, for its store is out of order",
};

interface Told extends Pick<Parameters<Command["run"]>[0], "json" | "console"> {
  readonly url: string;
  readonly paymentId: string;
  readonly collected: string;
}

function tell(answer: Answer | string, { url, paymentId, collected, json, console }: Told): number {
  if (typeof answer === "string") throw new Error(`${url} was not reached: ${answer}.`);
  const outcome = typeof answer.json["outcome"] === "string" ? answer.json["outcome"] : null;
  const isTaken = answer.status === 200 && outcome !== null;
  if (json) {
    console.out(
      `${JSON.stringify({ ok: isTaken, url, paymentId, collected, status: answer.status, outcome, answer: answer.json })}\n`,
    );
  } else {
    const meaning = outcome === null ? answer.text.slice(0, 300) : `${outcome}: ${OUTCOMES[outcome] ?? ""}`;
    console.out(`${paymentId}: ${collected} received, sent to ${url}\n${answer.status} ${meaning}\n`);
  }
  return isTaken ? OK : WRONG;
}
