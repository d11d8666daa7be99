import type { DeliveryFault, FaultSource } from "./faults.ts";
import { type WebhookContent } from "./webhook.ts";
/** Why a webhook exists: what happened to its order. */
export type DeliveryReason = "payment" | "late-payment" | "settling" | "completed" | "invalid";
/** Why a webhook was sent this time. */
export type AttemptCause = "first" | "duplicate" | "resend" | "redeliver";
/** One request with a webhook, ready to be sent as it is. */
export interface Transmission {
    readonly id: string;
    readonly deliveryId: string;
    readonly paymentId: string;
    readonly cause: AttemptCause;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
}
/** How a transmission ended: with a reply, or with an error when there was none. */
export type TransmissionResult = {
    readonly status: number;
    readonly body?: string;
    readonly durationMs?: number;
} | {
    readonly error: string;
    readonly durationMs?: number;
};
export interface DeliveryAttempt {
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
/** A webhook and everything that became of it. `body` is what was to be sent, before any tampering. */
export interface Delivery {
    readonly id: string;
    readonly paymentId: string;
    readonly reason: DeliveryReason;
    readonly state: number;
    readonly body: string;
    readonly createdAt: string;
    /** `delivered` as soon as one attempt was answered with 200, otherwise what became of the last attempt. */
    readonly status: "waiting" | "sending" | "delivered" | "failed" | "dropped";
    readonly attempts: readonly DeliveryAttempt[];
}
export interface OutboxOptions {
    readonly now: () => number;
    /** The time the signatures carry, ms. */
    readonly signatureTime: () => number;
    readonly credentials: {
        readonly appId: string;
        readonly secretKey: string;
    };
    readonly sign: boolean;
    readonly resend: "never" | "until-200";
    readonly faults: FaultSource;
    readonly completedState: number;
}
/** Webhooks: recorded, scheduled with their faults, handed out when due. Sends nothing itself. */
export declare class Outbox {
    #private;
    constructor(options: OutboxOptions);
    add(reason: DeliveryReason, content: WebhookContent): void;
    nextAt(): number | undefined;
    /** Takes what is due. Each has to be reported on, or it stays "sending". */
    take(): Transmission[];
    report(transmissionId: string, result: TransmissionResult): void;
    /** Sends a webhook again at once, without faults. */
    redeliver(deliveryId: string): void;
    list(): Delivery[];
    get(id: string): Delivery | undefined;
}
