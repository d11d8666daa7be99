import { createSandbox } from "@coincoin/sandbox";
import { type Command, OK } from "../command.ts";
import { maskedUrl } from "../secrets.ts";
import { KEY_OPTIONS, readSettings } from "../settings.ts";

export const sandbox: Command = {
  name: "sandbox",
  summary: "Start a local CoinCoin to build and test against",
  usage: "[options]",
  description: "Pretend money only; nothing is kept. More switches: npx @coincoin/sandbox --help.",
  options: {
    ...KEY_OPTIONS,
    port: { type: "string", value: "<number>", help: "default 4010; 0: any free one" },
    reading: { type: "string", value: "<name>", help: "another reading of the gateway's document" },
    webhook: { type: "string", value: "<url>", help: "where webhooks go; can be set later in the dashboard" },
  },
  words: 0,
  async run({ console, options, json, ...call }) {
    const { appId = "sandbox-app", secretKeys } = readSettings({ options, console, ...call });
    const webhookUrl = options.text("webhook");
    const reading = options.text("reading");
    const running = await createSandbox({
      port: options.wholeNumber("port", { min: 0, max: 65_535, fallback: 4010 }),
      appId,
      secretKey: secretKeys[0] ?? "sandbox-secret",
      ...(webhookUrl === undefined ? {} : { webhookUrl }),
      ...(reading === undefined ? {} : { reading }),
    });
    const { url, apiUrl } = running;
    const to = webhookUrl === undefined ? "nowhere yet: set it in the dashboard" : maskedUrl(webhookUrl);
    console.out(
      json
        ? `${JSON.stringify({ url, apiUrl, appId, reading: running.reading.name })}\n`
        : `CoinCoin sandbox\n  dashboard   ${url}/\n  API         ${apiUrl}\n  app id      ${appId}\n  reading     ${running.reading.name}: ${running.reading.summary}\n  webhooks    ${to}\nCtrl+C stops it.\n`,
    );
    await interrupted();
    await running.close();
    return OK;
  },
};

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve()).once("SIGTERM", () => resolve());
  });
}
