import { randomStream } from "../random.ts";
import { type CustomerPlan, DAY, timeOfDay } from "./plan.ts";
import type { BusyShop } from "./shop.ts";

const MINUTE = 60_000;
/** A customer who is refused tries again after these times, then goes elsewhere. */
const PATIENCE = [MINUTE, 2 * MINUTE, 5 * MINUTE];

/** What became of an honest customer. */
export interface Fate {
  readonly reference: string;
  /** They saw an address for what their cart costs in the end. */
  readonly couldPay: boolean;
  readonly paid: boolean;
}

export async function shopHonestly(shop: BusyShop, plan: CustomerPlan): Promise<Fate> {
  const reference = `cart of ${plan.name}`;
  await shop.sleep(plan.startMs);
  let paymentId: string | undefined;
  for (const { price, afterMs } of plan.presses) {
    await shop.sleep(afterMs);
    paymentId = await pressPatiently(shop, { reference, price, customer: plan.name });
  }
  if (paymentId === undefined || plan.paysAfterMs === undefined)
    return { reference, couldPay: paymentId !== undefined, paid: false };
  await shop.sleep(plan.paysAfterMs);
  shop.pay(paymentId);
  return { reference, couldPay: true, paid: true };
}

async function pressPatiently(shop: BusyShop, wanted: Parameters<BusyShop["press"]>[0]) {
  for (const pause of PATIENCE) {
    const paymentId = await shop.press(wanted);
    if (paymentId !== undefined) return paymentId;
    await shop.sleep(pause);
  }
  return shop.press(wanted);
}

/** A bot with one session, which fills cart after cart and presses pay, all day long. */
export async function pressAllDay(shop: BusyShop, seed: number, number: number): Promise<void> {
  const name = `bot ${number}`;
  const random = randomStream(seed, name);
  let left = DAY;
  for (let press = 0; ; press++) {
    const pause = Math.round(random() * 4 * MINUTE);
    left -= pause;
    if (left < 0) return;
    await shop.sleep(pause);
    const price = (10 + random() * 190).toFixed(2);
    await shop.press({ reference: `${name}, cart ${press}`, price, customer: name });
  }
}

/** Somebody without a cookie, whom the shop cannot know again. */
export async function pressOnce(shop: BusyShop, seed: number, number: number): Promise<void> {
  const name = `stranger ${number}`;
  const random = randomStream(seed, name);
  await shop.sleep(timeOfDay(random));
  await shop.press({ reference: `cart of ${name}`, price: (10 + random() * 190).toFixed(2), customer: name });
}
