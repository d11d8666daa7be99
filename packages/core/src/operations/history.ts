import type { AttentionItem } from "../domain/attention.ts";
import type { InboxEntry } from "../domain/notification.ts";
import { attemptOf, type Order, type Purchase, type Refund, type Withdrawal } from "../domain/order.ts";
import { CoinCoinError } from "../lib/errors.ts";
import type { DeliveryRecord, Page, Store } from "../store/store.ts";

/** Everything that is known of one order, for a person. */
export interface OrderHistory {
  readonly order: Order;
  /** All attempts of its reference. */
  readonly purchase: Purchase;
  /** What happened, earliest first. */
  readonly entries: readonly HistoryEntry[];
  /** False where there was more of one kind than the newest 200: that is then left out. */
  readonly complete: boolean;
}

export type HistoryEntry = { readonly at: string } & (
  | { readonly type: "asked" }
  /** What came by webhook or was entered by a person, with its proofs and what became of it. `at`: when it first came. */
  | { readonly type: "notification"; readonly notification: InboxEntry }
  /** An event, with how its delivery stands. */
  | { readonly type: "event"; readonly delivery: DeliveryRecord }
  /** `at`: when it was first seen. */
  | { readonly type: "attention"; readonly item: AttentionItem }
  | { readonly type: "attention_resolved"; readonly item: AttentionItem }
  | { readonly type: "withdrawn"; readonly withdrawn: Withdrawal }
  | { readonly type: "refund"; readonly refund: Refund }
);

const MOST = 200;

/** @throws CoinCoinError `order_not_found`, `store_unavailable` */
export async function orderHistory(store: Store, appId: string, paymentId: string): Promise<OrderHistory> {
  const { purchase } = await store.read({ appId, paymentId });
  const order = attemptOf(purchase, paymentId);
  if (purchase === undefined || order === undefined)
    throw new CoinCoinError(
      "order_not_found",
      `No order has the payment id ${JSON.stringify(paymentId)}: it was never created here, or it was pruned. Check the id.`,
    );
  const query = { appId, paymentId, limit: MOST };
  const [inbox, deliveries, attention] = await Promise.all([
    store.listInbox(query),
    store.listDeliveries(query),
    store.listAttention(query),
  ]);
  const entries: HistoryEntry[] = [
    { at: order.createdAt, type: "asked" },
    ...inbox.items.map((notification) => {
      return { at: notification.firstAt, type: "notification", notification } as const;
    }),
    ...deliveries.items.map((delivery) => ({ at: delivery.createdAt, type: "event", delivery }) as const),
    ...attention.items.flatMap(itemEntries),
    ...(order.refunds ?? []).map((refund) => ({ at: refund.at, type: "refund", refund }) as const),
  ];
  const { withdrawn } = order;
  if (withdrawn !== undefined) entries.push({ at: withdrawn.at, type: "withdrawn", withdrawn });
  // Newest first in every list, so that what happened at the same instant keeps its order when it is turned round.
  entries.reverse();
  entries.sort((a, b) => (a.at === b.at ? RANK[a.type] - RANK[b.type] : a.at < b.at ? -1 : 1));
  const complete = [inbox, deliveries, attention].every(isWhole);
  return { order, purchase, entries, complete };
}

function itemEntries(item: AttentionItem): HistoryEntry[] {
  const opened = { at: item.firstAt, type: "attention", item } as const;
  const { resolvedAt } = item;
  return resolvedAt === null ? [opened] : [{ at: resolvedAt, type: "attention_resolved", item }, opened];
}

/** At one instant, what brings about comes before what it brought about. */
const RANK: Readonly<Record<HistoryEntry["type"], number>> = {
  asked: 0,
  notification: 1,
  withdrawn: 1,
  refund: 1,
  event: 2,
  attention: 3,
  attention_resolved: 4,
};

function isWhole({ cursor }: Page<unknown>): boolean {
  return cursor === null;
}
