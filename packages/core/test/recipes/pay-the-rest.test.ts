import { expect, it } from "vitest";
import { toNodeMiddleware } from "../../src/http/node.ts";
import { openCoinCoin, PAYMENT_ID, serving, tell } from "../http/support.ts";

it("a customer who paid too little is sent a pay link that asks for the rest", async () => {
  let now = Date.now();
  const coincoin = openCoinCoin({ environment: { now: () => now } });
  const mails: string[] = [];
  // As the README's section "Being called" has it.
  coincoin.on("order.underpaid", ({ order, reference }) => {
    if (order.customer === null) return;
    const url = coincoin.payUrl(reference, { price: order.price, display: order.display ?? undefined });
    mails.push(`Part of your payment for ${reference} arrived. Please pay the rest here: ${url}`);
  });
  await coincoin.createOrder({
    paymentId: PAYMENT_ID,
    reference: "cart-17",
    price: "100",
    customer: "ada@example.com",
    display: { amount: "92.50", currency: "EUR", title: "Order 17" },
  });
  await tell(coincoin, "40", 0);
  now += 3 * 24 * 3_600_000;
  await coincoin.deliverDue();
  await coincoin.deliverDue();
  expect(mails).toEqual([expect.stringMatching(/^Part of your payment for cart-17 arrived\./)]);
  const link = new URL(mails[0]?.split("here: ")[1] ?? "");
  await serving(toNodeMiddleware(coincoin), async (url) => {
    const path = link.pathname.replace("/coincoin", "");
    const pressed = await fetch(`${url}${path}${link.search}`, { method: "POST", redirect: "manual" });
    expect(pressed.status).toBe(303);
  });
  const { items } = await coincoin.listOrders({ reference: "cart-17", status: "receiving" });
  expect(items).toMatchObject([{ attempt: 2, askedPrice: "60", amountDue: "60" }]);
  await coincoin.close();
});
