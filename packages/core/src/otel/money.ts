import { add, type Decimal, ZERO } from "../domain/amount.ts";
import { isIssued, type Order } from "../domain/order.ts";
import type { PageRequest } from "../operations/paging.ts";
import type { Page } from "../store/store.ts";

/** Money that customers sent and that made nothing paid (yet). */
export interface Unpaid {
  /** Orders that received something. */
  readonly orders: number;
  /** Per coin, what they received. */
  readonly amounts: ReadonlyMap<string, Decimal>;
}

/** The gateway receives for 48 hours at most, and is waited for a while longer; what is older is on the attention list. */
const OPEN_MS = 72 * 3_600_000;
const PAGE = 200;

/** Looks through the newest orders, at most `limit`: no figure is worth reading a whole shop for. */
export async function readUnpaid(
  coincoin: { listOrders(page: PageRequest): Promise<Page<Order>> },
  now: number,
  limit: number,
): Promise<Unpaid> {
  const since = new Date(now - OPEN_MS).toISOString();
  const amounts = new Map<string, Decimal>();
  let orders = 0;
  let seen = 0;
  let after: string | undefined;
  while (seen < limit) {
    const { items, cursor } = await coincoin.listOrders({
      limit: Math.min(PAGE, limit - seen),
      ...(after === undefined ? {} : { after }),
    });
    for (const order of items) {
      if (order.createdAt < since) return { orders, amounts };
      const received = order.paid === null && isIssued(order) ? Object.entries(order.received) : [];
      const more = received.filter(([, amount]) => amount !== ZERO);
      for (const [coin, amount] of more) amounts.set(coin, add(amounts.get(coin) ?? ZERO, amount));
      if (more.length > 0) orders += 1;
    }
    seen += items.length;
    if (cursor === null || items.length === 0) break;
    after = cursor;
  }
  return { orders, amounts };
}
