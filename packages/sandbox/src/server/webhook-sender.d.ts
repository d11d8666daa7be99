import type { Transmission, TransmissionResult } from "../engine/outbox.ts";
export interface WebhookSender {
    /** Sends in the order given. Webhooks of one order follow each other; those of different orders do not wait. */
    send(transmissions: readonly Transmission[]): void;
    /** Resolves when what was given to `send` up to now is over. */
    idle(): Promise<void>;
    /** Cuts what is under way off. */
    close(): void;
}
export interface WebhookSenderOptions {
    readonly url: () => string | undefined;
    readonly timeoutMs: number;
    readonly report: (transmissionId: string, result: TransmissionResult) => void;
}
export declare function createWebhookSender({ url, timeoutMs, report }: WebhookSenderOptions): WebhookSender;
