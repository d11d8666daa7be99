// What "@coincoin/sandbox" offers. Written by scripts/api.ts.
export declare class SandboxError extends Error {
  readonly name = "SandboxError";
  readonly code: SandboxErrorCode;
  constructor(code: SandboxErrorCode, message: string);
}
export declare class Spelled {
  readonly text: string;
  constructor(text: string);
}
export declare const ASSETS: readonly Asset[];
export declare const CREATE_FAULTS: readonly ["refuse", "server-error", "server-error-made", "rate-limited", "hang", "reset", "lost-answer", "lost-answer-hang", "garbage", "other-payment-id", "coin-outside-accept", "amount-off", "upper-case", "string-numbers", "exponent-numbers", "float-noise"];
export declare const DELIVERY_FAULTS: readonly ["drop", "delay", "duplicate", "reorder", "tamper-body", "tamper-amount", "tamper-signature", "stale-timestamp", "unsigned", "garbage-body"];
export declare const NUMBER_SPELLINGS: readonly NumberSpelling[];
export declare const PROVIDERS: readonly ["first", "second"];
export declare const READINGS: readonly Reading[];
export declare function createChains(seed: string, now: () => number): PretendChains;
export declare function createEngine(options: EngineOptions): Engine;
export declare function createSandbox(options?: SandboxOptions): Promise<Sandbox>;
export type { Asset, AttemptCause, Coin, CreateFault, CreateOutcome, CreateRequest, Delivery, DeliveryAttempt, DeliveryFault, DeliveryReason, EncodedBody, Engine, EngineOptions, FaultPlan, Json, JsonObject, LatePayments, NameReading, NameSpelling, Network, NumberSpelling, OrderStatus, Payment, PaymentInput, PretendChains, Provider, ProviderAnswer, ProviderFaults, ProviderRequest, Reading, RefusalCode, RefusedRequest, Sandbox, SandboxErrorCode, SandboxOptions, SandboxOrder, Scripted, SigningInput, StateCodes, TestOrder, TransferInput, Transmission, TransmissionResult, WebhookFacts };
interface Asset {
  readonly network: Network;
  readonly coin: Coin;
}
interface CreateRequest {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}
interface Delivery {
  readonly id: string;
  readonly paymentId: string;
  readonly reason: DeliveryReason;
  readonly state: number;
  readonly body: string;
  readonly createdAt: string;
  readonly status: "waiting" | "sending" | "delivered" | "failed" | "dropped";
  readonly attempts: readonly DeliveryAttempt[];
}
interface DeliveryAttempt {
  readonly id: string;
  readonly cause: AttemptCause;
  readonly at: string;
  readonly faults: readonly DeliveryFault[];
  readonly request?: {
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
  readonly outcome: "sending" | "answered" | "failed" | "dropped";
  readonly reply?: {
    readonly status: number;
    readonly body: string;
  };
  readonly error?: string;
  readonly durationMs?: number;
}
interface EncodedBody {
  readonly contentType: string;
  readonly text: string;
  readonly bytes?: Uint8Array;
}
interface Engine {
  readonly reading: Reading;
  readonly chains: PretendChains;
  now(): number;
  createOrder(request: CreateRequest): CreateOutcome;
  merchantHeaders(): Record<string, string>;
  pay(paymentId: string, payment: PaymentInput): SandboxOrder;
  settle(paymentId: string): SandboxOrder;
  complete(paymentId: string): SandboxOrder;
  invalidate(paymentId: string): SandboxOrder;
  advance(ms: number): void;
  advanceTo(atMs: number, signatureMs?: number): void;
  nextDueAt(): number | undefined;
  takeDeliveries(): Transmission[];
  report(transmissionId: string, result: TransmissionResult): void;
  redeliver(deliveryId: string): void;
  order(paymentId: string): SandboxOrder | undefined;
  orders(): SandboxOrder[];
  delivery(deliveryId: string): Delivery | undefined;
  deliveries(): Delivery[];
  faults(): FaultPlan;
  setFaults(plan: FaultPlan): void;
  asset(): Asset;
  setAsset(asset: Asset): void;
}
interface EngineOptions {
  readonly appId?: string;
  readonly secretKey?: string;
  readonly now: number;
  readonly seed?: string | number;
  readonly reading?: string | Reading;
  readonly stateCodes?: StateCodes;
  readonly signWebhooks?: boolean;
  readonly resend?: "never" | "until-200";
  readonly duplicateCreate?: "refuse" | "same";
  readonly coinFor?: (request: {
    readonly paymentId: string;
    readonly price: string;
    readonly expiredHours: number;
  }) => Asset | undefined;
  readonly rates?: Partial<Readonly<Record<Coin, string>>>;
  readonly rateDeviation?: number;
  readonly settlementDelayMs?: number;
  readonly defaultExpiredHours?: number;
  readonly networkFees?: Partial<Readonly<Record<Coin, string>>>;
  readonly notifyInvalid?: boolean;
  readonly latePayments?: LatePayments;
  readonly paymentAmount?: "due" | "paid";
  readonly limits?: {
    readonly requestsPerDay?: number;
    readonly receivingOrders?: number;
  };
  readonly timespanToleranceMs?: number;
  readonly faults?: FaultPlan;
}
interface FaultPlan {
  readonly deliveries?: Partial<Record<DeliveryFault, number>>;
  readonly nextDeliveries?: readonly Scripted<DeliveryFault>[];
  readonly creates?: Partial<Record<CreateFault, number>>;
  readonly nextCreates?: readonly Scripted<CreateFault>[];
  readonly numbers?: NumberSpelling;
  readonly names?: NameSpelling;
  readonly delayMs?: readonly [number, number];
}
interface JsonObject {
  readonly [name: string]: Json | undefined;
}
interface NameReading {
  readonly where: "everywhere" | "webhooks";
  readonly network?: (network: Network) => string;
  readonly coin?: (coin: Coin, network: Network) => string;
}
interface Payment {
  readonly coin: Coin;
  readonly amount: string;
  readonly at: string;
  readonly late: boolean;
}
interface PaymentInput {
  readonly coin?: Coin;
  readonly amount: string;
  readonly onChain?: boolean;
}
interface PretendChains {
  readonly send: (network: Network, transfers: readonly TransferInput[]) => string;
  readonly sweep: (network: Network, address: string, coin: Coin, amount: string) => string;
  readonly reorg: (network: Network, depth: number, transactions?: "drop" | "again") => void;
  readonly heights: (network: Network) => {
    readonly head: number;
    readonly final: number;
  };
  readonly blockMs: (network: Network) => number;
  readonly faults: (network: Network, provider: Provider) => ProviderFaults;
  readonly setFaults: (network: Network, provider: Provider, faults: ProviderFaults) => void;
  readonly ask: (network: Network, provider: Provider, request: ProviderRequest) => ProviderAnswer;
}
interface ProviderFaults {
  readonly behind?: number;
  readonly lag?: number;
  readonly isSilent?: boolean;
  readonly invents?: bigint;
  readonly status?: number;
  readonly retryAfter?: number;
  readonly dies?: "hang" | "reset";
  readonly maxRange?: number;
  readonly maxAddresses?: number;
  readonly maxResults?: number;
  readonly hasNoFinalized?: boolean;
  readonly chainId?: number;
  readonly decimals?: number;
}
interface ProviderRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}
interface Reading {
  readonly name: string;
  readonly summary: string;
  readonly allowedBy: string;
  readonly stateCodes?: StateCodes;
  readonly resend?: "never" | "until-200";
  readonly stamp?: "fresh" | "first";
  readonly numbers?: NumberSpelling;
  readonly names?: NameReading;
  readonly isSigned?: (webhook: {
    readonly ordinal: number;
  }) => boolean;
  readonly sign?: (input: SigningInput) => {
    readonly timespan: string;
    readonly sign: string;
  };
  readonly collected?: (facts: WebhookFacts) => ReadonlyMap<Coin, Decimal>;
  readonly state?: (facts: WebhookFacts) => number;
  readonly paymentId?: (paymentId: string) => string;
  readonly webhook?: (body: JsonObject, facts: WebhookFacts) => JsonObject;
  readonly encode?: (body: JsonObject) => EncodedBody;
  readonly hours?: (asked: number) => {
    readonly told: number;
    readonly real: number;
  };
  readonly addressSource?: (paymentId: string) => string;
  readonly answer?: (body: JsonObject) => Json;
  readonly refusal?: (refused: RefusedRequest) => {
    readonly status: number;
    readonly body: Json;
  };
}
interface RefusedRequest {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}
interface Sandbox {
  readonly url: string;
  readonly apiUrl: string;
  readonly appId: string;
  readonly reading: Reading;
  readonly shopEnvironment: Readonly<Record<string, string>>;
  readonly chains: PretendChains;
  chainUrl(network: Network, provider?: Provider): string;
  now(): number;
  order(paymentId: string): SandboxOrder | undefined;
  orders(): SandboxOrder[];
  paymentPage(paymentId: string): string | undefined;
  createOrder(order: TestOrder): Promise<SandboxOrder>;
  pay(paymentId: string, payment: PaymentInput): Promise<SandboxOrder>;
  settle(paymentId: string): Promise<SandboxOrder>;
  complete(paymentId: string): Promise<SandboxOrder>;
  invalidate(paymentId: string): Promise<SandboxOrder>;
  expire(paymentId: string): Promise<SandboxOrder>;
  advance(by: {
    readonly hours?: number;
    readonly ms?: number;
  }): Promise<number>;
  deliveries(): Delivery[];
  redeliver(deliveryId: string): Promise<Delivery>;
  faults(): FaultPlan;
  setFaults(plan: FaultPlan): void;
  webhookUrl(): string | undefined;
  setWebhookUrl(url: string | undefined): void;
  asset(): Asset;
  setAsset(asset: Asset): void;
  settled(): Promise<void>;
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
interface SandboxOptions extends Omit<EngineOptions, "now"> {
  readonly port?: number;
  readonly host?: string;
  readonly allowedHosts?: readonly string[];
  readonly webhookUrl?: string;
  readonly webhookTimeoutMs?: number;
  readonly now?: () => number;
  readonly signatureClock?: "merchant" | "virtual";
  readonly shopFollowsWithinMs?: number;
  readonly paymentPage?: (paymentId: string) => string | undefined;
}
interface SandboxOrder {
  readonly paymentId: string;
  readonly status: OrderStatus;
  readonly state: number;
  readonly network: Asset["network"];
  readonly coin: Coin;
  readonly address: string;
  readonly price: string;
  readonly amountDue: string;
  readonly collected: Readonly<Partial<Record<Coin, string>>>;
  readonly remaining: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly expiredHours: number;
  readonly payments: readonly Payment[];
}
interface SigningInput {
  readonly appId: string;
  readonly secretKey: string;
  readonly atMs: number;
  readonly body: string;
}
interface TestOrder {
  readonly paymentId?: string;
  readonly price: string;
  readonly expiredHours?: number;
}
interface TransferInput {
  readonly to: string;
  readonly coin?: Coin;
  readonly amount: string;
  readonly isFake?: boolean;
}
interface Transmission {
  readonly id: string;
  readonly deliveryId: string;
  readonly paymentId: string;
  readonly cause: AttemptCause;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly bytes?: Uint8Array;
}
interface WebhookFacts {
  readonly status: OrderStatus;
  readonly code: number;
  readonly coin: Coin;
  readonly collected: ReadonlyMap<Coin, Decimal>;
  readonly latest: {
    readonly coin: Coin;
    readonly amount: Decimal;
  } | undefined;
}
type AttemptCause = "first" | "duplicate" | "resend" | "redeliver";
type Coin = "usdt" | "trx" | "eth" | "btc" | "bnb";
type CreateFault = (typeof CREATE_FAULTS)[number];
type CreateOutcome = {
  readonly kind: "reply";
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly orderMade: boolean;
} |
{
  readonly kind: "silence";
  readonly orderMade: boolean;
} |
{
  readonly kind: "reset";
  readonly orderMade: boolean;
};
type Decimal = bigint;
type DeliveryFault = (typeof DELIVERY_FAULTS)[number];
type DeliveryReason = "payment" | "late-payment" | "settling" | "completed" | "invalid";
type Json = null | boolean | number | string | Spelled | readonly Json[] | JsonObject;
type LatePayments = "settle" | "report" | "ignore";
type NameSpelling = "lower" | "upper";
type Network = "tron" | "ethereum" | "bitcoin" | "bsc";
type NumberSpelling = "plain" | "padded" | "string" | "exponent" | "noise-above" | "noise-below";
type OrderStatus = "receiving" | "settling" | "completed" | "invalid";
type Provider = (typeof PROVIDERS)[number];
type ProviderAnswer = {
  readonly kind: "reply";
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
} | {
  readonly kind: "hang" | "reset";
};
type RefusalCode = "missing_header" | "unknown_app" | "bad_timespan" | "stale_timespan" | "bad_signature" | "bad_content_type" | "bad_json" | "bad_payment_id" | "bad_price" | "bad_expired" | "duplicate_payment_id" | "too_many_requests" | "too_many_receiving" | "refused" | "server_error";
type SandboxErrorCode = "unknown_order" | "unknown_delivery" | "bad_amount" | "bad_coin" | "bad_state" | "bad_option" | "closed";
type Scripted<F extends string> = "none" | F | readonly F[];
type StateCodes = "status-table" | "response-table";
type TransmissionResult = {
  readonly status: number;
  readonly body?: string;
  readonly durationMs?: number;
} | {
  readonly error: string;
  readonly durationMs?: number;
};
