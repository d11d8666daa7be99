import { type Command, OK } from "../command.ts";
import { instance, KEY_OPTIONS, readSettings, URL_OPTIONS } from "../settings.ts";

export const webhookUrl: Command = {
  name: "webhook-url",
  summary: "Print the address to paste into CoinCoin's site",
  usage: "[options]",
  description: "It holds a secret: whoever has it can say that money came. Keep it out of tickets and logs.",
  options: { ...KEY_OPTIONS, ...URL_OPTIONS },
  words: 0,
  async run({ console, json, ...call }) {
    await using coincoin = instance(readSettings({ console, ...call }));
    const url = coincoin.webhookUrl();
    console.out(json ? `${JSON.stringify({ url })}\n` : `${url}\n`);
    return OK;
  },
};
