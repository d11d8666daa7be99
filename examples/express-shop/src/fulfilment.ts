import type { EventOf } from "@coincoin/core";
import type { ShopDatabase } from "./database.ts";

/**
 * What the shop does when an order is paid, exactly once although the event may come twice: the event's id goes into
 * the shop's database in the same transaction as everything that follows from it. A crash before the commit leaves
 * nothing, and the event comes again; a crash after it leaves the id, and the second time there is nothing to do.
 *
 * What cannot be part of a transaction (an e-mail, a parcel) is written down in it and done by whoever reads that list.
 */
export function fulfil(shop: ShopDatabase, event: EventOf<"order.paid">): void {
  shop.transaction((sql) => {
    const { changes } = sql
      .prepare("INSERT INTO fulfilments VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
      .run(event.id, event.reference, event.at);
    if (changes === 0) return;
    sql.prepare("UPDATE orders SET status = 'paid' WHERE id = ?").run(event.reference);
    sql
      .prepare(
        "UPDATE products SET stock = stock - (SELECT SUM(quantity) FROM lines WHERE orderId = ? AND productId = products.id) WHERE id IN (SELECT productId FROM lines WHERE orderId = ?)",
      )
      .run(event.reference, event.reference);
  });
}
