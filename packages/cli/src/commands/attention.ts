import { type AttentionItem, severityOf } from "@coincoin/core";
import { type Call, type Command, OK } from "../command.ts";
import type { Column } from "../csv.ts";
import { UsageError } from "../failure.ts";
import { LIST_OPTIONS, printList } from "../listing.ts";
import { readSettings } from "../settings.ts";

export const attention: Command = {
  name: "attention",
  summary: "List what needs a person, or close an item",
  usage: "[resolve <id> --note <text> --by <name>] [--csv] --store <store>",
  description:
    "Listing works while the shop runs. Closing an item in SQLite needs the shop to be stopped; with PostgreSQL it may run on.",
  options: {
    ...LIST_OPTIONS,
    all: { type: "boolean", help: "closed items as well" },
    "payment-id": { type: "string", value: "<id>", help: "of this order only" },
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

function list(call: Call): Promise<number> {
  const filter = {
    open: call.options.flag("all") ? ("all" as const) : true,
    paymentId: call.options.text("payment-id"),
  };
  return printList(call, (coincoin) => ({
    page: async (request) => coincoin.attention.list({ ...filter, ...request }),
    each: () => coincoin.attention.each(filter),
    columns,
    described,
    empty: "Nothing needs a person.",
  }));
}

const columns: readonly Column<AttentionItem>[] = [
  ["last_at", ({ lastAt }) => lastAt],
  ["first_at", ({ firstAt }) => firstAt],
  ["count", ({ count }) => count],
  ["kind", ({ kind }) => kind],
  ["severity", ({ kind }) => severityOf(kind)],
  ["reference", ({ reference }) => reference],
  ["payment_id", ({ paymentId }) => paymentId],
  ["message", ({ message }) => message],
  ["resolved_at", ({ resolvedAt }) => resolvedAt],
  ["resolved_by", ({ resolvedBy }) => resolvedBy],
  ["note", ({ note }) => note],
  ["id", ({ id }) => id],
];

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
