import type { Asset, Coin } from "./coins.ts";
import { type Decimal } from "./decimal.ts";
import type { EngineSettings } from "./options.ts";
import type { DeliveryReason } from "./outbox.ts";
export type OrderStatus = "receiving" | "settling" | "completed" | "invalid";
/** Money that came to an order's address. `late`: after the order was closed. */
export interface Payment {
    readonly coin: Coin;
    readonly amount: string;
    readonly at: string;
    readonly late: boolean;
}
/** An order as the gateway knows it. Amounts are decimal strings, times ISO 8601. */
export interface SandboxOrder {
    readonly paymentId: string;
    readonly status: OrderStatus;
    /** The code of `status` on the wire. */
    readonly state: number;
    readonly network: Asset["network"];
    readonly coin: Coin;
    readonly address: string;
    readonly price: string;
    readonly amountDue: string;
    /** All that came, per coin. Only `coin` counts. */
    readonly collected: Readonly<Partial<Record<Coin, string>>>;
    readonly remaining: string;
    readonly createdAt: string;
    readonly expiresAt: string;
    readonly expiredHours: number;
    readonly payments: readonly Payment[];
}
export interface OrderRecord {
    readonly paymentId: string;
    readonly asset: Asset;
    readonly address: string;
    readonly price: Decimal;
    readonly amountDue: Decimal;
    readonly createTime: number;
    readonly expiredTime: number;
    readonly hours: number;
    readonly collected: Map<Coin, Decimal>;
    readonly payments: Payment[];
    status: OrderStatus;
}
/** What a step did to an order: the webhook it calls for, if any. */
export type Step = DeliveryReason | undefined;
/** Money arrives ("Order status", receiving and settling). */
export declare function receive(order: OrderRecord, payment: {
    readonly coin: Coin;
    readonly amount: Decimal;
    readonly at: number;
}, settings: EngineSettings): Step;
/** The deadline passes: what came in is settled, an order with nothing or with less than the fee is invalid. */
export declare function expire(order: OrderRecord, settings: EngineSettings): Step;
export declare function settle(order: OrderRecord): Step;
export declare function complete(order: OrderRecord): Step;
export declare function invalidate(order: OrderRecord, settings: EngineSettings): Step;
export declare function orderSnapshot(order: OrderRecord, settings: EngineSettings): SandboxOrder;
