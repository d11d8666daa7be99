import type { AttentionItem } from "@coincoin/core";
import { type Call, type Command, OK } from "../command.ts";
import { UsageError } from "../failure.ts";
import { KEY_OPTIONS, readSettings, STORE_OPTION } from "../settings.ts";

export const attention: Command = {
  name: "attention",
  summary: "List what needs a person, or close an item",
  usage: "[resolve <id> --note <text> --by <name>] --store <store>",
  description:
    "Listing works while the shop runs. Closing an item in SQLite needs the shop to be stopped; with PostgreSQL it may run on.",
  options: {
    ...KEY_OPTIONS,
    ...STORE_OPTION,
    all: { type: "boolean", help: "closed items as well" },
    "payment-id": { type: "string", value: "<id>", help: "of this order only" },
    limit: { type: "string", value: "<n>", help: "at most so many, 1 to 200 (default 50)" },
    after: { type: "string", value: "<cursor>", help: "go on where the last page ended" },
    note: { type: "string", value: "<text>", help: "resolve: what was done" },
    by: { type: "string", value: "<name>", help: "resolve: by whom" },
  },
  words: 2,
  async run(call) {
    const [action = "list", id] = call.words;
    if (action === "list" && id === undefined) return list(call);
    if (action === "resolve" && id !== undefined) return resolve(call, id);
    throw new UsageError(
      action === "resolve"
        ? "Which item? Give its id."
        : `attention knows no "${id ?? action}": only resolve <id>.`,
    );
  },
};

async function list({ console, options, json, ...call }: Call): Promise<number> {
  const { openForReading } = await import("../stores.ts");
  const shop = await openForReading(readSettings({ console, options, ...call }), options.text("schema"));
  try {
    const { items, cursor } = await shop.coincoin.attention.list({
      open: options.flag("all") ? "all" : true,
      paymentId: options.text("payment-id"),
      limit: options.wholeNumber("limit", { min: 1, max: 200, fallback: 50 }),
      after: options.text("after"),
    });
    if (json) {
      console.out(`${JSON.stringify({ items, cursor })}\n`);
      return OK;
    }
    if (items.length === 0) console.out("Nothing needs a person.\n");
    for (const item of items) console.out(described(item, console.paint));
    if (cursor !== null) console.out(`\nMore: --after ${cursor}\n`);
    return OK;
  } finally {
    await shop.close();
  }
}

function described(item: AttentionItem, paint: Call["console"]["paint"]): string {
  const { id, kind, message, lastAt, count, paymentId, resolvedAt, resolvedBy, note } = item;
  const often = count > 1 ? `, ${count} times` : "";
  const about = paymentId === null ? "" : `  ${paymentId}`;
  const closed =
    resolvedAt === null
      ? ""
      : `  closed ${resolvedAt}${resolvedBy === null ? "" : ` by ${resolvedBy}`}: ${note ?? ""}\n`;
  const head = paint(resolvedAt === null ? "yellow" : "dim", kind);
  return `${head}${about}  ${lastAt}${often}\n  ${message}\n${closed}  ${paint("dim", id)}\n`;
}

async function resolve({ console, options, json, ...call }: Call, id: string): Promise<number> {
  const [note, by] = [options.text("note"), options.text("by")];
  if (note === undefined || by === undefined) {
    throw new UsageError("Say what was done and who did it: --note <text> --by <name>.");
  }
  const { openForWriting } = await import("../stores.ts");
  const shop = await openForWriting(readSettings({ console, options, ...call }), options.text("schema"));
  try {
    await shop.coincoin.attention.resolve(id, note, { by });
  } finally {
    await shop.close();
  }
  console.out(json ? `${JSON.stringify({ ok: true, id })}\n` : `Closed ${id}.\n`);
  return OK;
}
