// What "@coincoin/core/web" offers. Written by scripts/api.ts.
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
interface SurfaceOptions<Original = unknown> {
  readonly resolveOrder?: ResolveOrder<Original> | undefined;
  readonly checkout?: PageOptions | ((page: PageOrder | undefined) => PageOptions) | undefined;
}
type AmountInput = string | number | bigint;
type PageOptions = Omit<CheckoutOptions, "orderUrl" | "eventsUrl" | "scriptUrl">;
type ResolveOrder<Original> = {
  resolve(request: Original): CreateOrderRequest | undefined | Promise<CreateOrderRequest | undefined>;
}["resolve"];
