import { type Command, OK, WRONG } from "../command.ts";
import type { Console, Style } from "../console.ts";
import { checkProviders } from "../doctor/chain.ts";
import { type Check, check, type DoctorReport, type Verdict } from "../doctor/check.ts";
import { checkGateway } from "../doctor/gateway.ts";
import { checkMount } from "../doctor/mount.ts";
import { checkStore } from "../doctor/store.ts";
import { failureOf } from "../failure.ts";
import { scrub } from "../secrets.ts";
import {
  API_OPTION,
  credentials,
  instance,
  KEY_OPTIONS,
  readSettings,
  type Settings,
  STORE_OPTION,
  URL_OPTIONS,
} from "../settings.ts";

const DEFAULT_API_URL = "https://api.coin2.cc/v1";

export const doctor: Command = {
  name: "doctor",
  summary:
    "Check keys, clock, public URL, webhook token, body, contact, providers of chains, store, what stops sales, and open attention",
  usage: "[options]",
  description: `Makes no order and stores nothing. It looks from this machine: whether CoinCoin reaches the shop too, only a real webhook tells.
PostgreSQL is opened as the shop opens it, which brings its schema up to date; of SQLite a copy is looked at, so the shop may run.
Exit code 1 when a check failed; warnings do not count.`,
  options: {
    ...KEY_OPTIONS,
    ...URL_OPTIONS,
    ...API_OPTION,
    ...STORE_OPTION,
    offline: { type: "boolean", help: "ask neither gateway nor shop nor chain" },
  },
  words: 0,
  async run({ console, options, json, ...call }) {
    const settings = readSettings({ console, options, ...call });
    const checks = await examine(settings, options.flag("offline"), options.text("schema"));
    const report: DoctorReport = {
      ok: checks.every(({ verdict }) => verdict !== "failed"),
      checks: checks.map((one) => ({ ...one, message: scrub(one.message) })),
    };
    console.out(json ? `${JSON.stringify(report)}\n` : described(report, console));
    return report.ok ? OK : WRONG;
  },
};

async function examine(
  settings: Settings,
  offline: boolean,
  schema: string | undefined,
): Promise<readonly Check[]> {
  const keys = await checkKeys(settings);
  if (keys.verdict === "failed") return [keys];
  const outside = offline ? [check("gateway", "skipped", "offline")] : await checkOutside(settings);
  const providers = offline ? [] : await checkProviders(settings.readers);
  return [keys, ...outside, ...providers, ...(await checkStore(settings, schema))];
}

/** Judged by whoever judges them in the shop. */
async function checkKeys(settings: Settings): Promise<Check> {
  try {
    const { appId } = credentials(settings);
    await instance(settings).close();
    const rotating = settings.secretKeys.length > 1 ? ", and one that is being replaced" : "";
    return check("keys", "ok", `app ${appId}, with a secret key${rotating}`);
  } catch (error) {
    return check("keys", "failed", failureOf(error).message);
  }
}

async function checkOutside(settings: Settings): Promise<readonly Check[]> {
  const keys = credentials(settings);
  const gateway = await checkGateway((settings.apiUrl ?? DEFAULT_API_URL).replace(/\/+$/, ""), keys);
  if (settings.publicUrl === undefined) {
    const message =
      "no public URL is set: the webhook's address cannot be made. Set COINCOIN_PUBLIC_URL, like https://shop.example/coincoin.";
    return [...gateway, check("router", "failed", message)];
  }
  await using coincoin = instance(settings);
  const publicUrl = settings.publicUrl.replace(/\/+$/, "");
  return [...gateway, ...(await checkMount(publicUrl, coincoin.webhookUrl(), keys))];
}

const MARKS: Readonly<Record<Verdict, readonly [string, Style]>> = {
  ok: ["ok", "green"],
  warning: ["warn", "yellow"],
  failed: ["FAIL", "red"],
  skipped: ["skip", "dim"],
};

function described({ checks }: DoctorReport, { paint }: Console): string {
  return checks
    .map(({ name, verdict, message }) => {
      const [mark, style] = MARKS[verdict];
      return `${paint(style, mark.padEnd(4))}  ${name.padEnd(10)} ${message}\n`;
    })
    .join("");
}
