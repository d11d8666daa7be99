import { type Command, OK } from "../command.ts";
import { UsageError } from "../failure.ts";
import { KEY_OPTIONS, readSettings, STORE_OPTION } from "../settings.ts";

export const unpin: Command = {
  name: "unpin",
  summary: "Take back that CoinCoin was seen to sign its webhooks",
  usage: "--by <name> --store <store>",
  description: `Once a signed webhook was applied, a shop holds what comes unsigned. Where CoinCoin does not sign, that is a mistake: this takes it
back, until a signed one comes. What is held stays so: see coincoin inbox accept. SQLite: stop the shop first. PostgreSQL: it may run on.`,
  options: { ...KEY_OPTIONS, ...STORE_OPTION, by: { type: "string", value: "<name>", help: "who does it" } },
  words: 0,
  async run({ console, options, json, ...call }) {
    const by = options.text("by");
    if (by === undefined) throw new UsageError("Who does it? Pass --by <name>.");
    const { openForWriting } = await import("../stores.ts");
    const shop = await openForWriting(readSettings({ console, options, ...call }), options.text("schema"));
    try {
      const pin = await shop.coincoin.unpinSignature({ by });
      const told =
        pin === null
          ? "Nothing was pinned."
          : `Taken back: CoinCoin was seen to sign since ${pin.since}, by the webhook for ${pin.paymentId}.`;
      console.out(json ? `${JSON.stringify({ ok: true, pin })}\n` : `${told}\n`);
      return OK;
    } finally {
      await shop.close();
    }
  },
};
