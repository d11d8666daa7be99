import type { CheckoutOptions, CheckoutView } from "@coincoin/checkout";
import type { CreateOrderRequest } from "../creation/request.ts";

export interface SurfaceOptions<Original = unknown> {
  /**
   * Opens `POST /orders`. Says what the caller has to pay for, from the shop's own session and database: a price
   * out of the request's body is a price the customer chose. Undefined answers 404.
   */
  readonly resolveOrder?: ResolveOrder<Original> | undefined;
  /**
   * How the payment page looks, where it leads back to, and where customers find the shop. A function is asked for each
   * page, with `undefined` for a link that opens no order.
   */
  readonly checkout?: PageOptions | ((page: PageOrder | undefined) => PageOptions) | undefined;
}

/** The order whose page is shown. */
export interface PageOrder {
  readonly paymentId: string;
  /** The merchant's own id of what is paid for. The page shows it only as the `orderNumber` that is returned. */
  readonly reference: string;
  readonly view: CheckoutView;
}

/** Taken from a method, so that a framework's own request type fits where the server's is handed over. */
export type ResolveOrder<Original> = {
  resolve(request: Original): CreateOrderRequest | undefined | Promise<CreateOrderRequest | undefined>;
}["resolve"];

/** What of the page is the merchant's to choose; its own addresses are not. */
export type PageOptions = Omit<CheckoutOptions, "orderUrl" | "eventsUrl" | "scriptUrl">;
