import type { DayResult } from "./day.ts";
import type { DayOptions } from "./options.ts";

/** So large a share of honest customers has to be able to pay, where the gateway's limit allows it. */
export const ENOUGH = 0.995;

export function shareOf({ couldPay, customers }: DayResult): number {
  return customers === 0 ? 1 : couldPay / customers;
}

export function describeDay(options: DayOptions, result: DayResult, need: number): string {
  const { gatewayOrders, hours } = options;
  const share = shareOf(result);
  const isAllowed = need <= gatewayOrders;
  const refusals = [...result.refusals].map(([code, count]) => `${number(count)} ${code}`).join(", ");
  const verdict = !isAllowed
    ? `the gateway's own limit does not allow all of them`
    : share >= ENOUGH
      ? "as it should be"
      : `fewer than ${percent(ENOUGH)}`;
  return [
    `A day of a busy shop (seed ${options.seed}): ${number(options.customers)} honest customers, ${number(options.bots)} bots that press pay every two minutes, ${number(options.strangers)} presses without a session.`,
    `Orders live ${hours} h; the shop ${options.givesCustomer ? "says" : "does not say"} whose they are.`,
    "",
    `Honest customers who could pay   ${number(result.couldPay)} of ${number(result.customers)}, ${percent(share)}: ${verdict}`,
    `Paid, and fulfilled              ${number(result.paid)}, ${number(result.served)}; fulfilled without a payment: ${number(result.servedUnpaid)}`,
    `Refused                          ${refusals === "" ? "nobody" : refusals}`,
    `Orders made                      ${number(result.orders)}, with ${number(result.requests ?? 0)} requests to the gateway of 100,000 a day`,
    `Open at once, at most            ${number(result.peak)} by the gateway's books; the shop's count was off by ${number(result.miscount)} at most`,
    "",
    `The gateway's limit: ${number(gatewayOrders)} orders at once, so ${number((gatewayOrders * 24) / hours)} a day that nobody pays. The honest customers alone need ${number(need)} at once${isAllowed ? "" : ": ask CoinCoin for more, or let orders expire sooner"}.`,
  ].join("\n");
}

function number(value: number): string {
  return Math.round(value).toLocaleString("en");
}

function percent(share: number): string {
  return `${(Math.floor(share * 10_000) / 100).toFixed(2)}%`;
}
