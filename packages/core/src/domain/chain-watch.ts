import { missingAt } from "./chain-attention.ts";
import { provedOf } from "./chain-cover.ts";
import type { OnChain } from "./chain-facts.ts";
import { coverageOf, isConfirmed, isCovered } from "./coverage.ts";
import { type IssuedOrder, isIssued, type Order, type Purchase } from "./order.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** The gateway's clock, ours and the chain's are not one. */
const CLOCKS_APART_MS = 10 * MINUTE_MS;
/** Money that comes after the deadline is looked for this long. */
const AFTER_CLOSE_MS = DAY_MS;
/** And once more so long after the creation. */
const LATE_MS = 7 * DAY_MS;
/** An order that is over is watched a while longer: were its address given out again, its money would be taken for the next one's. */
const AFTER_PROOF_MS = 60 * MINUTE_MS;

/** What a look has to know of an order, without reading it. JSON-safe. */
export interface Watched {
  readonly paymentId: string;
  readonly address: string;
  readonly createdAt: string;
  /** It is its last look, long after the others: it needs one of its own, from its creation on. */
  readonly isLate: boolean;
  /** From then on it is to be read also where a look shows nothing; null: never. */
  readonly visitAt: string | null;
}

/** What a store has an index on. */
export interface Watch extends Watched {
  readonly network: string;
  /** From when on it is looked for. */
  readonly from: string;
}

/** Null: the order is not looked for. */
export function watchOf(order: Order): Watch | null {
  if (!isIssued(order) || order.onChain === null) return null;
  const { network, paymentId, address, createdAt, onChain } = order;
  const { lookFrom, visitAt, watch } = onChain;
  if (lookFrom === null) return null;
  return { network, from: lookFrom, paymentId, address, createdAt, isLate: watch === "late", visitAt };
}

/** Says of each order when a look asks for it, which follows from what is known of it. */
export function withWatch(purchase: Purchase): Purchase {
  if (purchase.attempts.every((order) => !isIssued(order) || order.onChain === null)) return purchase;
  return { ...purchase, attempts: purchase.attempts.map(scheduled) };
}

function scheduled(order: Order): Order {
  if (!isIssued(order) || order.onChain === null) return order;
  const { onChain } = order;
  const isOver = onChain.watch === "over";
  const lookFrom = onChain.watch === "late" ? later(order.createdAt, LATE_MS) : order.createdAt;
  const times = isOver ? { lookFrom: null, visitAt: null } : { lookFrom, visitAt: visitAt(order, onChain) };
  return { ...order, onChain: { ...onChain, ...times } };
}

function visitAt(order: IssuedOrder, { watch, glimpse }: OnChain): string {
  if (glimpse !== null && glimpse.parts.length > 0) return order.createdAt;
  const ends = watch === "late" ? later(order.createdAt, LATE_MS) : later(order.closesAt, AFTER_CLOSE_MS);
  return [missingAt(order), overAt(order)].reduce<string>(
    (first, at) => (at !== undefined && at < first ? at : first),
    ends,
  );
}

/** The time before which nothing that came to an order's address is for it. */
export function countsFrom(createdAt: string): string {
  return later(createdAt, -CLOCKS_APART_MS);
}

export function isOldMoney(at: string, createdAt: string): boolean {
  return at < countsFrom(createdAt);
}

/** After a look that read its address to the end. */
export function nextWatch(order: IssuedOrder, { watch }: OnChain, at: string): OnChain["watch"] {
  const over = overAt(order);
  if (watch === "over" || (over !== undefined && over <= at)) return "over";
  const late = later(order.createdAt, LATE_MS);
  if (watch === "late") return at < late ? "late" : "over";
  if (at < later(order.closesAt, AFTER_CLOSE_MS)) return "open";
  return at < late ? "late" : "over";
}

/** Gateway and chain both show all of it, and the settlement is over. */
function overAt(order: IssuedOrder): string | undefined {
  const coveredAt = order.onChain?.coveredAt ?? null;
  const isProved = isCovered(coverageOf(order, provedOf(order)));
  const isAgreed = order.paid !== null && order.status === "completed" && isConfirmed(order) && isProved;
  return isAgreed && coveredAt !== null ? later(coveredAt, AFTER_PROOF_MS) : undefined;
}

/**
 * Of orders at one address, the one that a transfer is for: the last that was made before it. One payment never counts for two.
 */
export function holderOf<T extends Pick<Watched, "createdAt">>(
  orders: readonly T[],
  at: string,
): T | undefined {
  const byAge = [...orders].sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  const [first] = byAge;
  const holder = byAge.findLast(({ createdAt }) => createdAt <= at);
  if (holder !== undefined) return holder;
  return first !== undefined && !isOldMoney(at, first.createdAt) ? first : undefined;
}

function later(at: string, ms: number): string {
  return new Date(Date.parse(at) + ms).toISOString();
}
