import { type CoinCoin, isIssued } from "@coincoin/core";
import type { ShopDatabase } from "./database.ts";

/** One line of the shop's books: what was ordered, what came, and what was done about it. */
export interface LedgerLine {
  readonly order: string;
  readonly status: string;
  readonly price: number;
  readonly paid: boolean;
  readonly fulfilments: number;
  readonly payments: readonly LedgerPayment[];
  /** Kinds of open attention. */
  readonly attention: readonly string[];
}

export interface LedgerPayment {
  readonly paymentId: string;
  readonly status: string;
  readonly coverage: string;
  readonly received: Readonly<Record<string, string>>;
  /** Its time is over: money that comes now is late. */
  readonly lapsed: boolean;
}

export async function ledger(shop: ShopDatabase, coincoin: CoinCoin): Promise<LedgerLine[]> {
  const attention = await coincoin.attention.list({ limit: 200 });
  const fulfilments = shop.fulfilments();
  const lines = shop.orders().map(async (order): Promise<LedgerLine> => {
    const purchase = await coincoin.getPurchase(order.id);
    return {
      order: order.id,
      status: order.status,
      price: order.cents,
      paid: purchase !== undefined && purchase.paid !== null,
      fulfilments: fulfilments.filter((done) => done.orderId === order.id).length,
      payments: (purchase?.attempts ?? []).map((attempt) => ({
        paymentId: attempt.paymentId,
        status: attempt.status,
        coverage: isIssued(attempt) ? attempt.coverage : "none",
        received: isIssued(attempt) ? attempt.received : {},
        lapsed: isIssued(attempt) && attempt.lapsed,
      })),
      attention: attention.items.filter((item) => item.reference === order.id).map((item) => item.kind),
    };
  });
  return Promise.all(lines);
}
