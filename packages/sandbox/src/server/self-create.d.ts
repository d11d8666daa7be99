import type { Engine } from "../engine/engine.ts";
import type { SandboxOrder } from "../engine/order.ts";
/** An order made without a merchant, to try things out. */
export interface TestOrder {
    /** Default: "TEST_" and something random. */
    readonly paymentId?: string;
    /** Decimal string, at least 10. */
    readonly price: string;
    readonly expiredHours?: number;
}
/** Signs and sends a request as a merchant would, within this process. */
export declare function selfCreate(engine: Engine, order: TestOrder): SandboxOrder;
