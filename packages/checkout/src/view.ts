import type { Display } from "./display.ts";

/** What a customer may see of an order. Amounts are decimal strings, times ISO 8601 UTC strings. */
export interface CheckoutView {
  paymentId: string;
  status: "pending" | "receiving" | "settling" | "completed" | "expired" | "invalid";
  coverage: "none" | "partial" | "full" | "over";
  /** True once the merchant's reference is paid (fulfilment has been triggered). */
  paid: boolean;
  /** True when the covering payment came after the deadline: a person at the shop looks at it. */
  late: boolean;
  /** `null` while the order is pending, and after the deadline unless it is covered. */
  address: string | null;
  /** Lower case: `tron`, `ethereum`, `bitcoin`, `bsc`. */
  network: string | null;
  /** Lower case: `usdt`, `trx`, `eth`, `btc`, `bnb`. */
  coin: string | null;
  amountDue: string | null;
  /** Of the due coin. */
  received: string;
  remaining: string | null;
  /** Amounts of other coins that arrived and do not count. */
  otherCoins: Record<string, string>;
  /**
   * An earlier part, paid at another address of the same purchase, that the gateway has not confirmed yet. Nothing more is
   * to be sent: the purchase is paid when it is confirmed, which is decided at `until` (ISO 8601 UTC) at the latest.
   * `coin` in lower case. `null` when nothing of the kind is waited for.
   */
  waitingFor: { amount: string; coin: string; until: string } | null;
  /**
   * All of the amount, seen on the blockchain before the gateway reported it: so many of so many confirmations. It may still go away.
   * `null` when nothing of the kind is seen, or the shop does not look.
   */
  seen?: { amount: string; coin: string; confirmations: number; needs: number } | null;
  /** What is paid for in the shop's own words and currency; `null` where the shop gave none. */
  display?: Display | null;
  /** The order asks for the whole price, not for the rest of it: `display.amount` and `amountDue` are the same money. */
  wholePrice?: boolean;
  /** Once the purchase is paid: when (ISO 8601 UTC), and what came at which address. */
  receipt?: Receipt | null;
  /** True when the order is at a sandbox and not at CoinCoin: money sent to its address is gone. */
  testMode?: boolean;
  createdAt: string;
  /** The earliest deadline: what a customer is shown. */
  expiresAt: string | null;
  paymentUri: string | null;
  checkoutUrl: string | null;
  /** The server's clock when the view was made; countdowns run from this. */
  now: string;
}

/** What the merchant's and the customer's books need. Of a purchase that was paid in parts, all of them. */
export interface Receipt {
  paidAt: string;
  payments: { paymentId: string; amount: string; coin: string; network: string; address: string }[];
}
