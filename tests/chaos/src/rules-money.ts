import type { Case, Expected } from "./case.ts";
import { exact, plain } from "./decimal.ts";
import type { ShopOrder } from "./evidence.ts";

/** What customers were shown, what the shop knows, and what the gateway has are the same orders, to the last digit. */
export function moneyRules({ evidence, expected, report }: Case): void {
  const { gateway, customers, shop } = evidence;
  const known = new Map(shop.orders.map((order) => [order.paymentId, order]));
  if (known.size !== shop.orders.length) report("one row an order", "orders", "a payment id is there twice");

  for (const shown of customers) {
    const order = known.get(shown.paymentId);
    if (order?.reference === shown.reference && order.address === shown.address) continue;
    report(
      "what was shown is kept",
      shown.paymentId,
      `shown ${shown.address}, kept ${order?.address ?? "nothing"}`,
    );
  }

  for (const { paymentId, address, coin, network, amountDue } of gateway.orders) {
    const order = known.get(paymentId);
    const wanted = expected.get(paymentId);
    if (order === undefined) {
      report("written ahead", paymentId, "the gateway made an order that the shop has never heard of");
      continue;
    }
    if (order.status === "pending" || wanted === undefined) continue;
    if (order.address !== address || order.coin !== coin || order.network !== network) {
      report(
        "same terms",
        paymentId,
        `gateway ${coin} ${network} ${address}, shop ${order.coin} ${order.network} ${order.address}`,
      );
    }
    if (order.amountDue === null || exact(order.amountDue) !== exact(amountDue)) {
      report("same amount due", paymentId, `gateway ${amountDue}, shop ${order.amountDue}`);
    }
    compareTotals(order, wanted, coin, report);
  }
  for (const order of shop.orders) {
    if (order.status !== "pending" && !expected.has(order.paymentId)) {
      report("no order of nobody", order.paymentId, "the gateway has no such order");
    }
  }
}

function compareTotals(order: ShopOrder, wanted: Expected, coin: string, report: Case["report"]): void {
  for (const [name, total] of [
    ["received", wanted.received],
    ["confirmed", wanted.confirmed],
  ] as const) {
    const kept = order[name][coin] ?? "0";
    if (exact(kept) !== total) report(`same ${name}`, order.paymentId, `told ${plain(total)}, kept ${kept}`);
    const others = Object.keys(order[name]).filter((other) => other !== coin);
    if (others.length > 0) report(`same ${name}`, order.paymentId, `coins nobody paid: ${others.join(", ")}`);
  }
  if (order.paid !== (wanted.paid !== null)) {
    report("paid as told", order.paymentId, `told ${wanted.paid ?? "unpaid"}, kept paid: ${order.paid}`);
  }
}
