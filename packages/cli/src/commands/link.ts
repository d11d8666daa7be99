import { type Command, OK } from "../command.ts";
import { UsageError } from "../failure.ts";
import { instance, KEY_OPTIONS, readSettings, URL_OPTIONS } from "../settings.ts";

export const link: Command = {
  name: "link",
  summary: "Print an address by which a customer pays one purchase",
  usage: "<reference> --price <amount> [options]",
  description: `The link holds all it asks for, signed: nothing is stored, and no order is made before the customer presses Pay.
coincoin withdraw takes it back before its time.`,
  options: {
    ...KEY_OPTIONS,
    ...URL_OPTIONS,
    price: { type: "string", value: "<amount>", help: "in the currency of your account at CoinCoin" },
    days: { type: "string", value: "<days>", help: "how long it may be opened (default: 30)" },
    amount: { type: "string", value: "<amount>", help: "the price in your own currency, as it is shown" },
    currency: { type: "string", value: "<code>", help: "that currency: EUR" },
    title: { type: "string", value: "<text>", help: "what is paid for" },
  },
  words: 1,
  async run({ console, options, json, words: [reference], ...call }) {
    const [price, amount, currency] = [
      options.text("price"),
      options.text("amount"),
      options.text("currency"),
    ];
    if (reference === undefined || price === undefined)
      throw new UsageError("Which reference, at which --price?");
    if ((amount === undefined) !== (currency === undefined))
      throw new UsageError("--amount and --currency go together.");
    await using coincoin = instance(readSettings({ console, options, ...call }));
    const days = options.text("days");
    const url = coincoin.payUrl(reference, {
      price,
      ...(days === undefined ? {} : { validFor: { days: Number(days) } }),
      ...(amount === undefined || currency === undefined
        ? {}
        : { display: { amount, currency, title: options.text("title") } }),
    });
    console.out(json ? `${JSON.stringify({ url })}\n` : `${url}\n`);
    return OK;
  },
};
