import type { InboxEntry } from "@coincoin/core";
import type { UnappliedOutcome } from "@coincoin/core/store";
import { type Call, type Command, OK } from "../command.ts";
import { UsageError } from "../failure.ts";
import { KEY_OPTIONS, readSettings, STORE_OPTION } from "../settings.ts";

const OUTCOMES = ["held", "parked", "conflict", "dismissed"] as const;
const SIGNATURES = ["unknown", "expired", "incomplete", "absent"] as const;

export const inbox: Command = {
  name: "inbox",
  summary: "List the webhooks that came, or let held ones pass",
  usage: "[accept --by <name> (--payment-id <id> | --signature <kind> | --fits | --all)] --store <store>",
  description: `accept joins held webhooks into their orders as if they had been believed, with your name on record. Compare with CoinCoin's own
site first: what is held may be forged. Listing works while the shop runs; accept needs it to be stopped on SQLite.`,
  options: {
    ...KEY_OPTIONS,
    ...STORE_OPTION,
    outcome: { type: "string", value: "<outcome>", help: `list: ${OUTCOMES.join(", ")} only` },
    "payment-id": { type: "string", value: "<id>", help: "of this order only" },
    limit: { type: "string", value: "<n>", help: "list: at most so many, 1 to 200 (default 50)" },
    after: { type: "string", value: "<cursor>", help: "list: go on where the last page ended" },
    by: { type: "string", value: "<name>", help: "accept: who stands for them" },
    signature: { type: "string", value: "<kind>", help: `accept: ${SIGNATURES.join(", ")} ones only` },
    fits: { type: "boolean", help: "accept: those whose signature fits if it is read in another way" },
    all: { type: "boolean", help: "accept: everything that is held" },
  },
  words: 1,
  async run(call) {
    const [action = "list"] = call.words;
    if (action === "list") return list(call);
    if (action === "accept") return accept(call);
    throw new UsageError(`inbox knows no "${action}": only accept.`);
  },
};

async function list({ console, options, json, ...call }: Call): Promise<number> {
  const { openForReading } = await import("../stores.ts");
  const shop = await openForReading(readSettings({ console, options, ...call }), options.text("schema"));
  try {
    const { items, cursor } = await shop.coincoin.inbox.list({
      outcome: outcomeIn(options.text("outcome")),
      paymentId: options.text("payment-id"),
      limit: options.wholeNumber("limit", { min: 1, max: 200, fallback: 50 }),
      after: options.text("after"),
    });
    if (json) {
      console.out(`${JSON.stringify({ items, cursor })}\n`);
      return OK;
    }
    if (items.length === 0) console.out("No webhook is there.\n");
    for (const item of items) console.out(described(item, console.paint));
    if (cursor !== null) console.out(`\nMore: --after ${cursor}\n`);
    return OK;
  } finally {
    await shop.close();
  }
}

function described(entry: InboxEntry, paint: Call["console"]["paint"]): string {
  const { paymentId, outcome, reason, proofs, by, firstAt, count, body } = entry;
  const often = count > 1 ? `, ${count} times` : "";
  const why = reason === null ? "" : `: ${reason}`;
  const vouched = by === null ? "" : `, on the word of ${by}`;
  const fits = proofs.mismatch?.fits;
  const hint = fits === null || fits === undefined ? "" : `  Its signature would fit like this: ${fits}\n`;
  const head = paint(outcome === "applied" ? "dim" : "yellow", outcome);
  return `${head}${why}  ${paymentId}  ${firstAt}${often}\n  signature ${proofs.signature}${vouched}\n${hint}  ${paint("dim", body.slice(0, 300))}\n`;
}

async function accept({ console, options, json, ...call }: Call): Promise<number> {
  const by = options.text("by");
  if (by === undefined) throw new UsageError("Who stands for them? Pass --by <name>.");
  const which = {
    paymentId: options.text("payment-id"),
    signature: signatureIn(options.text("signature")),
    fits: options.flag("fits"),
    all: options.flag("all"),
  };
  if (which.paymentId === undefined && which.signature === undefined && !which.fits && !which.all) {
    throw new UsageError("Which? Pass --payment-id, --signature or --fits, or --all for everything.");
  }
  const { openForWriting } = await import("../stores.ts");
  const shop = await openForWriting(readSettings({ console, options, ...call }), options.text("schema"));
  try {
    const report = await shop.coincoin.inbox.accept({ by, ...which });
    const told = Object.entries(report).map(([outcome, count]) => `${count} ${outcome}`);
    console.out(json ? `${JSON.stringify({ ok: true, ...report })}\n` : `${told.join(", ")}.\n`);
    return OK;
  } finally {
    await shop.close();
  }
}

function outcomeIn(given: string | undefined): UnappliedOutcome | undefined {
  const outcome = OUTCOMES.find((one) => one === given);
  if (given === undefined || outcome !== undefined) return outcome;
  throw new UsageError(`--outcome is one of ${OUTCOMES.join(", ")}, not "${given}".`);
}

function signatureIn(given: string | undefined): (typeof SIGNATURES)[number] | undefined {
  const signature = SIGNATURES.find((one) => one === given);
  if (given === undefined || signature !== undefined) return signature;
  throw new UsageError(`--signature is one of ${SIGNATURES.join(", ")}, not "${given}".`);
}
