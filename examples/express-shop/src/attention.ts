import type { AttentionItem, AttentionKind, CoinCoin } from "@coincoin/core";

/** What each kind means to somebody who was called because of it. */
export const kindInWords: Readonly<Record<AttentionKind, string>> = {
  unmatched: "Notification for an unknown payment",
  conflict: "Notification contradicts the order",
  held: "Notification without a signature",
  unreadable: "Notification cannot be read",
  underpaid: "Too little was paid",
  overpaid: "Too much was paid",
  paid_late: "Paid after the deadline",
  paid_twice: "Paid twice",
  paid_corrected: "Paid by an entry that was taken back",
  partly_settled: "Settled with only part of the money",
  no_amount: "Settled, and the amount was not said",
  pruned: "Money for a deleted order",
  wrong_coin: "Paid in another coin",
  invalid_with_money: "CoinCoin calls it invalid, and there is money",
  suspicious_total: "A total became smaller",
  unknown_state: "Unknown state code",
  stalled: "Confirmation or payout does not come",
  outcome_unknown: "CoinCoin may have made an order",
  terms_not_accepted: "CoinCoin's terms were not accepted",
  shared_address: "Two orders have one address",
  gateway_unauthorized: "CoinCoin refuses the keys",
  gateway_refused: "CoinCoin refuses orders",
  gateway_unreachable: "CoinCoin cannot be reached",
  gateway_not_understood: "CoinCoin answers with something that is no order",
  gateway_rate_limited: "CoinCoin is asked too often",
  daily_limit_reached: "The requests of the day are used up",
  too_many_open_orders: "No more orders can be open at once",
  open_orders_near_limit: "Nearly as many orders are open as may be",
  too_many_attempts: "A cart was asked for too often",
  spool_stuck: "A kept notification cannot be stored",
  clock_set_back: "A clock was set back",
  dead_letter: "An event could not be handled",
  alert_failed: "A call for a person could not be delivered",
  withdrawn_with_money: "Money for something that was taken back",
  unhandled: "Paid, and nothing handles it",
  unfulfilled: "Paid, and the order could not be placed",
  parked_full: "Too many notifications wait",
};

const MOST = 2_000;

/** All open items, the oldest first: what waited longest must not be what nobody sees. */
export async function allOpen(coincoin: CoinCoin): Promise<{ items: AttentionItem[]; isAll: boolean }> {
  const items: AttentionItem[] = [];
  let after: string | undefined;
  do {
    const page = await coincoin.attention.list({ limit: 200, after });
    items.push(...page.items);
    after = page.cursor ?? undefined;
  } while (after !== undefined && items.length < MOST);
  return { items: items.reverse(), isAll: after === undefined };
}
