export interface DayOptions {
  readonly seed: number;
  /** Honest customers. */
  readonly customers: number;
  /** Bots with a session each, which press pay every two minutes. */
  readonly bots: number;
  /** Presses by visitors who keep no session. */
  readonly strangers: number;
  /** Life of an order. */
  readonly hours: number;
  /** Whether the shop says whose each order is. */
  readonly givesCustomer: boolean;
  /** Orders that the gateway receives for at once. */
  readonly gatewayOrders: number;
  readonly limits: { readonly openOrders: number; readonly openOrdersPerCustomer?: number };
}
