// What "@coincoin/core/node" offers. Written by scripts/api.ts.
export declare function toNodeMiddleware<Request extends IncomingMessage = IncomingMessage>(coincoin: Mountable, options?: NodeMountOptions<Request>): NodeMiddleware<Request>;
export interface NodeMountOptions<Request extends IncomingMessage = IncomingMessage> extends SurfaceOptions<Request> {
  readonly basePath?: string | undefined;
}
export type NodeMiddleware<Request extends IncomingMessage = IncomingMessage> = (request: Request, response: ServerResponse, next?: (error?: unknown) => void) => void;
export type { Mountable, PageOptions, PageOrder, ResolveOrder };
import { CheckoutOptions, CheckoutView } from "@coincoin/checkout";
import { IncomingMessage, ServerResponse } from "node:http";
interface CreateOrderRequest {
  readonly paymentId?: string | undefined;
  readonly reference?: string | undefined;
  readonly price: AmountInput;
  readonly expiresInHours?: number | undefined;
  readonly customer?: string | undefined;
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}
interface Mountable {
  readonly appId: string;
  start(): Promise<void>;
  webhookUrl(): string;
}
interface PageOrder {
  readonly paymentId: string;
  readonly reference: string;
  readonly view: CheckoutView;
}
interface SurfaceOptions<Original = unknown> {
  readonly resolveOrder?: ResolveOrder<Original> | undefined;
  readonly checkout?: PageOptions | ((page: PageOrder | undefined) => PageOptions) | undefined;
}
type AmountInput = string | number | bigint;
type PageOptions = Omit<CheckoutOptions, "orderUrl" | "eventsUrl" | "scriptUrl">;
type ResolveOrder<Original> = {
  resolve(request: Original): CreateOrderRequest | undefined | Promise<CreateOrderRequest | undefined>;
}["resolve"];
