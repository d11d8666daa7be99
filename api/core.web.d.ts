// What "@coincoin/core/web" offers. Written by scripts/api.ts.
export declare function mountWeb(coincoin: Mountable, surface: Surface<Request>, mountedAt?: string): (request: Request) => Promise<Response>;
export declare function toWebHandler(coincoin: Mountable, options?: WebMountOptions): (request: Request) => Promise<Response>;
export interface WebMountOptions extends SurfaceOptions<Request> {
  readonly basePath?: string | undefined;
}
export type { Mountable, PageOptions, PageOrder, ResolveOrder };
import { CheckoutOptions, CheckoutView } from "@coincoin/checkout";
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
interface Mountable {
  readonly appId: string;
  start(): Promise<void>;
}
interface PageOrder {
  readonly paymentId: string;
  readonly reference: string;
  readonly view: CheckoutView;
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
