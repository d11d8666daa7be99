import type { AmountInput } from "../domain/amount.ts";

/** What a merchant asks for with `createOrder`. */
export interface CreateOrderRequest {
  /**
   * 8 to 32 letters, digits and underscores: the gateway's `payment_id`, where one is made. The same id at the same price gives the
   * stored order. With another id, or none, an open order of the reference at the same price is given: look at the `paymentId` of
   * what is returned.
   */
  readonly paymentId?: string | undefined;
  /** What is being paid for, in the merchant's own words: a cart id, an order id. 1 to 200 characters. Default: the payment id. */
  readonly reference?: string | undefined;
  /**
   * What the reference costs in the currency of the merchant's account, at least 10. A string where it has
   * decimals ("99.90"). What earlier orders of the reference received is taken off automatically.
   */
  readonly price: AmountInput;
  /** What the customer is shown beside the coins: the price in the shop's own currency, and what it is for. Decides nothing. */
  readonly display?: DisplayInput | undefined;
  /** Whole hours the gateway waits for money, 1 to 48, where an order is made. Default: the option `expiresInHours`. */
  readonly expiresInHours?: number | undefined;
  /**
   * Who pays: your own id of the customer, or a hash of their session; never one value for all guests. Kept with the order; neither the
   * gateway nor the payment page gets it. Of one customer at most `limits.openOrdersPerCustomer` are open at once, so that one visitor
   * cannot use up what the gateway receives for. 1 to 200 characters. Default: nobody's, not counted.
   */
  readonly customer?: string | undefined;
  /**
   * For the merchant's own use; the gateway is not told. Where an open order serves again, it takes the place of what that order had. At most 16,384 bytes of JSON; no quote, backslash or
   * control character in a key.
   */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}

/** What is paid for, in the shop's own words and currency. The customer's language decides how it is written. */
export interface DisplayInput {
  /** "49.90", as an exact decimal. */
  readonly amount: AmountInput;
  /** ISO 4217: "EUR". */
  readonly currency: string;
  /** At most 200 characters: "Invoice 1042". */
  readonly title?: string | null | undefined;
  /** At most 20, of at most 200 characters each. */
  readonly lines?:
    | readonly { readonly text: string; readonly amount?: AmountInput | null | undefined }[]
    | undefined;
}

/** What a pay link asks for. */
export interface PayLinkRequest {
  /** What the reference costs in the currency of the merchant's account, at least 10. A string where it has decimals. */
  readonly price: AmountInput;
  /** How long the link may be opened: more than 0 days, at most 3,650. Default 30. A paid one shows its receipt after that, too. */
  readonly validFor?: { readonly days: number } | undefined;
  readonly display?: DisplayInput | undefined;
}

/** What a person read on CoinCoin's own site. */
export interface Reconciliation {
  /** Per coin, the total received: `{ usdt: "100" }`. */
  readonly collected: Readonly<Record<string, AmountInput>>;
  readonly state: "receiving" | "settling" | "completed" | "invalid";
  /** Who entered it: kept with the record. */
  readonly by: string;
  /**
   * True to replace what is known of these coins and of the state, where an earlier entry was wrong. Without it an entry only
   * adds: the largest amount of a coin counts. An `order.paid` that was raised by the earlier entry is not taken back.
   */
  readonly correct?: boolean | undefined;
  /**
   * True where the gateway's word has to do for this order, whatever the chain shows: under `chain.paid: "both"`, when CoinCoin's site
   * shows the money and the chain does not, or cannot be read. Kept with the order as `onChain.overriddenBy`.
   */
  readonly overrideChain?: boolean | undefined;
}
