import type { DayOptions } from "./options.ts";
import { type Fate, pressAllDay, pressOnce, shopHonestly } from "./people.ts";
import { DAY, planCustomers } from "./plan.ts";
import { BusyShop } from "./shop.ts";

const MINUTE = 60_000;
const LOOK_MS = 10 * MINUTE;

export interface DayResult {
  readonly customers: number;
  /** Honest customers who were shown an address for what their cart cost in the end. */
  readonly couldPay: number;
  readonly paid: number;
  /** Who paid and was fulfilled, and who was fulfilled without having paid. */
  readonly served: number;
  readonly servedUnpaid: number;
  readonly orders: number;
  readonly refusals: ReadonlyMap<string, number>;
  /** The most orders that the gateway received for at once, by its own books. */
  readonly peak: number;
  /** How far the shop's own count was from the gateway's at most. */
  readonly miscount: number;
  readonly requests: number | null;
}

/** One day, and the time after it until the last order is over. */
export async function runDay(options: DayOptions): Promise<DayResult> {
  const { seed, hours } = options;
  const shop = new BusyShop(options);
  const fates: Fate[] = [];
  for (const plan of planCustomers(seed, options.customers)) {
    shop.task(async () => void fates.push(await shopHonestly(shop, plan)));
  }
  for (let number = 0; number < options.bots; number++) shop.task(() => pressAllDay(shop, seed, number));
  for (let number = 0; number < options.strangers; number++) shop.task(() => pressOnce(shop, seed, number));
  const seen = { peak: 0, miscount: 0, requests: null as number | null };
  shop.task(async () => {
    const end = DAY + (hours + 1) * 60 * MINUTE;
    for (let at = 0; at < end; at += LOOK_MS) {
      await shop.tidy();
      const { sales } = await shop.health();
      const receiving = shop.engine.orders().filter(({ status }) => status === "receiving").length;
      const capped = Math.min(receiving, options.limits.openOrders);
      seen.peak = Math.max(seen.peak, receiving);
      seen.miscount = Math.max(seen.miscount, Math.abs((sales.openOrders ?? 0) - capped));
      if (at < DAY) seen.requests = sales.requestsToday;
      await shop.sleep(LOOK_MS);
    }
    await shop.tidy();
  });
  await shop.run();
  const paid = new Set(fates.filter((fate) => fate.paid).map(({ reference }) => reference));
  const count = (which: (reference: string) => boolean) => [...shop.served].filter(which).length;
  return {
    customers: options.customers,
    couldPay: fates.filter(({ couldPay }) => couldPay).length,
    paid: paid.size,
    served: count((reference) => paid.has(reference)),
    servedUnpaid: count((reference) => !paid.has(reference)),
    orders: shop.engine.orders().length,
    refusals: shop.refusals,
    ...seen,
  };
}

/**
 * The most orders at once that the honest customers alone need, where the gateway makes every one: above its limit no shop could let all
 * of them pay.
 */
export async function needOf(options: DayOptions): Promise<number> {
  const limits = { openOrders: 1_000_000, openOrdersPerCustomer: 1_000_000 };
  const { peak } = await runDay({ ...options, bots: 0, strangers: 0, gatewayOrders: 1_000_000, limits });
  return peak;
}
