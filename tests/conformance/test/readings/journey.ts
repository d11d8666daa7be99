import { type AttentionItem, type CoinCoin, type IssuedOrder, isCoinCoinError } from "@coincoin/core";
import type { Shop } from "./shop.ts";

/** What a customer does. */
export type Customer = "pays in full" | "pays half, then the rest" | "never pays";

/** What may go wrong on the shop's side while the customer buys. */
export type Mishap =
  | "the shop is unreachable for 20 minutes"
  | "the database is down"
  | "another order is open";

/** What a person does after reading the item, where the way out is not an option. */
export type Step = (coincoin: CoinCoin, paymentId: string) => Promise<unknown>;

export interface Journey {
  /** Why no order was made, as the shop hears it. */
  readonly refused: { readonly code: string; readonly message: string } | undefined;
  /** How long the customer waited for an address or a refusal, ms. */
  readonly answeredMs: number;
  /** From the last payment to `order.paid`, ms. */
  readonly paidMs: number;
  /** How often the shop was told to ship. */
  readonly paid: number;
  readonly events: readonly string[];
  /** What a person was told within an hour of the last thing that the customer did. */
  readonly items: readonly AttentionItem[];
  /** What the customer's page showed after each step. */
  readonly pages: readonly Page[];
}

export interface Page {
  readonly html: string;
  readonly status: string;
  readonly coverage: string;
  readonly paid: boolean;
  readonly address: string | null;
}

const PRICE = "100";

/** One purchase from the first click to long after its deadline. */
export async function buy(
  shop: Shop,
  customer: Customer,
  { mishap, step }: { readonly mishap?: Mishap | undefined; readonly step?: Step | undefined } = {},
): Promise<Journey> {
  const startedAt = performance.now();
  const order = await create(shop);
  const answeredMs = performance.now() - startedAt;
  if (!("paymentId" in order)) {
    const items = await itemsWithinAnHour(shop);
    return { refused: order, answeredMs, paidMs: 0, paid: 0, events: [], items, pages: [] };
  }
  if (mishap === "another order is open")
    await shop.coincoin.createOrder({ reference: "cart-2", price: PRICE });
  const pages = [await pageOf(shop, order)];
  let paidMs = 0;
  for (const amount of paymentsOf(customer)) {
    breakSomething(shop, mishap);
    const paidAt = performance.now();
    await shop.sandbox.pay(order.paymentId, { amount });
    await shop.settle();
    await mend(shop, mishap);
    paidMs = performance.now() - paidAt;
    pages.push(await pageOf(shop, order));
  }
  const items = await itemsWithinAnHour(shop);
  await step?.(shop.coincoin, order.paymentId);
  await shop.settle();
  shop.clock.advance({ hours: 47 });
  await shop.settle();
  pages.push(await pageOf(shop, order));
  const events = shop.events.filter(({ paymentId }) => paymentId === order.paymentId).map(({ type }) => type);
  const paid = events.filter((type) => type === "order.paid" || type === "order.paid_late").length;
  return { refused: undefined, answeredMs, paidMs, paid, events, items, pages };
}

async function create(shop: Shop): Promise<IssuedOrder | { code: string; message: string }> {
  try {
    return await shop.coincoin.createOrder({ reference: "cart-1", price: PRICE });
  } catch (error) {
    if (isCoinCoinError(error)) return { code: error.code, message: error.message };
    throw error;
  }
}

function paymentsOf(customer: Customer): readonly string[] {
  if (customer === "never pays") return [];
  return customer === "pays in full" ? [PRICE] : ["50", "50"];
}

function breakSomething({ trouble }: Shop, mishap: Mishap | undefined): void {
  trouble.serverDown = mishap === "the shop is unreachable for 20 minutes";
  trouble.storeDown = mishap === "the database is down";
}

async function mend(shop: Shop, mishap: Mishap | undefined): Promise<void> {
  shop.trouble.storeDown = false;
  if (mishap === "the shop is unreachable for 20 minutes") {
    for (let passed = 0; passed < 20; passed += 1) {
      shop.clock.advance({ minutes: 1 });
      await shop.settle();
    }
  }
  shop.trouble.serverDown = false;
  if (mishap !== "the shop is unreachable for 20 minutes") return shop.settle();
  // Whatever is sent again comes by then.
  shop.clock.advance({ minutes: 30 });
  await shop.settle();
}

/** Minute by minute, so that nothing is told too early for having been looked at late. */
async function itemsWithinAnHour(shop: Shop): Promise<readonly AttentionItem[]> {
  for (let passed = 0; passed < 60; passed += 5) {
    shop.clock.advance({ minutes: 5 });
    await shop.settle();
  }
  return (await shop.coincoin.attention.list({ open: "all", limit: 200 })).items;
}

/** The customer's page as a browser asks for it, and what stands behind it. */
async function pageOf(shop: Shop, { paymentId }: IssuedOrder): Promise<Page> {
  const url = shop.coincoin.checkoutUrl(paymentId);
  const html = await (await fetch(url)).text();
  const view: Omit<Page, "html"> = JSON.parse(
    await (await fetch(url.replace("/checkout/", "/orders/"))).text(),
  );
  return { html, ...view };
}
