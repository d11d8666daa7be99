import { type Command, OK } from "../command.ts";
import { UsageError } from "../failure.ts";
import { KEY_OPTIONS, readSettings, STORE_OPTION } from "../settings.ts";

export const refund: Command = {
  name: "refund",
  summary: "Record what was paid back of an order",
  usage: "<payment-id> --amount <amount> --coin <coin> --by <name> [options] --store <store>",
  description: `It moves no money: send it from your wallet first, and record it here. More than came is refused.
SQLite: stop the shop first. PostgreSQL: it may run on.`,
  options: {
    ...KEY_OPTIONS,
    ...STORE_OPTION,
    amount: { type: "string", value: "<amount>", help: "how much was sent back" },
    coin: { type: "string", value: "<coin>", help: "of which coin: usdt" },
    transaction: { type: "string", value: "<id>", help: "the transaction that sent it" },
    note: { type: "string", value: "<text>", help: "why" },
    by: { type: "string", value: "<name>", help: "who did it" },
    "allow-more": { type: "boolean", help: "record it even where it is more than came" },
  },
  words: 1,
  async run({ console, options, json, words: [paymentId], ...call }) {
    const [amount, coin, by] = [options.text("amount"), options.text("coin"), options.text("by")];
    if (paymentId === undefined) throw new UsageError("Which order? Give its payment id.");
    if (amount === undefined || coin === undefined || by === undefined)
      throw new UsageError("Say what was sent and who did it: --amount <amount> --coin <coin> --by <name>.");
    const { openForWriting } = await import("../stores.ts");
    const shop = await openForWriting(readSettings({ console, options, ...call }), options.text("schema"));
    try {
      const recorded = await shop.coincoin.refunds.record({
        paymentId,
        amount,
        coin,
        by,
        transaction: options.text("transaction"),
        note: options.text("note"),
        allowMore: options.flag("allow-more"),
      });
      const text = `Recorded: ${recorded.amount} ${recorded.coin} paid back of ${recorded.reference}.`;
      console.out(json ? `${JSON.stringify({ ok: true, refund: recorded })}\n` : `${text}\n`);
      return OK;
    } finally {
      await shop.close();
    }
  },
};
