import { type CoinCoinErrorCode, isCoinCoinError } from "@coincoin/core";
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

/** Medusa answers a bare `Error` with "unknown_error": everything that leaves us is one of its own. */
export function asMedusaError(error: unknown): Error {
  if (!isCoinCoinError(error)) return error instanceof Error ? error : new Error(String(error));
  const type = OUTAGES.has(error.code) ? MedusaError.Types.UNEXPECTED_STATE : MedusaError.Types.NOT_ALLOWED;
  return new MedusaError(type, `CoinCoin: ${error.message}`, error.code);
}
