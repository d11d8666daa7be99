import type { CheckoutView } from "./view.ts";

/** Where the customer stands. Each has a headline and a sentence saying what happens next and what to do. */
export const stages = [
  /** The gateway has not answered yet: there is no address. */
  "preparing",
  /** Nothing has arrived. */
  "waiting",
  /** Less than due has arrived, and there is time to send the rest. */
  "partial",
  /** Money of another coin arrived, which does not count, and none of the right one. */
  "wrong-coin",
  /** Everything has been seen, by the gateway or on the blockchain, and the gateway has not confirmed it. */
  "confirming",
  /** Paid. */
  "received",
  /** Paid and settled with the shop: nothing more happens. */
  "settled",
  /** Paid, with more than was due. */
  "over",
  /** Everything arrived, after the deadline: a person at the shop decides. */
  "late",
  /** Some arrived, and the order is closed. */
  "underpaid",
  /** The deadline passed and nothing arrived. */
  "expired",
  /** The gateway called the order invalid. */
  "invalid",
] as const;

export type Stage = (typeof stages)[number];

/**
 * Nothing more is going to happen to the order, so the page need not look again. An order that was not paid in time may
 * still be paid late.
 */
export const isFinal = (view: CheckoutView): boolean => view.status === "completed" && view.paid;

const isCovered = ({ coverage }: CheckoutView): boolean => coverage === "full" || coverage === "over";

/** What arrived of other coins and does not count: pairs of coin and amount, without those of zero. */
export const otherCoinsOf = ({ otherCoins }: CheckoutView): [string, string][] =>
  Object.entries(otherCoins).filter(([, amount]) => /[^0.]/.test(amount));

export const hasOtherCoins = (view: CheckoutView): boolean => otherCoinsOf(view).length > 0;

/**
 * The customer is asked for money. The deadline alone ends that: a part that came in time stays payable whatever the gateway
 * said of it, and a page may know that the deadline has passed before the server has said so.
 *
 * @param now the server's time in milliseconds since the epoch.
 */
export const isPayable = (view: CheckoutView, now: number): boolean =>
  view.address !== null &&
  !view.paid &&
  !isCovered(view) &&
  !view.seen &&
  !["pending", "expired", "invalid"].includes(view.status) &&
  !isPast(view.expiresAt, now);

/** No money is asked for any more, and not all of it came: the address is gone. */
export const isClosed = (view: CheckoutView, now: number): boolean =>
  ["underpaid", "expired", "invalid", "wrong-coin"].includes(stageOf(view, now)) && !isPayable(view, now);

/** @param now the server's time in milliseconds since the epoch. */
export function stageOf(view: CheckoutView, now: number): Stage {
  const covered = isCovered(view);
  if (view.late && (view.paid || covered)) return "late";
  if (view.paid) {
    if (view.coverage === "over") return "over";
    return view.status === "completed" ? "settled" : "received";
  }
  if (covered || view.seen) return "confirming";
  const some = view.coverage === "partial";
  if (isPayable(view, now)) {
    if (some) return "partial";
    return hasOtherCoins(view) ? "wrong-coin" : "waiting";
  }
  const past = isPast(view.expiresAt, now);
  if (!past && ["pending", "receiving"].includes(view.status)) return "preparing";
  if (some) return "underpaid";
  if (hasOtherCoins(view)) return "wrong-coin";
  // The gateway calls an order invalid when its time ran out and nothing came, too.
  return view.status === "invalid" && !past ? "invalid" : "expired";
}

const isPast = (time: string | null, now: number): boolean => time !== null && now >= Date.parse(time);
