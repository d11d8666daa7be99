import { CoinCoinError } from "../lib/errors.ts";
import { type AmountInput, compare, readDecimal } from "./amount.ts";

/**
 * Whether a price that was paid is at least what something costs now. For handlers of `order.paid`: a cart that grew after its
 * address was shown is paid at the price that was asked then.
 *
 * @param paid `event.price`
 * @param price what the cart costs now, in the same currency
 * @throws CoinCoinError `price_invalid` for what is not an exact decimal
 * @example
 * if (!coversPrice(event.price, cart.total)) return holdForAPerson(cart);
 */
export function coversPrice(paid: AmountInput, price: AmountInput): boolean {
  const [left, right] = [paid, price].map((value) => {
    const decimal = readDecimal(value);
    if (decimal !== undefined) return decimal;
    throw new CoinCoinError(
      "price_invalid",
      `A price must be an exact decimal, received ${JSON.stringify(String(value))}. Write it like "1234.5".`,
    );
  });
  return left !== undefined && right !== undefined && compare(left, right) >= 0;
}
