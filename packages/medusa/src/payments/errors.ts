import { type CoinCoinErrorCode, customerMessage, isCoinCoinError, type Logger } from "@coincoin/core";
import { MedusaError } from "@medusajs/framework/utils";

/** Not the caller's fault: trying again may help. */
const OUTAGES: ReadonlySet<CoinCoinErrorCode> = new Set<CoinCoinErrorCode>([
  "store_unavailable",
  "gateway_unreachable",
  "gateway_rate_limited",
  "gateway_unauthorized",
  "gateway_refused",
  "outcome_unknown",
  "order_busy",
  "daily_limit_reached",
  "too_many_open_orders",
  "terms_not_accepted",
  "closed",
]);

/** For the merchant. Medusa answers a bare `Error` with "unknown_error": everything of ours becomes one of its own. */
export function asMedusaError(error: unknown): Error {
  if (!isCoinCoinError(error)) return error instanceof Error ? error : new Error(String(error));
  const type = OUTAGES.has(error.code) ? MedusaError.Types.UNEXPECTED_STATE : MedusaError.Types.NOT_ALLOWED;
  return new MedusaError(type, `CoinCoin: ${error.message}`, error.code);
}

/**
 * For customers, who read it in the storefront: a fixed sentence. What is behind it may quote the gateway, or name
 * keys and options, so that goes into the log.
 */
export function asCustomerError(error: unknown, log: Pick<Logger, "error">, about: object): Error {
  if (error instanceof MedusaError && !isCoinCoinError(error.cause)) return error;
  if (isCoinCoinError(error, "price_too_low")) {
    return new MedusaError(
      MedusaError.Types.NOT_ALLOWED,
      "This amount is below the smallest that can be paid with CoinCoin: choose another way to pay.",
    );
  }
  if (isCoinCoinError(error, "customer_limit_reached"))
    return new MedusaError(MedusaError.Types.NOT_ALLOWED, customerMessage(error.code));
  log.error({ ...about, err: error }, "a customer could not be shown what to pay");
  return new MedusaError(
    MedusaError.Types.UNEXPECTED_STATE,
    "CoinCoin cannot be used right now: try again in a few minutes, or choose another way to pay.",
  );
}
