#!/usr/bin/env node
import { parseArgs } from "node:util";
import { createSandbox, READINGS, type Sandbox, type SandboxOptions } from "./index.ts";
import { maskedUrl } from "./server/masked-url.ts";

const HELP = `A local CoinCoin: orders, pretend payments, webhooks, a dashboard.

Usage: coincoin-sandbox [options]

  --port <number>            port to listen on (default 4010; 0: any free one)
  --host <address>           address to listen on (default 127.0.0.1; anything else opens the
                             controls to your network: they ask for no password)
  --allowed-host <name>      a further name the dashboard is reached by; may be repeated
  --app-id <id>              the APIKey merchants sign with (default sandbox-app)
  --secret <key>             the SecretKey; better in COINCOIN_SECRET_KEY (default sandbox-secret)
  --webhook <url>            where webhooks go; can be set later in the dashboard
  --seed <text>              what addresses and chance are drawn from (default coincoin)
  --resend-until-200         send webhooks again until they are answered 200
  --unsigned                 send webhooks without signature headers
  --response-table-codes     read the state codes as the response table has them: 1 settling, 2 completed
  --settlement-minutes <n>   time from settling to completed (default 10)
  --reading <name>           another reading of the gateway's document; one of those below
  -h, --help                 show this

COINCOIN_APP_ID and COINCOIN_SECRET_KEY are used where --app-id and --secret are not given.

Readings
${READINGS.map(({ name, summary }) => `  ${name.padEnd(28)} ${summary}`).join("\n")}
`;

function optionsOf(args: readonly string[]): SandboxOptions | "help" {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: "string", default: "4010" },
      host: { type: "string" },
      "allowed-host": { type: "string", multiple: true },
      "app-id": { type: "string" },
      secret: { type: "string" },
      webhook: { type: "string" },
      seed: { type: "string" },
      "resend-until-200": { type: "boolean" },
      unsigned: { type: "boolean" },
      "response-table-codes": { type: "boolean" },
      "settlement-minutes": { type: "string" },
      reading: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help === true) return "help";
  const appId = values["app-id"] ?? process.env["COINCOIN_APP_ID"];
  const secretKey = values.secret ?? process.env["COINCOIN_SECRET_KEY"];
  const minutes = values["settlement-minutes"];
  return {
    port: wholeNumber("--port", values.port, 65_535),
    signWebhooks: values.unsigned !== true,
    ...(values["resend-until-200"] === true ? { resend: "until-200" } : {}),
    ...(values["response-table-codes"] === true ? { stateCodes: "response-table" } : {}),
    ...(values.reading === undefined ? {} : { reading: values.reading }),
    ...(values.host === undefined ? {} : { host: values.host }),
    ...(values["allowed-host"] === undefined ? {} : { allowedHosts: values["allowed-host"] }),
    ...(appId === undefined ? {} : { appId }),
    ...(secretKey === undefined ? {} : { secretKey }),
    ...(values.webhook === undefined ? {} : { webhookUrl: values.webhook }),
    ...(values.seed === undefined ? {} : { seed: values.seed }),
    ...(minutes === undefined
      ? {}
      : { settlementDelayMs: wholeNumber("--settlement-minutes", minutes, 100_000) * 60_000 }),
  };
}

function wholeNumber(option: string, text: string, largest: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= largest) return number;
  throw new Error(`${option} has to be a whole number from 0 to ${largest}, not "${text}"`);
}

function introduce(sandbox: Sandbox): string {
  const webhookUrl = sandbox.webhookUrl();
  return `CoinCoin sandbox
  dashboard   ${sandbox.url}/
  API         ${sandbox.apiUrl}
  controls    ${sandbox.url}/_sandbox/orders
  chains      ${sandbox.chainUrl("tron")}, and ethereum, bsc, bitcoin; /chain/second/... is another provider
  app id      ${sandbox.appId}
  reading     ${sandbox.reading.name}: ${sandbox.reading.summary}
  webhooks    ${webhookUrl === undefined ? "nowhere yet: --webhook, or set it in the dashboard" : maskedUrl(webhookUrl)}
Pretend money only. Ctrl+C stops it; nothing is kept.
`;
}

async function main(): Promise<void> {
  const options = optionsOf(process.argv.slice(2));
  if (options === "help") {
    process.stdout.write(HELP);
    return;
  }
  const sandbox = await createSandbox(options);
  process.stdout.write(introduce(sandbox));
  const stop = (): void => {
    sandbox.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`coincoin-sandbox: ${reasonOf(error)}\nTry coincoin-sandbox --help.\n`);
  process.exitCode = 1;
});

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ("code" in error && error.code === "EADDRINUSE") {
    return "that port is taken: is a sandbox running already? Choose another with --port.";
  }
  return error.message;
}
