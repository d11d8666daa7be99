import type { CheckoutView } from "../view.ts";

const statusRank = { pending: 0, receiving: 1, expired: 1, invalid: 1, settling: 2, completed: 3 };
const coverageRank = { none: 0, partial: 1, full: 2, over: 3 };

/**
 * What is known after `next` arrived. Streams and polls can overtake one another and servers can lag behind each other:
 * whatever was shown once (money that arrived, an order that is paid) is never taken back by an older answer.
 */
export function mergeViews(shown: CheckoutView | null, next: CheckoutView): CheckoutView {
  if (shown === null || shown.paymentId !== next.paymentId) return next;
  const [older, newer] = Date.parse(next.now) < Date.parse(shown.now) ? [next, shown] : [shown, next];
  const ahead = statusRank[older.status] > statusRank[newer.status] ? older : newer;
  const covered = coverageRank[older.coverage] > coverageRank[newer.coverage] ? older : newer;
  const received = larger(older.received, newer.received);
  return {
    ...newer,
    status: ahead.status,
    address: ahead.address,
    paymentUri: ahead.paymentUri,
    coverage: covered.coverage,
    paid: older.paid || newer.paid,
    late: older.late || newer.late,
    received,
    remaining: received === newer.received ? newer.remaining : older.remaining,
    otherCoins: largest(older.otherCoins, newer.otherCoins),
    coin: newer.coin ?? older.coin,
    network: newer.network ?? older.network,
    amountDue: newer.amountDue ?? older.amountDue,
    expiresAt: newer.expiresAt ?? older.expiresAt,
  };
}

function largest(a: Record<string, string>, b: Record<string, string>): Record<string, string> {
  const all = { ...a };
  for (const [coin, amount] of Object.entries(b)) all[coin] = larger(all[coin] ?? "0", amount);
  return all;
}

/** `"50.0"` and `"50"` are the same amount. */
const canonical = (amount: string): string => (amount.includes(".") ? amount.replace(/\.?0+$/, "") : amount);

/** Of two plain decimals. Floats would call two close amounts the same. */
export function larger(a: string, b: string): string {
  const [wholeA = "", fractionA = ""] = canonical(a).split(".");
  const [wholeB = "", fractionB = ""] = canonical(b).split(".");
  const width = Math.max(wholeA.length, wholeB.length);
  const left = wholeA.padStart(width, "0") + fractionA;
  const right = wholeB.padStart(width, "0") + fractionB;
  return left > right ? a : b;
}

/** Whether what a server sent is a view at all: a proxy's error page is not. */
export function isView(value: unknown): value is CheckoutView {
  if (typeof value !== "object" || value === null) return false;
  const view: Partial<Record<keyof CheckoutView, unknown>> = value;
  return (
    typeof view.paymentId === "string" &&
    typeof view.status === "string" &&
    Object.hasOwn(statusRank, view.status) &&
    typeof view.coverage === "string" &&
    Object.hasOwn(coverageRank, view.coverage) &&
    typeof view.received === "string" &&
    typeof view.now === "string" &&
    typeof view.otherCoins === "object" &&
    view.otherCoins !== null
  );
}
