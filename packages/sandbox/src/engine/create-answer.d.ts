import type { RefusalCode } from "./create-request.ts";
import type { CreateFault, FaultPlan } from "./faults.ts";
import type { OrderRecord } from "./order.ts";
/**
 * What the gateway does with a request to create an order. `orderMade` tells whether there is an order now, whatever
 * the merchant gets to see of it.
 */
export type CreateOutcome = {
    readonly kind: "reply";
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly orderMade: boolean;
}
/** No answer ever comes. */
 | {
    readonly kind: "silence";
    readonly orderMade: boolean;
}
/** The connection is cut. */
 | {
    readonly kind: "reset";
    readonly orderMade: boolean;
};
export declare function refusal(refused: {
    readonly status: number;
    readonly code: RefusalCode;
    readonly message: string;
    readonly retryAfterSeconds?: number;
}): CreateOutcome;
/** Faults that strike before an order is made. */
export declare function failureBefore(faults: readonly CreateFault[]): CreateOutcome | undefined;
/** The answer about an order that was made, or what a fault makes of it. */
export declare function answer(order: OrderRecord, state: number, faults: readonly CreateFault[], plan: FaultPlan): CreateOutcome;
