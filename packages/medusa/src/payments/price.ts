import { CoinCoinError, MINIMUM_PRICE } from "@coincoin/core";
import { MedusaError } from "@medusajs/framework/utils";
import type { Money, Prices } from "../account-options.ts";
import { inCents, isPositive, share } from "./money.ts";

/** A price in CoinCoin's currency, and what it stands for in the cart's. */
export interface Price {
  readonly price: string;
  readonly amount: string;
}

/**
 * What CoinCoin is asked for an amount of a cart, in whole cents and never less than the cart. A rest below CoinCoin's
 * minimum cannot be asked for alone: then the price stands for more than the rest, and the merchant is notified of it.
 * @throws MedusaError for a currency that CoinCoin does not take here, CoinCoinError `price_invalid` for a wrong conversion.
 */
export async function priceOf(
  { amount, currency }: Money,
  { currencies, convert }: Prices,
  isRest: boolean,
): Promise<Price> {
  let price: string | undefined = currencies.includes(currency) ? amount : undefined;
  if (price === undefined && convert !== undefined) price = await convert({ amount, currency });
  if (price === undefined) {
    throw new MedusaError(
      MedusaError.Types.NOT_ALLOWED,
      `CoinCoin cannot be paid in ${currency.toUpperCase()} here: choose another way to pay.`,
    );
  }
  if (!/^[0-9]+(\.[0-9]+)?$/.test(price) || !isPositive(price)) {
    throw new CoinCoinError(
      "price_invalid",
      `convert gave ${JSON.stringify(price)} for ${amount} ${currency}; a price like "28.40" was expected.`,
    );
  }
  const cents = inCents(price);
  if (!isRest || Number(cents) >= Number(MINIMUM_PRICE)) return { price: cents, amount };
  return { price: MINIMUM_PRICE, amount: share(amount, MINIMUM_PRICE, price) };
}
