import { verifySignature } from "@coincoin/core";
import { type Command, OK, WRONG } from "../command.ts";
import { UsageError } from "../failure.ts";
import { credentials, KEY_OPTIONS, readSettings } from "../settings.ts";

const MEANING = {
  valid: "the key signed this app id and time, and not long ago",
  stale: "the key signed it, but the time is outside the tolerance: is a clock off, or was it kept?",
  wrong: "this key did not sign this app id and time",
};

export const verify: Command = {
  name: "verify",
  summary: "Tell whether a signature is the key's",
  usage: "--timestamp <cc-timespan> --signature <cc-sign>",
  description: "Exit code 0 when it is valid. No signature covers a body.",
  options: {
    ...KEY_OPTIONS,
    timestamp: { type: "string", value: "<ms>", help: "cc-timespan, as it came" },
    signature: { type: "string", value: "<hex>", help: "cc-sign, as it came" },
    tolerance: {
      type: "string",
      value: "<seconds>",
      help: "how old it may be, and how far ahead (default 300)",
    },
  },
  words: 0,
  async run({ console, options, json, ...call }) {
    const settings = readSettings({ options, console, ...call });
    const { appId } = credentials(settings);
    const [timestamp, signature] = [options.text("timestamp"), options.text("signature")];
    if (timestamp === undefined || signature === undefined) {
      throw new UsageError("Both --timestamp and --signature are needed.");
    }
    const toleranceSeconds = options.wholeNumber("tolerance", { min: 1, max: 86_400, fallback: 300 });
    const verdict = verifySignature({
      appId,
      timestamp,
      signature,
      secretKey: settings.secretKeys,
      toleranceSeconds,
    });
    console.out(json ? `${JSON.stringify({ verdict })}\n` : `${verdict}: ${MEANING[verdict]}\n`);
    return verdict === "valid" ? OK : WRONG;
  },
};
