import { type Decimal } from "./decimal.ts";
/** A request to `POST /order/create`: header names in lower case, the body as it came. */
export interface CreateRequest {
    readonly headers: Readonly<Record<string, string | undefined>>;
    readonly body: string;
}
/** Codes of a refusal. The gateway's document has no error format: these are this package's own. */
export type RefusalCode = "missing_header" | "unknown_app" | "bad_timespan" | "stale_timespan" | "bad_signature" | "bad_content_type" | "bad_json" | "bad_payment_id" | "bad_price" | "bad_expired" | "duplicate_payment_id" | "too_many_requests" | "too_many_receiving" | "refused" | "server_error";
export interface Refusal {
    readonly status: number;
    readonly code: RefusalCode;
    readonly message: string;
    readonly retryAfterSeconds?: number;
}
export interface CreateTerms {
    readonly paymentId: string;
    readonly price: Decimal;
    readonly priceText: string;
    readonly hours: number;
}
export declare const MIN_PRICE: Decimal;
export declare const MAX_HOURS = 48;
/** Checks the three headers of "Authentication". No message repeats a secret or the signature that was expected. */
export declare function authenticate({ headers }: CreateRequest, credentials: {
    readonly appId: string;
    readonly secretKey: string;
}, nowMs: number, toleranceMs: number): Refusal | undefined;
/** Reads and judges a body by the rules of "Create order". */
export declare function readTerms({ headers, body }: CreateRequest, defaultHours: number): CreateTerms | Refusal;
