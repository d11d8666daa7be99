import { CoinCoinError } from "../lib/errors.ts";

/** `details.reason` of a whole answer that is not an order: the gateway would say the same again. */
export const NOT_UNDERSTOOD = "not_understood";

/**
 * The one place that words it. `doubt`: why an order may have been made. `last`: how the last try ended; it may be a clear refusal,
 * and an earlier try may have made the order all the same. `details.lastError` is what the next call goes by.
 */
export function unknownOutcome(paymentId: string, doubt: string, last: CoinCoinError): CoinCoinError {
  const after = last.message === doubt ? "" : ` A later try: ${last.message}`;
  const lastError = last.details["reason"] === NOT_UNDERSTOOD ? NOT_UNDERSTOOD : last.code;
  return new CoinCoinError(
    "outcome_unknown",
    `CoinCoin may or may not have created ${paymentId}: ${doubt}${after} Call createOrder again with the same reference; check CoinCoin's site before you give the order up.`,
    { cause: last.cause, details: { ...last.details, lastError, paymentId } },
  );
}
