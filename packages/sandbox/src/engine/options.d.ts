import { type Asset, type Coin } from "./coins.ts";
import { type Decimal } from "./decimal.ts";
import type { FaultPlan } from "./faults.ts";
/** Which of the document's two tables names the codes of settling and completed. Receiving is 0, invalid -1 in both. */
export type StateCodes = "status-table" | "response-table";
/** What the gateway does with money that comes after an order was closed. */
export type LatePayments = "settle" | "report" | "ignore";
export interface EngineOptions {
    /** The APIKey. Default "sandbox-app". */
    readonly appId?: string;
    /** The SecretKey. Default "sandbox-secret". */
    readonly secretKey?: string;
    /** Time at the start, ms since 1970. */
    readonly now: number;
    /** What all chance is drawn from: same seed and same calls, same everything. Default "coincoin". */
    readonly seed?: string | number;
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
    readonly limits?: {
        readonly requestsPerDay?: number;
        readonly receivingOrders?: number;
    };
    /** How far `cc-timespan` may be off, ms. Default 300,000. */
    readonly timespanToleranceMs?: number;
    readonly faults?: FaultPlan;
}
/** Options with every default in place, judged. */
export interface EngineSettings {
    readonly credentials: {
        readonly appId: string;
        readonly secretKey: string;
    };
    readonly seed: string;
    readonly codes: Readonly<Record<"receiving" | "settling" | "completed" | "invalid", number>>;
    readonly rates: Readonly<Record<Coin, Decimal>>;
    readonly fees: Readonly<Record<Coin, Decimal>>;
    readonly rateDeviation: number;
    readonly settlementDelayMs: number;
    readonly defaultExpiredHours: number;
    readonly notifyInvalid: boolean;
    readonly latePayments: LatePayments;
    readonly paymentAmount: "due" | "paid";
    readonly duplicateCreate: "refuse" | "same";
    readonly limits: {
        readonly requestsPerDay: number;
        readonly receivingOrders: number;
    };
    readonly timespanToleranceMs: number;
}
export declare function settingsOf(options: EngineOptions): EngineSettings;
export declare function checkedAsset(asset: Asset): Asset;
