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

/** What customers can do something about: the amount, or what they have paid already. */
const THEIRS: ReadonlySet<CoinCoinErrorCode> = new Set<CoinCoinErrorCode>([
  "price_too_low",
  "already_paid",
  "already_covered",
  "order_conflict",
  "too_many_attempts",
  "customer_limit_reached",
]);

/**
 * For customers, who read it in the storefront: core's sentence for the code. What is behind it may quote the gateway,
 * or name keys and options, so that goes into the log.
 */
export function asCustomerError(error: unknown, log: Pick<Logger, "error">, about: object): Error {
  if (error instanceof MedusaError && !isCoinCoinError(error.cause)) return error;
  const code = isCoinCoinError(error) ? error.code : "store_unavailable";
  if (code !== "price_too_low")
    log.error({ ...about, err: error }, "a customer could not be shown what to pay");
  const { NOT_ALLOWED, UNEXPECTED_STATE } = MedusaError.Types;
  return new MedusaError(THEIRS.has(code) ? NOT_ALLOWED : UNEXPECTED_STATE, customerMessage(code));
}
