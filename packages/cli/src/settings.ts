import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import type { ChainReader } from "@coincoin/chain";
import { CoinCoin, type CoinCoinOptions, memoryStore, silentLogger } from "@coincoin/core";
import { chainReaders } from "./chain-readers.ts";
import type { Call, Option } from "./command.ts";
import { reasonOf, UsageError } from "./failure.ts";
import { rememberSecret } from "./secrets.ts";

export const KEY_OPTIONS = {
  "app-id": { type: "string", value: "<id>", help: "the APIKey (COINCOIN_APP_ID)" },
  "secret-file": {
    type: "string",
    value: "<path>",
    help: "a file that holds the SecretKey (else COINCOIN_SECRET_KEY)",
  },
  // Not "env-file": Node takes an option of that name for its own, wherever it stands.
  env: { type: "string", value: "<path>", help: "a file of variables, such as the shop's .env" },
} as const satisfies Record<string, Option>;

export const URL_OPTIONS = {
  "public-url": {
    type: "string",
    value: "<url>",
    help: "where the shop's router is reached (COINCOIN_PUBLIC_URL)",
  },
  "token-version": {
    type: "string",
    value: "<n>",
    help: "the shop's webhook.tokenVersion, where it is not 1",
  },
} as const satisfies Record<string, Option>;

export const API_OPTION = {
  "api-url": { type: "string", value: "<url>", help: "the gateway's API (COINCOIN_API_URL)" },
} as const satisfies Record<string, Option>;

export const STORE_OPTION = {
  store: {
    type: "string",
    value: "<store>",
    help: "sqlite:<path> or postgres:<url>: where the shop keeps its orders (COINCOIN_STORE)",
  },
  schema: {
    type: "string",
    value: "<name>",
    help: 'PostgreSQL: the schema of our tables (default "coincoin")',
  },
} as const satisfies Record<string, Option>;

/** What the environment, files and options say. Nothing is checked here: core does. */
export interface Settings {
  readonly appId: string | undefined;
  /** One or two, the current first. */
  readonly secretKeys: readonly string[];
  readonly publicUrl: string | undefined;
  readonly apiUrl: string | undefined;
  readonly tokenVersion: number;
  readonly store: string | undefined;
  /** Where the store was named: a password may stand in the environment, and not on the command line. */
  readonly storeFrom: "option" | "environment";
  /** Of the networks whose providers are named. */
  readonly readers: readonly ChainReader[];
}

export function readSettings({ options, console }: Pick<Call, "options" | "console">): Settings {
  const envFile = options.text("env");
  const env = envFile === undefined ? console.env : { ...parseEnv(readText(envFile)), ...console.env };
  const variable = (name: string) => {
    const value = env[name];
    return value === undefined || value.trim() === "" ? undefined : value;
  };
  const secretFile = options.text("secret-file");
  const secret = secretFile === undefined ? variable("COINCOIN_SECRET_KEY") : readText(secretFile).trim();
  const secretKeys = secret?.split(",") ?? [];
  for (const key of secretKeys) rememberSecret(key);
  return {
    appId: options.text("app-id") ?? variable("COINCOIN_APP_ID"),
    secretKeys,
    publicUrl: options.text("public-url") ?? variable("COINCOIN_PUBLIC_URL"),
    apiUrl: options.text("api-url") ?? variable("COINCOIN_API_URL"),
    tokenVersion: options.wholeNumber("token-version", { min: 1, max: 1_000_000, fallback: 1 }),
    store: options.text("store") ?? variable("COINCOIN_STORE"),
    storeFrom: options.text("store") === undefined ? "environment" : "option",
    readers: chainReaders(variable),
  };
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${reasonOf(error)}.`);
  }
}

/** @throws UsageError when app id or key is missing. */
export function credentials({ appId, secretKeys }: Settings): { appId: string; secretKey: string } {
  const [secretKey] = secretKeys;
  if (appId === undefined)
    throw new UsageError("The app id is missing: set COINCOIN_APP_ID, or pass --app-id.");
  if (secretKey === undefined) {
    throw new UsageError(
      "The secret key is missing: set COINCOIN_SECRET_KEY, or pass --secret-file or --env.",
    );
  }
  return { appId, secretKey };
}

/** An instance whose delivery loops do not run. Without a store of the shop's it knows no orders. */
export function instance(settings: Settings, more: CoinCoinOptions = {}): CoinCoin {
  const { appId } = credentials(settings);
  const [current = "", previous] = settings.secretKeys;
  const coincoin = new CoinCoin({
    appId,
    secretKey: previous === undefined ? current : [current, previous],
    publicUrl: settings.publicUrl,
    apiUrl: settings.apiUrl,
    webhook: { tokenVersion: settings.tokenVersion },
    store: memoryStore({ acceptLoss: true }),
    delivery: "manual",
    logger: silentLogger,
    chain: settings.readers.length === 0 ? undefined : { networks: settings.readers },
    ...more,
  });
  if (settings.publicUrl !== undefined) rememberSecret(tokenOf(coincoin.webhookUrl()));
  return coincoin;
}

/** The secret part of a webhook's address. */
function tokenOf(webhookUrl: string): string {
  return new URL(webhookUrl).pathname.split("/").at(-1) ?? "";
}
