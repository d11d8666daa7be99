import type { InboxEntry } from "@coincoin/core";
import type { UnappliedOutcome } from "@coincoin/core/store";
import { type Call, type Command, OK } from "../command.ts";
import type { Column } from "../csv.ts";
import { UsageError } from "../failure.ts";
import { LIST_OPTIONS, printList } from "../listing.ts";
import { readSettings } from "../settings.ts";

const OUTCOMES = ["held", "parked", "conflict", "dismissed"] as const;
const SIGNATURES = ["unknown", "expired", "incomplete", "absent"] as const;

export const inbox: Command = {
  name: "inbox",
  summary: "List the webhooks that came, or let held ones pass",
  usage: "[accept --by <name> (--payment-id <id> | --signature <kind> | --fits | --all)] --store <store>",
  description: `accept joins held webhooks into their orders as if they had been believed, with your name on record. Compare with CoinCoin's own
site first: what is held may be forged. Listing works while the shop runs; accept needs it to be stopped on SQLite.`,
  options: {
    ...LIST_OPTIONS,
    outcome: { type: "string", value: "<outcome>", help: `list: ${OUTCOMES.join(", ")} only` },
    "payment-id": { type: "string", value: "<id>", help: "of this order only" },
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

function list(call: Call): Promise<number> {
  const filter = {
    outcome: outcomeIn(call.options.text("outcome")),
    paymentId: call.options.text("payment-id"),
  };
  return printList(call, (coincoin) => ({
    page: async (request) => coincoin.inbox.list({ ...filter, ...request }),
    each: () => coincoin.inbox.each(filter),
    columns,
    described,
    empty: "No webhook is there.",
  }));
}

const columns: readonly Column<InboxEntry>[] = [
  ["first_at", ({ firstAt }) => firstAt],
  ["last_at", ({ lastAt }) => lastAt],
  ["count", ({ count }) => count],
  ["payment_id", ({ paymentId }) => paymentId],
  ["outcome", ({ outcome }) => outcome],
  ["reason", ({ reason }) => reason],
  ["source", ({ source }) => source],
  ["signature", ({ proofs }) => proofs.signature],
  ["by", ({ by }) => by],
  ["body", ({ body }) => body],
];

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
