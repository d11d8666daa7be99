import type { CheckoutView } from "@coincoin/checkout";
import type { PayLink } from "../creation/pay-link.ts";
import type { CreateOrderRequest } from "../creation/request.ts";
import type { IssuedOrder } from "../domain/order.ts";
import type { PayState } from "../domain/pay-state.ts";
import type { Admission } from "../intake/gate.ts";
import type { Environment } from "../lib/environment.ts";
import { CoinCoinError } from "../lib/errors.ts";
import type { HeaderSource } from "../lib/headers.ts";
import type { Logger } from "../lib/logger.ts";
import { kindOf } from "../lib/received.ts";

/** Under this key a `CoinCoin` gives what the HTTP surface needs of it. A registered symbol: ESM and CJS copies agree. */
export const hostKey: unique symbol = Symbol.for("coincoin.host");

/** What the routes ask for. They hold no state of orders and decide nothing about money. */
export interface SurfaceHost {
  readonly limits: HttpLimits;
  readonly logger: Logger;
  readonly environment: Environment;
  /** Aborts when the instance closes: event streams end. */
  readonly closing: AbortSignal;

  /** Looks at token and headers alone, so that a body is read only for those who may send one. */
  admitWebhook(token: string | undefined, headers: HeaderSource): Admission;
  createOrder(request: CreateOrderRequest): Promise<IssuedOrder>;
  viewKey(paymentId: string): string;
  /** In constant time, and without the store. */
  checkViewKey(paymentId: string, key: string): boolean;
  /** `version` grows with every change of what the view shows, but for what the clock alone changes. */
  readView(paymentId: string): Promise<OrderSeen | undefined>;
  /** The link, where its key is right for all that it says. Without the store. */
  readPayLink(reference: string, search: string): PayLink | undefined;
  /** What is still to be paid of it. */
  payState(link: PayLink): Promise<PayState>;
  /** True while no real money moves. */
  readonly testMode: boolean;
  /**
   * Yields when something may have changed. What changes after `next()` was called is never missed; several
   * changes may be told as one. Ends when the signal aborts.
   */
  watch(paymentId: string, signal: AbortSignal): AsyncIterable<void>;
}

export interface OrderSeen {
  readonly view: CheckoutView;
  readonly version: number;
  /** The merchant took it back: there is nothing more to follow. */
  readonly withdrawn: boolean;
  /** The merchant's own id of what is paid for: for the merchant, and shown to nobody unless they say so. */
  readonly reference: string;
}

export interface HttpLimits {
  /** Largest request body, in bytes. */
  readonly bodyBytes: number;
  /** How long a body may take to arrive, in ms. */
  readonly bodyTimeoutMs: number;
  /** Event streams open at once: for one order, and together. */
  readonly streamsPerOrder: number;
  readonly streams: number;
  /** How long one lives, in ms. */
  readonly streamMs: number;
}

/** A `CoinCoin`, of whichever copy of this library. */
export interface Mountable {
  readonly appId: string;
  start(): Promise<void>;
}

/** @throws CoinCoinError `config_invalid` when it is no `CoinCoin`. */
export function hostOf(coincoin: Mountable): SurfaceHost {
  if (isHosted(coincoin)) return coincoin[hostKey];
  throw new CoinCoinError(
    "config_invalid",
    `What is mounted must be a CoinCoin instance, received ${kindOf(coincoin)}. Pass \`new CoinCoin(...)\`, not its options.`,
  );
}

function isHosted(value: unknown): value is { readonly [hostKey]: SurfaceHost } {
  return typeof value === "object" && value !== null && hostKey in value;
}

/** A mounted router needs no further call. A failure is logged; `start()` may be called again by the merchant. */
export function startInBackground(coincoin: Mountable, host: SurfaceHost): void {
  coincoin.start().catch((error: unknown) => {
    host.logger.error(
      { err: error },
      "coincoin could not start: nothing is delivered until start() succeeds",
    );
  });
}
