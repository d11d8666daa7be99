import { readingOf } from "../readings/index.ts";
import type { Reading } from "../readings/reading.ts";
import { type Asset, COINS, type Coin, DEFAULT_NETWORK_FEES, DEFAULT_RATES, isAsset } from "./coins.ts";
import { type Decimal, parseDecimal } from "./decimal.ts";
import { SandboxError } from "./errors.ts";
import type { FaultPlan } from "./faults.ts";
import { codesOf, type OrderStatus, type StateCodes } from "./status.ts";

/** What the gateway does with money that comes after an order was closed. */
export type LatePayments = "settle" | "report" | "ignore";

export const DEFAULT_APP_ID = "sandbox-app";
export const DEFAULT_SECRET_KEY = "sandbox-secret";

export interface EngineOptions {
  /** The APIKey. Default "sandbox-app". */
  readonly appId?: string;
  /** The SecretKey. Default "sandbox-secret". */
  readonly secretKey?: string;
  /** Time at the start, ms since 1970. */
  readonly now: number;
  /** What all chance is drawn from: same seed and same calls, same everything. Default "coincoin". */
  readonly seed?: string | number;
  /**
   * How the gateway reads its own document, by the name of one of `READINGS` or as a `Reading`. Options beside it win over
   * it. Default "default".
   */
  readonly reading?: string | Reading;
  /** Default "status-table": 2 is settling, 1 completed. "response-table": the other way round. */
  readonly stateCodes?: StateCodes;
  /** Whether webhooks carry the documented signature headers. Default true. */
  readonly signWebhooks?: boolean;
  /** Default "never": each webhook is sent once, the document promises no more. "until-200": seven more tries in 20 h. */
  readonly resend?: "never" | "until-200";
  /** The same payment id again. "refuse" (default): 409. "same": the stored order, when the terms are the same. */
  readonly duplicateCreate?: "refuse" | "same";
  /** Coin and network of an order. Default: what `setAsset` said last, at first USDT on Tron. */
  readonly coinFor?: (request: {
    readonly paymentId: string;
    readonly price: string;
    readonly expiredHours: number;
  }) => Asset | undefined;
  /** Coins per unit of price, as decimal strings. Default: usdt 1, trx 4, eth 0.0004, btc 0.00001, bnb 0.0016. */
  readonly rates?: Partial<Readonly<Record<Coin, string>>>;
  /** The largest deviation of a rate, drawn for each order: 0.01 is one percent up or down. Default 0. */
  readonly rateDeviation?: number;
  /** Time between settling and completed, ms. Default 600,000 ("a few minutes - a few hours"). */
  readonly settlementDelayMs?: number;
  /** Hours of an order whose request names none. Default 24. */
  readonly defaultExpiredHours?: number;
  /** What an order has to exceed to be settled, per coin. Default: usdt 1, trx 1, eth 0.0001, btc 0.000005, bnb 0.0001. */
  readonly networkFees?: Partial<Readonly<Record<Coin, string>>>;
  /** Whether an order that becomes invalid is notified. Default true. */
  readonly notifyInvalid?: boolean;
  /**
   * Money after closing. "settle" (default): notified with the larger total, and an invalid order is settled after all.
   * "report": notified, the state stays. "ignore": nobody is told.
   */
  readonly latePayments?: LatePayments;
  /** `payment.amount` of a webhook: what is "due" (default, the document's example) or what was "paid" (its table). */
  readonly paymentAmount?: "due" | "paid";
  /** The documented limits. Default 100,000 requests a UTC day, 500 orders receiving at once. */
  readonly limits?: { readonly requestsPerDay?: number; readonly receivingOrders?: number };
  /** How far `cc-timespan` may be off, ms. Default 300,000. */
  readonly timespanToleranceMs?: number;
  readonly faults?: FaultPlan;
}

/** Options with every default in place, judged. */
export interface EngineSettings {
  readonly credentials: { readonly appId: string; readonly secretKey: string };
  readonly seed: string;
  readonly reading: Reading;
  readonly codes: Readonly<Record<OrderStatus, number>>;
  readonly resend: "never" | "until-200";
  readonly rates: Readonly<Record<Coin, Decimal>>;
  readonly fees: Readonly<Record<Coin, Decimal>>;
  readonly rateDeviation: number;
  readonly settlementDelayMs: number;
  readonly defaultExpiredHours: number;
  readonly notifyInvalid: boolean;
  readonly latePayments: LatePayments;
  readonly paymentAmount: "due" | "paid";
  readonly duplicateCreate: "refuse" | "same";
  readonly limits: { readonly requestsPerDay: number; readonly receivingOrders: number };
  readonly timespanToleranceMs: number;
}

export function settingsOf(options: EngineOptions): EngineSettings {
  const reading = readingOf(options.reading);
  const deviation = options.rateDeviation ?? 0;
  if (!(deviation >= 0 && deviation < 1)) throw bad("rateDeviation is a share from 0 to below 1");
  const hours = options.defaultExpiredHours ?? 24;
  if (!(hours > 0 && hours <= 48)) throw bad("defaultExpiredHours is above 0 and at most 48");
  const delay = options.settlementDelayMs ?? 600_000;
  if (!(delay >= 0)) throw bad("settlementDelayMs is a number of ms, 0 or more");
  if (!Number.isFinite(options.now)) throw bad("now is a time in ms since 1970");
  return {
    credentials: {
      appId: options.appId ?? DEFAULT_APP_ID,
      secretKey: options.secretKey ?? DEFAULT_SECRET_KEY,
    },
    seed: String(options.seed ?? "coincoin"),
    reading,
    codes: codesOf(options.stateCodes ?? reading.stateCodes ?? "status-table"),
    resend: options.resend ?? reading.resend ?? "never",
    rates: amounts("rates", DEFAULT_RATES, options.rates),
    fees: amounts("networkFees", DEFAULT_NETWORK_FEES, options.networkFees),
    rateDeviation: deviation,
    settlementDelayMs: delay,
    defaultExpiredHours: hours,
    notifyInvalid: options.notifyInvalid ?? true,
    latePayments: options.latePayments ?? "settle",
    paymentAmount: options.paymentAmount ?? "due",
    duplicateCreate: options.duplicateCreate ?? "refuse",
    limits: {
      requestsPerDay: options.limits?.requestsPerDay ?? 100_000,
      receivingOrders: options.limits?.receivingOrders ?? 500,
    },
    timespanToleranceMs: options.timespanToleranceMs ?? 300_000,
  };
}

export function checkedAsset(asset: Asset): Asset {
  if (isAsset(asset.network, asset.coin)) return { network: asset.network, coin: asset.coin };
  throw new SandboxError("bad_coin", `there is no ${asset.coin} on ${asset.network} here`);
}

function amounts(
  option: string,
  defaults: Readonly<Record<Coin, string>>,
  given: Partial<Readonly<Record<Coin, string>>> = {},
): Record<Coin, Decimal> {
  const result: Record<Coin, Decimal> = { usdt: 0n, trx: 0n, eth: 0n, btc: 0n, bnb: 0n };
  for (const coin of COINS) {
    const amount = parseDecimal(given[coin] ?? defaults[coin]);
    if (amount === undefined) throw bad(`${option}.${coin} has to be a decimal string`);
    result[coin] = amount;
  }
  return result;
}

function bad(message: string): SandboxError {
  return new SandboxError("bad_option", message);
}
