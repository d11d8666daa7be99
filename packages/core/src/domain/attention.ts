/** Why a person has to look. */
export type AttentionKind =
  /** An authentic notification for a payment id that is not ours. */
  | "unmatched"
  /** An authentic notification that contradicts the order: other address, coin or network. */
  | "conflict"
  /** Authentic by its URL, and not believed: its signature does not fit, is missing though one is expected, or the URL was replaced. */
  | "held"
  /** Authentic, but not readable as a notification: no JSON, no UTF-8, too large, too slow, cut off. */
  | "unreadable"
  /** A notification that was answered 200 waits in the spool and can never be stored, or its file is damaged. */
  | "spool_stuck"
  /** The gateway sent a code of settlement with part of the money, before the deadline. */
  | "partly_settled"
  /** The gateway sent a code of settlement and did not say what came. */
  | "no_amount"
  /** A person took back what they had entered, and the reference had been paid by it. */
  | "paid_corrected"
  /** Past its deadline with part of the money. */
  | "underpaid"
  /** More came than the price of the reference. */
  | "overpaid"
  /** Paid in full after the deadline. */
  | "paid_late"
  /** Money came to another address of a reference that is paid, or in another coin. */
  | "paid_twice"
  /** Money came for an order that was pruned. */
  | "pruned"
  /** Another coin than the order's was received. */
  | "wrong_coin"
  /** The gateway says invalid, and there is money. */
  | "invalid_with_money"
  /** A total fell: what `collected` means is then in doubt. */
  | "suspicious_total"
  /** A state code that the gateway's document does not know. */
  | "unknown_state"
  /** Received in full but never confirmed, or confirmed but never completed. */
  | "stalled"
  /** The gateway may have made an order whose answer never came. */
  | "outcome_unknown"
  /** The gateway's terms were outside `accept`, or its order was not a new one. */
  | "terms_not_accepted"
  /** Two orders that receive at once have one address. */
  | "shared_address"
  /** What stops sales, one item an hour each: keys refused, */
  | "gateway_unauthorized"
  /** an order refused for another reason, */
  | "gateway_refused"
  /** the gateway not reached, */
  | "gateway_unreachable"
  /** answering 200 with something that is not an order, such as a refusal, */
  | "gateway_not_understood"
  /** or asking to slow down, */
  | "gateway_rate_limited"
  /** a day's requests used up, */
  | "daily_limit_reached"
  /** or 80% of them, */
  | "daily_requests_near_limit"
  /** as many orders receiving as the gateway allows, */
  | "too_many_open_orders"
  /** or 80% of them, */
  | "open_orders_near_limit"
  /** a reference with as many open orders as it may have. */
  | "too_many_attempts"
  /** Money came, or had come, for a reference that the merchant took back. */
  | "withdrawn_with_money"
  /** A handler failed for the last time. */
  | "dead_letter"
  /** A handler of `attention.opened` or `attention.resolved` did: nobody was called. One item a day, and it raises no event. */
  | "alert_failed"
  /** An `order.paid` that no process has a handler for. */
  | "unhandled"
  /** Paid, and the shop could not place the order: the message says why. Raised by adapters of shops. */
  | "unfulfilled"
  /** Events lay in the future: the clock that all goes by was set back. */
  | "clock_set_back"
  /** The gateway confirmed a payment, and two looks at the chain did not show it. */
  | "chain_missing"
  /** The chain shows a final payment, and the gateway does not tell of it. */
  | "chain_unreported"
  /** A payment was seen on its way, and is gone. */
  | "chain_reversed"
  /** Another token came to an order's address. */
  | "chain_other"
  /** A chain could not be read for ten minutes while orders were open on it. */
  | "chain_blind"
  /** More notifications that were not applied than are kept. */
  | "parked_full";

/** One thing that needs a person. The same thing seen again raises `count`, not another row. */
export interface AttentionItem {
  readonly id: string;
  readonly appId: string;
  readonly kind: AttentionKind;
  readonly paymentId: string | null;
  readonly reference: string | null;
  /** One sentence: what happened and what to do. */
  readonly message: string;
  readonly details: Readonly<Record<string, string>>;
  readonly firstAt: string;
  readonly lastAt: string;
  readonly count: number;
  readonly resolvedAt: string | null;
  readonly resolvedBy: string | null;
  readonly note: string | null;
}

/** An item before it is stored. */
export type AttentionDraft = Pick<
  AttentionItem,
  "id" | "appId" | "kind" | "paymentId" | "reference" | "message" | "details"
> & { readonly at: string };
