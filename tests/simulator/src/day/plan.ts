import { randomStream } from "../random.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** How many come in each hour of the day: few at night, most in the evening. */
const HOURS = [2, 1, 1, 1, 1, 2, 3, 4, 5, 5, 5, 6, 6, 6, 5, 5, 6, 7, 8, 8, 8, 7, 5, 3];
/** Chance of one more change of the cart, after pay was pressed. */
const CHANGES = 0.25;
/** Of changes that put the cart back to what it cost before. */
const BACK = 0.3;
const PAYS = 0.8;
/** Of customers who press pay again without a change: reload, the back button, a second tab. */
const PRESSES_AGAIN = 0.3;

/** One honest customer: what they press pay for, one after the other, and whether they pay the last. */
export interface CustomerPlan {
  readonly name: string;
  readonly startMs: number;
  /** Prices of the cart, each pressed at this time after the one before. */
  readonly presses: readonly { readonly price: string; readonly afterMs: number }[];
  /** From the last address to the payment; undefined: never. */
  readonly paysAfterMs: number | undefined;
}

export function planCustomers(seed: number, count: number): CustomerPlan[] {
  return Array.from({ length: count }, (_, number) => planCustomer(seed, number));
}

function planCustomer(seed: number, number: number): CustomerPlan {
  const name = `customer ${number}`;
  const random = randomStream(seed, name);
  const startMs = timeOfDay(random);
  const prices = [price(random)];
  while (random() < CHANGES) {
    const earlier = prices[Math.floor(random() * prices.length)];
    prices.push(random() < BACK && earlier !== undefined ? earlier : price(random));
  }
  const pressed = prices.flatMap((each) => (random() < PRESSES_AGAIN ? [each, each] : [each]));
  const presses = pressed.map((each) => ({ price: each, afterMs: Math.round(random() * 4 * MINUTE) }));
  const paysAfterMs = random() < PAYS ? Math.round((1 + random() * 24) * MINUTE) : undefined;
  return { name, startMs, presses, paysAfterMs };
}

function price(random: () => number): string {
  return (10 + random() * 190).toFixed(2);
}

export function timeOfDay(random: () => number): number {
  const all = HOURS.reduce((sum, weight) => sum + weight, 0);
  let left = random() * all;
  const hour = HOURS.findIndex((weight) => {
    left -= weight;
    return left < 0;
  });
  return Math.round((hour + random()) * HOUR);
}
