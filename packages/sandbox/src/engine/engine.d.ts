import { type Asset, type Coin } from "./coins.ts";
import { type CreateOutcome } from "./create-answer.ts";
import { type CreateRequest } from "./create-request.ts";
import { type FaultPlan } from "./faults.ts";
import { type EngineOptions } from "./options.ts";
import { type SandboxOrder } from "./order.ts";
import { type Delivery, type Transmission, type TransmissionResult } from "./outbox.ts";
export interface PaymentInput {
    /** Default: the order's coin. Any other is collected, and does not count. */
    readonly coin?: Coin;
    /** Decimal string, above 0. */
    readonly amount: string;
}
/**
 * The gateway without sockets, clocks or chance of its own: the same calls with the same seed give the same orders,
 * addresses, webhooks and faults. Whoever drives it passes the time, sends what `takeDeliveries` hands out, and reports
 * how that went.
 */
export interface Engine {
    /** Virtual time, ms. */
    now(): number;
    /** What `POST /order/create` does with a request, as data. */
    createOrder(request: CreateRequest): CreateOutcome;
    /** The headers a merchant would sign a request with now: for driving the engine without a merchant. */
    merchantHeaders(): Record<string, string>;
    pay(paymentId: string, payment: PaymentInput): SandboxOrder;
    /** Settles an order before its time, with whatever came in. Throws `bad_state` unless it is receiving. */
    settle(paymentId: string): SandboxOrder;
    /** Completes an order that is receiving or settling. */
    complete(paymentId: string): SandboxOrder;
    /** Makes a receiving order invalid ("other invalid cases"). */
    invalidate(paymentId: string): SandboxOrder;
    /** Ends an order as if its deadline had passed. */
    expire(paymentId: string): SandboxOrder;
    /** Lets time pass, for the gateway and for its signatures: what falls due in between happens at its own time. */
    advance(ms: number): void;
    /** Lets time pass until `atMs`. `signatureMs` is the merchants' clock when that is another one (default `atMs`). */
    advanceTo(atMs: number, signatureMs?: number): void;
    /** When something will happen by itself next: an expiry, a settlement, a delayed webhook. */
    nextDueAt(): number | undefined;
    /** The webhooks to send now. Each has to be reported on. */
    takeDeliveries(): Transmission[];
    report(transmissionId: string, result: TransmissionResult): void;
    /** Makes a webhook due again: same body, fresh signature, no faults. */
    redeliver(deliveryId: string): void;
    order(paymentId: string): SandboxOrder | undefined;
    orders(): SandboxOrder[];
    delivery(deliveryId: string): Delivery | undefined;
    deliveries(): Delivery[];
    faults(): FaultPlan;
    setFaults(plan: FaultPlan): void;
    asset(): Asset;
    /** Coin and network of the orders to come, where `coinFor` names none. Throws `bad_coin`. */
    setAsset(asset: Asset): void;
}
export declare function createEngine(options: EngineOptions): Engine;
