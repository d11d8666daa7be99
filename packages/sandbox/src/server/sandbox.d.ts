import type { Asset } from "../engine/coins.ts";
import { type PaymentInput } from "../engine/engine.ts";
import type { FaultPlan } from "../engine/faults.ts";
import type { EngineOptions } from "../engine/options.ts";
import type { SandboxOrder } from "../engine/order.ts";
import type { Delivery } from "../engine/outbox.ts";
import { type TestOrder } from "./self-create.ts";
export interface SandboxOptions extends Omit<EngineOptions, "now"> {
    /** Default 0: any free port. */
    readonly port?: number;
    /** Default "127.0.0.1". Anything but loopback opens the controls to the network: they ask for no password. */
    readonly host?: string;
    /** Further names in `Host` under which the controls may be reached, such as a Compose service. IPs and localhost are. */
    readonly allowedHosts?: readonly string[];
    /** Where webhooks go: the URL a merchant enters on CoinCoin's website. Without one they are recorded as failed. */
    readonly webhookUrl?: string;
    /** How long a webhook may go unanswered, ms. Default 10,000. */
    readonly webhookTimeoutMs?: number;
    /** The merchants' clock, ms. Default `Date.now`. The gateway's own runs ahead of it by what was advanced. */
    readonly now?: () => number;
    /**
     * Whose clock signatures are made and judged by. Default "merchant": the one both sides share, so that a shop still
     * gets on with a sandbox whose time was advanced. "virtual": the advanced one.
     */
    readonly signatureClock?: "merchant" | "virtual";
}
/** A running gateway. The controls do what customers, the chain and time would do. */
export interface Sandbox {
    /** Dashboard, and the base of the control API. */
    readonly url: string;
    /** The base a merchant's client is given: `POST {apiUrl}/order/create`. */
    readonly apiUrl: string;
    readonly appId: string;
    /** Virtual time, ms. */
    now(): number;
    order(paymentId: string): SandboxOrder | undefined;
    orders(): SandboxOrder[];
    /** Orders something without a merchant, through the same door. Throws `bad_option` with the gateway's refusal. */
    createOrder(order: TestOrder): Promise<SandboxOrder>;
    /** Resolves when the payment is booked; await `settled()` for its webhook. */
    pay(paymentId: string, payment: PaymentInput): Promise<SandboxOrder>;
    settle(paymentId: string): Promise<SandboxOrder>;
    complete(paymentId: string): Promise<SandboxOrder>;
    invalidate(paymentId: string): Promise<SandboxOrder>;
    expire(paymentId: string): Promise<SandboxOrder>;
    /** Puts the clock forward: what falls due in between happens. Resolves to the new virtual time, ms. */
    advance(by: {
        readonly hours?: number;
        readonly ms?: number;
    }): Promise<number>;
    /** All webhooks, oldest first. */
    deliveries(): Delivery[];
    /** Sends a webhook again: same body, fresh signature, no faults. Resolves when that attempt is over. */
    redeliver(deliveryId: string): Promise<Delivery>;
    faults(): FaultPlan;
    setFaults(plan: FaultPlan): void;
    webhookUrl(): string | undefined;
    setWebhookUrl(url: string | undefined): void;
    asset(): Asset;
    /** Coin and network of the orders to come. */
    setAsset(asset: Asset): void;
    /** Resolves when no webhook is under way or due now. Those scheduled for later (delayed, held) are not waited for. */
    settled(): Promise<void>;
    /** Calls back after every change. Returns a function that stops it. */
    onChange(listener: () => void): () => void;
    close(): Promise<void>;
    [Symbol.asyncDispose](): Promise<void>;
}
/** Starts a local CoinCoin. Throws what `listen` throws, and `SandboxError` with `bad_option`. */
export declare function createSandbox(options?: SandboxOptions): Promise<Sandbox>;
