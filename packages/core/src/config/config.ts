import { compare, type Decimal, readDecimal, ZERO } from "../domain/amount.ts";
import type { ChainSettings } from "../domain/chain-issue.ts";
import type { Names } from "../domain/names.ts";
import type { StateCodes } from "../domain/state.ts";
import type { Accept } from "../gateway/accept.ts";
import { MAXIMUM_HOURS } from "../gateway/limits.ts";
import type { Spool } from "../intake/spool.ts";
import type { Environment } from "../lib/environment.ts";
import type { Logger } from "../lib/logger.ts";
import type { Secret } from "../lib/secret.ts";
import type { Store } from "../store/store.ts";
import { readAccept } from "./accept.ts";
import { readChain } from "./chain.ts";
import { invalid, mustBe, type OptionValues, oneOf, optionsOf, quantity, wholeNumber } from "./check.ts";
import { readAppId, readSecretKeys } from "./credentials.ts";
import { type DeliverySettings, readDelivery } from "./delivery.ts";
import { readEnvironment, readLogger } from "./environment.ts";
import { readNames } from "./names.ts";
import type { CoinCoinOptions, GatewayOptions, LimitOptions, PatienceOptions } from "./options.ts";
import { readSpool, readStore } from "./store.ts";
import { readPlainHttpHosts, readUrl } from "./urls.ts";
import { readWebhook, type WebhookSettings } from "./webhook.ts";

export type { AcceptOption, ChainOptions, CoinCoinOptions, NamesOption } from "./options.ts";

type Settled<T> = { readonly [K in keyof T]-?: Exclude<T[K], undefined> };

/** The options, checked, with every default filled in. May be printed: secrets show as "[secret]". */
export interface Config {
  readonly appId: string;
  /** The newest first: it signs. */
  readonly secretKeys: readonly Secret[];
  /** Without a slash at its end. */
  readonly apiUrl: string;
  /** No real money moves here: customers are told to send none. */
  readonly testMode: boolean;
  /** Without a slash at its end. */
  readonly publicUrl: string | undefined;
  /** Without a slash at its end. */
  readonly deskUrl: string | undefined;
  readonly plainHttpHosts: readonly string[];
  readonly store: Store;
  readonly accept: Accept;
  readonly names: Names;
  readonly stateCodes: StateCodes;
  readonly confirmedBy: "code" | "amount";
  readonly underpaymentTolerance: Decimal;
  readonly expiresInHours: number;
  readonly webhook: WebhookSettings;
  readonly limits: Settled<LimitOptions>;
  readonly delivery: DeliverySettings;
  readonly spool: Spool | undefined;
  readonly gateway: Settled<GatewayOptions>;
  /** Undefined: no chain is looked at. */
  readonly chain: ChainSettings | undefined;
  readonly patience: Settled<PatienceOptions>;
  readonly logger: Logger;
  readonly environment: Environment;
}

const DEFAULT_API_URL = "https://api.coin2.cc/v1";

const known = [
  "appId",
  "secretKey",
  "apiUrl",
  "testMode",
  "publicUrl",
  "deskUrl",
  "plainHttpHosts",
  "store",
  "accept",
  "names",
  "stateCodes",
  "confirmedBy",
  "underpaymentTolerance",
  "expiresInHours",
  "webhook",
  "limits",
  "delivery",
  "spool",
  "gateway",
  "chain",
  "patience",
  "logger",
  "environment",
] as const satisfies readonly (keyof CoinCoinOptions)[];

/** What of a process's environment is looked at. */
export type ProcessEnv = Readonly<Record<string, string | undefined>>;

/**
 * The one place where options are judged and defaults filled in.
 * @throws CoinCoinError `config_invalid` (the message names the option, `details.option` too), `store_not_durable`
 */
export function readConfig(options: CoinCoinOptions = {}, env: ProcessEnv = {}): Config {
  const it = optionsOf(options, "options", known);
  const appId = readAppId(it["appId"] ?? variable(env, "COINCOIN_APP_ID"));
  const secretKeys = readSecretKeys(it["secretKey"] ?? variable(env, "COINCOIN_SECRET_KEY")?.split(","));
  const logger = readLogger(it["logger"]);
  const limits = readLimits(it["limits"]);
  const nodeEnv = env["NODE_ENV"];
  const store = readStore(it["store"], {
    production: nodeEnv === "production",
    quiet: nodeEnv === "test",
    logger,
  });
  const names = readNames(it["names"]);
  const plainHttpHosts = readPlainHttpHosts(it["plainHttpHosts"]);
  const apiUrl = readUrl(
    it["apiUrl"] ?? variable(env, "COINCOIN_API_URL") ?? DEFAULT_API_URL,
    "apiUrl",
    DEFAULT_API_URL,
    plainHttpHosts,
  );
  const publicUrl = it["publicUrl"] ?? variable(env, "COINCOIN_PUBLIC_URL");
  return {
    appId,
    secretKeys,
    apiUrl,
    testMode: readTestMode(it["testMode"], apiUrl),
    publicUrl:
      publicUrl === undefined
        ? undefined
        : readUrl(publicUrl, "publicUrl", "https://shop.example/coincoin", plainHttpHosts),
    deskUrl:
      it["deskUrl"] === undefined
        ? undefined
        : readUrl(it["deskUrl"], "deskUrl", "https://shop.example/admin/payments", plainHttpHosts),
    plainHttpHosts,
    store,
    accept: readAccept(it["accept"], names),
    names,
    stateCodes: oneOf(it["stateCodes"], "stateCodes", ["status-table", "response-table"], "status-table"),
    confirmedBy: oneOf(it["confirmedBy"], "confirmedBy", ["code", "amount"], "code"),
    underpaymentTolerance: readUnderpayment(it["underpaymentTolerance"]),
    expiresInHours: wholeNumber(it["expiresInHours"], "expiresInHours", {
      min: 1,
      max: MAXIMUM_HOURS,
      fallback: 3,
    }),
    webhook: readWebhook(it["webhook"]),
    limits,
    delivery: readDelivery(it["delivery"]),
    spool: readSpool(it["spool"], store, limits.spooled, logger),
    gateway: readGateway(it["gateway"]),
    chain: readChain(it["chain"]),
    patience: readPatience(it["patience"]),
    logger,
    environment: readEnvironment(it["environment"]),
  };
}

/** An empty variable is how many tools write one that is not set. */
function variable(env: ProcessEnv, name: string): string | undefined {
  const value = env[name];
  return value === undefined || value.trim() === "" ? undefined : value;
}

function readTestMode(value: unknown, apiUrl: string): boolean {
  if (value === undefined) return new URL(apiUrl).origin !== new URL(DEFAULT_API_URL).origin;
  if (typeof value === "boolean") return value;
  throw mustBe("testMode", "true or false", value);
}

function readUnderpayment(value: unknown): Decimal {
  if (value === undefined) return ZERO;
  const share = typeof value === "string" || typeof value === "number" ? readDecimal(value) : undefined;
  const most = readDecimal("0.1") ?? ZERO;
  if (share !== undefined && compare(share, ZERO) >= 0 && compare(share, most) <= 0) return share;
  throw mustBe("underpaymentTolerance", 'a share from "0" to "0.1", where "0.005" is 0.5%', value);
}

function readLimits(value: unknown): Config["limits"] {
  const defaults = {
    attempts: 20,
    parked: 1000,
    openOrders: 500,
    openOrdersPerCustomer: 5,
    requestsPerDay: 100_000,
    bodyBytes: 65_536,
    bodyTimeoutMs: 10_000,
    streams: 1000,
    streamMs: 86_400_000,
    streamsPerOrder: 8,
    spooled: 10_000,
  };
  const it = optionsOf(value, "limits", Object.keys(defaults));
  const count = (name: keyof typeof defaults, max = 100_000_000, min = 1) =>
    wholeNumber(it[name], `limits.${name}`, { min, max, fallback: defaults[name] });
  return {
    attempts: count("attempts", 1000),
    parked: count("parked"),
    openOrders: count("openOrders"),
    openOrdersPerCustomer: count("openOrdersPerCustomer"),
    requestsPerDay: count("requestsPerDay"),
    bodyBytes: count("bodyBytes", 16_777_216),
    bodyTimeoutMs: count("bodyTimeoutMs", 600_000),
    streams: count("streams", 100_000_000, 0),
    streamMs: count("streamMs", 2_147_483_647),
    streamsPerOrder: count("streamsPerOrder"),
    spooled: count("spooled"),
  };
}

function readGateway(value: unknown): Config["gateway"] {
  const it = optionsOf(value, "gateway", ["tryTimeoutMs", "deadlineMs", "waitMs"]);
  const deadlineMs = wholeNumber(it["deadlineMs"], "gateway.deadlineMs", {
    min: 1,
    max: 600_000,
    fallback: 30_000,
  });
  const fallback = Math.min(10_000, deadlineMs);
  const tryTimeoutMs = wholeNumber(it["tryTimeoutMs"], "gateway.tryTimeoutMs", {
    min: 1,
    max: 600_000,
    fallback,
  });
  if (tryTimeoutMs > deadlineMs) {
    throw invalid(
      "gateway.tryTimeoutMs",
      `must be at most gateway.deadlineMs (${deadlineMs}), which includes all tries, received ${tryTimeoutMs}.`,
    );
  }
  const waitMs = wholeNumber(it["waitMs"], "gateway.waitMs", { min: 1, max: 600_000, fallback: 2500 });
  return { tryTimeoutMs, deadlineMs, waitMs };
}

function readPatience(value: unknown): Config["patience"] {
  const defaults = {
    closeGraceHours: 2,
    stalledAfterHours: 24,
    unconfirmedAfterHours: 1,
    unresolvedAfterMinutes: 15,
    unhandledAfterMinutes: 15,
  };
  const it: OptionValues = optionsOf(value, "patience", Object.keys(defaults));
  const time = (name: keyof typeof defaults, min: number, max: number) =>
    quantity(it[name], `patience.${name}`, { min, max, fallback: defaults[name] });
  return {
    closeGraceHours: time("closeGraceHours", 0, 168),
    stalledAfterHours: time("stalledAfterHours", 0.01, 8760),
    unconfirmedAfterHours: time("unconfirmedAfterHours", 0.01, 8760),
    unresolvedAfterMinutes: time("unresolvedAfterMinutes", 0.01, 10_080),
    unhandledAfterMinutes: time("unhandledAfterMinutes", 0.01, 10_080),
  };
}
