import { sign as signatureOf } from "@coincoin/core";
import { type Command, OK } from "../command.ts";
import { credentials, KEY_OPTIONS, readSettings } from "../settings.ts";

export const sign: Command = {
  name: "sign",
  summary: "Print the three headers that sign a request",
  usage: "[options]",
  description: "They are good for a few minutes, for any body: treat them like a password meanwhile.",
  options: {
    ...KEY_OPTIONS,
    timestamp: { type: "string", value: "<ms>", help: "milliseconds since 1970, 13 digits (default: now)" },
  },
  words: 0,
  async run({ console, options, json, ...call }) {
    const { appId, secretKey } = credentials(readSettings({ options, console, ...call }));
    const timestamp = options.text("timestamp") ?? String(Date.now());
    const headers = {
      "cc-app-id": appId,
      "cc-timespan": timestamp,
      "cc-sign": signatureOf({ appId, timestamp, secretKey }),
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\n`);
    console.out(json ? `${JSON.stringify(headers)}\n` : lines.join(""));
    return OK;
  },
};
