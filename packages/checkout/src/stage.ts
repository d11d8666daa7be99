import type { CheckoutView } from "./view.ts";

/** Where the customer stands. Each has a headline and a sentence saying what happens next and what to do. */
export const stages = [
  /** The gateway has not answered yet: there is no address. */
  "preparing",
  /** Nothing has arrived. */
  "waiting",
  /** Less than due has arrived, and there is time to send the rest. */
  "partial",
  /** Everything has been seen, and the gateway has not confirmed it. */
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
 * Nothing more is going to happen to the order, so the page need not look again. An order that expired or is invalid may
 * still be paid late.
 */
export const isFinal = (view: CheckoutView): boolean =>
  view.status === "completed" && (view.paid || !isCovered(view));

const isCovered = ({ coverage }: CheckoutView): boolean => coverage === "full" || coverage === "over";

/** No money is asked for any more, and the address is gone. */
export const isClosed = (stage: Stage): boolean => ["underpaid", "expired", "invalid"].includes(stage);

/** The customer is asked for money. */
export const isPayable = (stage: Stage): boolean => stage === "waiting" || stage === "partial";

/**
 * @param now the server's time in milliseconds since the epoch. A page may know that the deadline has passed before
 *   the server has said so, and then must not ask for money any more.
 */
export function stageOf(view: CheckoutView, now: number): Stage {
  const covered = isCovered(view);
  if (view.late && (view.paid || covered)) return "late";
  if (view.paid) {
    if (view.coverage === "over") return "over";
    return view.status === "completed" ? "settled" : "received";
  }
  if (covered) return "confirming";
  const past = isPast(view.expiresAt, now);
  // The gateway calls an order invalid when its time ran out and nothing came, too.
  if (view.status === "invalid" && !past) return "invalid";
  const some = view.coverage === "partial";
  if (view.status === "settling" || view.status === "completed") return "underpaid";
  if (view.status === "expired" || past) return some ? "underpaid" : "expired";
  if (view.status === "pending" || view.address === null) return "preparing";
  return some ? "partial" : "waiting";
}

const isPast = (time: string | null, now: number): boolean => time !== null && now >= Date.parse(time);
