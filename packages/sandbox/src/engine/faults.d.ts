import { type NameSpelling, type NumberSpelling } from "./json.ts";
/** What can go wrong with one sending of a webhook. */
export declare const DELIVERY_FAULTS: readonly ["drop", "delay", "duplicate", "reorder", "tamper-body", "tamper-amount", "tamper-signature", "stale-timestamp", "unsigned", "garbage-body"];
export type DeliveryFault = (typeof DELIVERY_FAULTS)[number];
/** What can go wrong with one request to create an order. */
export declare const CREATE_FAULTS: readonly ["refuse", "server-error", "server-error-made", "rate-limited", "hang", "reset", "lost-answer", "lost-answer-hang", "garbage", "other-payment-id", "coin-outside-accept", "amount-off", "upper-case", "string-numbers", "exponent-numbers", "float-noise"];
export type CreateFault = (typeof CREATE_FAULTS)[number];
/** One step of a script: nothing, one fault, or several at once. */
export type Scripted<F extends string> = "none" | F | readonly F[];
/**
 * What is to go wrong. Scripts are used up first, one step for each sending or request; after that chance decides,
 * from the seed. `setFaults` replaces the plan as a whole.
 */
export interface FaultPlan {
    /** Chance of each fault, 0 to 1, rolled for every sending of a webhook. Redelivery on demand is spared. */
    readonly deliveries?: Partial<Record<DeliveryFault, number>>;
    readonly nextDeliveries?: readonly Scripted<DeliveryFault>[];
    /** Chance of each fault, 0 to 1, rolled for every authentic request to create an order. */
    readonly creates?: Partial<Record<CreateFault, number>>;
    readonly nextCreates?: readonly Scripted<CreateFault>[];
    /** Spelling of every number sent. Default "plain". */
    readonly numbers?: NumberSpelling;
    /** Spelling of every coin and network sent. Default "lower". */
    readonly names?: NameSpelling;
    /** Bounds of a delayed webhook, in ms. Default 1,000 to 60,000. */
    readonly delayMs?: readonly [number, number];
}
export interface FaultSource {
    plan(): FaultPlan;
    setPlan(plan: FaultPlan): void;
    forDelivery(): readonly DeliveryFault[];
    forCreate(): readonly CreateFault[];
    delayMs(): number;
}
export declare function faultSource(seed: string, initial: FaultPlan): FaultSource;
