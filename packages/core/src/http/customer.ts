import type { CoinCoinErrorCode } from "../lib/errors.ts";

const LATER =
  "Paying with crypto does not work right now. Try again in a few minutes, or pay in another way.";
const NOT_HERE =
  "Paying with crypto is not possible at the moment. Pay in another way, or contact the shop: trying again does not help.";

/** By code; what is not here is `NOT_HERE`. */
const sentences: Partial<Record<CoinCoinErrorCode, string>> = {
  already_paid: "This is paid already: nothing more is to be paid.",
  already_covered: "Your payment was seen and waits for its confirmation: send nothing more.",
  order_withdrawn: "The shop has taken this payment back: there is nothing to pay. Send nothing for it.",
  order_busy: "Your payment is being prepared. Try again in a few seconds.",
  order_conflict: "What is to be paid has changed. Go back to the shop and begin the payment again.",
  too_many_attempts: "This was tried too often. Try again in ten minutes, or pay in another way.",
  customer_limit_reached:
    "You have begun several payments that are still open. Finish one of them, or wait until one has expired; then try again.",
  price_too_low: "The amount is too small to be paid with crypto. Pay in another way.",
  not_found: "There is nothing to pay here.",
  gateway_unreachable: LATER,
  gateway_rate_limited: LATER,
  outcome_unknown: LATER,
  too_many_open_orders: LATER,
  store_unavailable: LATER,
  closed: LATER,
};

/**
 * What a customer is told when their order was not made: a fixed sentence for each code. An error's own message is for the merchant:
 * it may speak of keys, options and references, and quote the gateway.
 */
export function customerMessage(code: CoinCoinErrorCode): string {
  return sentences[code] ?? NOT_HERE;
}
