import { type Command, OK } from "../command.ts";
import { UsageError } from "../failure.ts";
import { KEY_OPTIONS, readSettings, STORE_OPTION } from "../settings.ts";

export const withdraw: Command = {
  name: "withdraw",
  summary: "Take back a purchase: paid in another way, or cancelled",
  usage: "<reference> --reason <text> --by <name> --store <store>",
  description: `Its payment page and pay links close. Money that comes later is never order.paid: a person hears of it.
It cannot be undone. SQLite: stop the shop first. PostgreSQL: it may run on.`,
  options: {
    ...KEY_OPTIONS,
    ...STORE_OPTION,
    reason: { type: "string", value: "<text>", help: "why" },
    by: { type: "string", value: "<name>", help: "who does it" },
  },
  words: 1,
  async run({ console, options, json, words: [reference], ...call }) {
    const [reason, by] = [options.text("reason"), options.text("by")];
    if (reference === undefined) throw new UsageError("Which purchase? Give its reference.");
    if (reason === undefined || by === undefined)
      throw new UsageError("Say why and who does it: --reason <text> --by <name>.");
    const { openForWriting } = await import("../stores.ts");
    const shop = await openForWriting(readSettings({ console, options, ...call }), options.text("schema"));
    try {
      const purchase = await shop.coincoin.withdraw(reference, { reason, by });
      console.out(
        json
          ? `${JSON.stringify({ ok: true, purchase })}\n`
          : `Withdrawn: ${reference}${purchase.withdrawn === undefined ? "" : `, by ${purchase.withdrawn.by} at ${purchase.withdrawn.at}`}.\n`,
      );
      return OK;
    } finally {
      await shop.close();
    }
  },
};
