/**
 * Every error of this library is a `CoinCoinError` with one of these codes. Codes are stable: match on them,
 * not on messages.
 */
export const errorCodes = {
  /** An option is missing or wrong. Thrown when `CoinCoin` is constructed. */
  config_invalid: "config_invalid",
  /** A URL was asked for that is built from `publicUrl`, which is not set. */
  public_url_missing: "public_url_missing",
  /** The store keeps nothing across a restart and `NODE_ENV` is production. */
  store_not_durable: "store_not_durable",
  /** Another process holds the embedded database. */
  store_locked: "store_locked",
  /** The store could not be reached or could not commit. */
  store_unavailable: "store_unavailable",
  /** The database was written by a newer version of this library. */
  store_too_new: "store_too_new",
  /** The payment id is not 8 to 32 letters, digits and underscores. */
  payment_id_invalid: "payment_id_invalid",
  /** The reference is empty or longer than 200 characters. */
  reference_invalid: "reference_invalid",
  /** The price is not an exact decimal. */
  price_invalid: "price_invalid",
  /** The price is below the gateway's minimum of 10. */
  price_too_low: "price_too_low",
  /** Hours until expiry are not a whole number from 1 to 48. */
  expiry_invalid: "expiry_invalid",
  /** `customer` or `metadata` is not what it may be, or too large. */
  metadata_invalid: "metadata_invalid",
  /** `display` is not what it may be. */
  display_invalid: "display_invalid",
  /** The same payment id was used with other terms. */
  order_conflict: "order_conflict",
  /** The reference is paid: nothing more may be asked for it. */
  already_paid: "already_paid",
  /** The merchant took the reference back: nothing more may be asked for it. */
  order_withdrawn: "order_withdrawn",
  /** More would have been paid back than came. */
  refund_too_high: "refund_too_high",
  /** What earlier attempts received covers the price and waits for the gateway's confirmation. */
  already_covered: "already_covered",
  /** The order is being asked for right now: ask again in a few seconds. */
  order_busy: "order_busy",
  /** The reference has as many open orders as are allowed: it gets another in ten minutes. */
  too_many_attempts: "too_many_attempts",
  /** The customer has as many open orders as one customer may have (5). */
  customer_limit_reached: "customer_limit_reached",
  /** As many orders are open as the gateway allows to receive at once (500), and it refused one more. */
  too_many_open_orders: "too_many_open_orders",
  /** As many requests were made today as the gateway allows (100,000). */
  daily_limit_reached: "daily_limit_reached",
  /** No order with this payment id. */
  order_not_found: "order_not_found",
  /** The gateway refused key, timestamp or signature. */
  gateway_unauthorized: "gateway_unauthorized",
  /** The gateway refused the request for another reason. */
  gateway_refused: "gateway_refused",
  /** The gateway asked to slow down, and kept asking. */
  gateway_rate_limited: "gateway_rate_limited",
  /** The gateway was not reached: nothing was sent. */
  gateway_unreachable: "gateway_unreachable",
  /** The gateway may or may not have made the order. */
  outcome_unknown: "outcome_unknown",
  /** The gateway's terms (coin, network, amount) are outside `accept`. */
  terms_not_accepted: "terms_not_accepted",
  /** A webhook was not authentic. */
  webhook_unauthorized: "webhook_unauthorized",
  /** A webhook's body is not what the gateway documents. */
  webhook_malformed: "webhook_malformed",
  /** A request's body is over the limit. */
  body_too_large: "body_too_large",
  /** A request's body was consumed before it got here. */
  body_already_read: "body_already_read",
  /** The request is not understood. */
  request_invalid: "request_invalid",
  /** The method is not allowed on this path. */
  method_not_allowed: "method_not_allowed",
  /** Nothing is at this path, or it is not for the one who asked. */
  not_found: "not_found",
  /** As many event streams are open as are allowed. */
  too_many_streams: "too_many_streams",
  /** What was asked needs a state that is not there (an attention row that is resolved, a delivery that is not dead). */
  wrong_state: "wrong_state",
  /** As many notifications wait for unknown orders, or for a person, as are kept. */
  parked_full: "parked_full",
  /** Something failed that nobody expected: `cause` is what. */
  internal_error: "internal_error",
  /** No provider of a chain could be asked. Never thrown to a caller: it is logged, and shows in `health()`. */
  chain_unavailable: "chain_unavailable",
  /** The instance was closed. */
  closed: "closed",
} as const;

export type CoinCoinErrorCode = keyof typeof errorCodes;

const brand = Symbol.for("coincoin.error");

/** Extra facts of an error. Never a secret. */
export interface CoinCoinErrorOptions {
  readonly cause?: unknown;
  /** Facts for a program: the HTTP status of a refusal, the option's name, a limit. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

/** The one error class. `code` is stable; `message` names the likely mistake and the way out. */
export class CoinCoinError extends Error {
  declare readonly name: "CoinCoinError";
  readonly code: CoinCoinErrorCode;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;

  static {
    // On the prototype, so that the stack, written while the error is built, begins with it too.
    Object.defineProperty(this.prototype, "name", {
      value: "CoinCoinError",
      configurable: true,
      writable: true,
    });
  }

  /** An error of another copy of this library (ESM beside CJS) is one too, as `catch` and `@Catch()` ask with `instanceof`. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return this === CoinCoinError
      ? isCoinCoinError(value)
      : Function.prototype[Symbol.hasInstance].call(this, value);
  }

  constructor(code: CoinCoinErrorCode, message: string, options: CoinCoinErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
    Object.defineProperty(this, brand, { value: true });
  }

  /** What a log of JSON keeps. Neither stack nor cause: they may name files and other parties. */
  toJSON(): { name: string; code: CoinCoinErrorCode; message: string; details: CoinCoinError["details"] } {
    return { name: this.name, code: this.code, message: this.message, details: this.details };
  }
}

/** True for an error of this library, also one made by another copy of it (ESM beside CJS). */
export function isCoinCoinError<C extends CoinCoinErrorCode = CoinCoinErrorCode>(
  error: unknown,
  code?: C,
): error is CoinCoinError & { readonly code: C } {
  if (typeof error !== "object" || error === null || !(brand in error)) return false;
  return code === undefined || ("code" in error && error.code === code);
}
