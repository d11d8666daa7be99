// What "@coincoin/core/node" offers. Written by scripts/api.ts.
declare class CoinCoinError extends Error {
  readonly name: "CoinCoinError";
  readonly code: CoinCoinErrorCode;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
  static [Symbol.hasInstance](value: unknown): boolean;
  constructor(code: CoinCoinErrorCode, message: string, options?: CoinCoinErrorOptions);
  toJSON(): {
    name: string;
    code: CoinCoinErrorCode;
    message: string;
    details: CoinCoinError["details"];
  };
}
declare const errorCodes: {
  readonly config_invalid: "config_invalid";
  readonly public_url_missing: "public_url_missing";
  readonly store_not_durable: "store_not_durable";
  readonly store_locked: "store_locked";
  readonly store_unavailable: "store_unavailable";
  readonly store_too_new: "store_too_new";
  readonly payment_id_invalid: "payment_id_invalid";
  readonly reference_invalid: "reference_invalid";
  readonly price_invalid: "price_invalid";
  readonly price_too_low: "price_too_low";
  readonly expiry_invalid: "expiry_invalid";
  readonly metadata_invalid: "metadata_invalid";
  readonly display_invalid: "display_invalid";
  readonly order_conflict: "order_conflict";
  readonly already_paid: "already_paid";
  readonly order_withdrawn: "order_withdrawn";
  readonly refund_too_high: "refund_too_high";
  readonly already_covered: "already_covered";
  readonly order_busy: "order_busy";
  readonly too_many_attempts: "too_many_attempts";
  readonly customer_limit_reached: "customer_limit_reached";
  readonly too_many_open_orders: "too_many_open_orders";
  readonly daily_limit_reached: "daily_limit_reached";
  readonly order_not_found: "order_not_found";
  readonly gateway_unauthorized: "gateway_unauthorized";
  readonly gateway_refused: "gateway_refused";
  readonly gateway_rate_limited: "gateway_rate_limited";
  readonly gateway_unreachable: "gateway_unreachable";
  readonly outcome_unknown: "outcome_unknown";
  readonly terms_not_accepted: "terms_not_accepted";
  readonly webhook_unauthorized: "webhook_unauthorized";
  readonly webhook_malformed: "webhook_malformed";
  readonly body_too_large: "body_too_large";
  readonly body_already_read: "body_already_read";
  readonly request_invalid: "request_invalid";
  readonly method_not_allowed: "method_not_allowed";
  readonly not_found: "not_found";
  readonly too_many_streams: "too_many_streams";
  readonly wrong_state: "wrong_state";
  readonly parked_full: "parked_full";
  readonly internal_error: "internal_error";
  readonly chain_unavailable: "chain_unavailable";
  readonly closed: "closed";
};
export declare function errorReply(error: CoinCoinError): ErrorReply;
export declare function mountNode<Request extends IncomingMessage = IncomingMessage>(coincoin: Mountable, surface: Surface<Request>, mountedAt?: string): NodeMiddleware<Request>;
export declare function payLinkReply(page: PayLinkPage, acceptLanguage: string | undefined, options?: CheckoutOptions): PayLinkReply;
export declare function toNodeMiddleware<Request extends IncomingMessage = IncomingMessage>(coincoin: Mountable, options?: NodeMountOptions<Request>): NodeMiddleware<Request>;
export interface NodeMountOptions<Request extends IncomingMessage = IncomingMessage> extends SurfaceOptions<Request> {
  readonly basePath?: string | undefined;
}
export type NodeMiddleware<Request extends IncomingMessage = IncomingMessage> = (request: Request, response: ServerResponse, next?: (error?: unknown) => void) => void;
export type { BodyResult, ErrorReply, Mountable, PageOptions, PageOrder, PayLinkReply, ResolveOrder, StreamReply, Surface, SurfaceReply, SurfaceRequest, WholeReply };
import { CheckoutOptions, CheckoutView, PayLinkPage } from "@coincoin/checkout";
import { IncomingMessage, ServerResponse } from "node:http";
interface CoinCoinErrorOptions {
  readonly cause?: unknown;
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}
interface CreateOrderRequest {
  readonly paymentId?: string | undefined;
  readonly reference?: string | undefined;
  readonly price: AmountInput;
  readonly display?: DisplayInput | undefined;
  readonly expiresInHours?: number | undefined;
  readonly customer?: string | undefined;
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}
interface DisplayInput {
  readonly amount: AmountInput;
  readonly currency: string;
  readonly title?: string | null | undefined;
  readonly lines?: readonly {
    readonly text: string;
    readonly amount?: AmountInput | null | undefined;
  }[] | undefined;
}
interface ErrorReply extends RenderedReply {
  readonly failure: {
    readonly code: CoinCoinError["code"];
    readonly message: string;
  };
}
interface Mountable {
  readonly appId: string;
  start(): Promise<void>;
}
interface PageOrder {
  readonly paymentId: string;
  readonly reference: string;
  readonly view: CheckoutView;
}
interface PayLinkReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
interface RenderedReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
interface StreamReply {
  readonly type: "stream";
  readonly status: number;
  readonly headers: ReplyHeaders;
  readonly chunks: AsyncIterable<string>;
  readonly close: () => void;
}
interface SurfaceOptions<Original = unknown> {
  readonly resolveOrder?: ResolveOrder<Original> | undefined;
  readonly checkout?: PageOptions | ((page: PageOrder | undefined) => PageOptions) | undefined;
}
interface SurfaceRequest<Original = unknown> {
  readonly method: string;
  readonly path: string;
  readonly search: string;
  readonly headers: HeaderSource;
  readonly signal: AbortSignal;
  readBody(): Promise<BodyResult>;
  readonly original: Original;
}
interface WholeReply {
  readonly type: "whole";
  readonly status: number;
  readonly headers: ReplyHeaders;
  readonly body: string | Uint8Array;
}
type AmountInput = string | number | bigint;
type BodyResult = {
  readonly type: "read";
  readonly body: Uint8Array | string | object;
} | {
  readonly type: "too_large";
} |
{
  readonly type: "timeout";
} |
{
  readonly type: "aborted";
} |
{
  readonly type: "consumed";
};
type CoinCoinErrorCode = keyof typeof errorCodes;
type HeaderSource = {
  get(name: string): string | null;
} | Readonly<Record<string, string | readonly string[] | undefined>>;
type PageOptions = Omit<CheckoutOptions, "orderUrl" | "eventsUrl" | "scriptUrl">;
type ReplyHeaders = Readonly<Record<string, string>>;
type ResolveOrder<Original> = {
  resolve(request: Original): CreateOrderRequest | undefined | Promise<CreateOrderRequest | undefined>;
}["resolve"];
type Surface<Original> = (request: SurfaceRequest<Original>) => Promise<SurfaceReply | undefined>;
type SurfaceReply = WholeReply | StreamReply | {
  readonly type: "nothing";
};
