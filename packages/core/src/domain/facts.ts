import { compareAmounts, type Decimal, max, min, subtract, ZERO } from "./amount.ts";
import { coverageOf, isCovered } from "./coverage.ts";
import type { Draft } from "./draft.ts";
import type { IssuedOrder, IssuedStatus } from "./order.ts";
import type { Reading } from "./reading.ts";
import type { StateMeaning } from "./state.ts";
import { fallSubject } from "./subjects.ts";
import { amountIn } from "./worth.ts";

/** More of a coin than was known before. */
export interface Increment {
  readonly coin: string;
  readonly amount: Decimal;
  readonly total: Decimal;
}

/** Joins what a notification says into the facts of the order; returns by how much the amounts grew. */
export function joinFacts(draft: Draft, before: IssuedOrder, reading: Reading): Increment[] {
  const { collected } = reading.notification;
  const received = { ...before.received };
  const confirmed = { ...before.confirmed };
  const increments: Increment[] = [];
  for (const [coin, total] of Object.entries(collected)) {
    if (isBeyond(received, coin, before.coin)) {
      raiseBeyond(draft, before.paymentId, coin);
      continue;
    }
    const known = amountIn(before.received, coin);
    const step = compareAmounts(coin, total, known);
    if (step > 0) increments.push({ coin, total, amount: subtract(total, known) });
    if (step < 0 && reading.corrects !== true) raiseFall(draft, before.paymentId, { coin, known, total });
    note(received, coin, reading.corrects === true ? total : max(known, total));
    const sure = reading.confirms ? total : ZERO;
    note(confirmed, coin, reading.corrects === true ? sure : max(amountIn(before.confirmed, coin), sure));
  }
  draft.update(before.paymentId, {
    received,
    confirmed,
    ...timesOf(before, amountIn(received, before.coin), reading),
    ...statusOf(before, reading),
  });
  return increments;
}

/** What is zero is left out. */
function note(amounts: Record<string, Decimal>, coin: string, amount: Decimal): void {
  if (amount === ZERO) delete amounts[coin];
  else amounts[coin] = amount;
}

/**
 * When a notification came counts, in whatever order they are taken in: how much had come in time, and since when there was
 * enough.
 */
function timesOf(
  before: IssuedOrder,
  received: Decimal,
  { notification, at, corrects }: Reading,
): Pick<IssuedOrder, "coverage" | "receivedInTime" | "coveredAt"> {
  const coverage = coverageOf(before, received);
  const told = amountIn(notification.collected, before.coin);
  const covers = isCovered(coverageOf(before, told));
  const inTime = at <= before.closesAt ? max(before.receivedInTime, told) : before.receivedInTime;
  return {
    coverage,
    receivedInTime: corrects === true ? min(inTime, received) : inTime,
    coveredAt: isCovered(coverage) ? (covers ? earlier(before.coveredAt, at) : before.coveredAt) : null,
  };
}

function earlier(known: string | null, at: string): string {
  return known === null || at < known ? at : known;
}

function statusOf(
  before: IssuedOrder,
  { meaning, corrects }: Reading,
): Pick<IssuedOrder, "status" | "invalidSeen"> {
  if (corrects === true) {
    const status = meaning === "settling" || meaning === "completed" ? meaning : "receiving";
    return { status, invalidSeen: meaning === "invalid" };
  }
  return {
    status: higherStatus(before.status, meaning),
    invalidSeen: before.invalidSeen || meaning === "invalid",
  };
}

function raiseFall(
  draft: Draft,
  paymentId: string,
  { coin, known, total }: { coin: string; known: Decimal; total: Decimal },
): void {
  draft.warn(
    "suspicious_total",
    paymentId,
    fallSubject(paymentId, coin),
    `A notification gave a smaller total than one before it for ${paymentId}: ${total} after ${known} ${coin}. Delivered out of order, or the gateway reports single payments: compare with CoinCoin's own site.`,
    { coin, before: known, now: total },
  );
}

/** A sender who found the webhook's URL could make up names of coins without end. The order's own always has its place. */
const OTHER_COINS = 32;

function isBeyond(received: Readonly<Record<string, Decimal>>, coin: string, own: string): boolean {
  if (coin === own || Object.hasOwn(received, coin)) return false;
  return Object.keys(received).filter((name) => name !== own).length >= OTHER_COINS;
}

function raiseBeyond(draft: Draft, paymentId: string, coin: string): void {
  draft.warn(
    "wrong_coin",
    paymentId,
    [paymentId, "beyond"],
    `${paymentId} got notifications of more than ${OTHER_COINS} coins that it did not ask for: those beyond are kept with the notifications, not with the order. If the webhook URL leaked, replace its token.`,
    { coin },
  );
}

const rank: Readonly<Record<IssuedStatus, number>> = { receiving: 0, settling: 1, completed: 2 };

function higherStatus(status: IssuedStatus, meaning: StateMeaning): IssuedStatus {
  if (meaning !== "settling" && meaning !== "completed") return status;
  return rank[meaning] > rank[status] ? meaning : status;
}
