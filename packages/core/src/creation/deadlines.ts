import type { PendingOrder } from "../domain/order.ts";
import type { CreateAnswer } from "../gateway/wire.ts";
import { isoTime } from "../lib/environment.ts";

const HOUR_MS = 3_600_000;

/**
 * The gateway's answer may give up to three deadlines that disagree (its document's own example does): `expired_time`,
 * `expired` hours from `create_time`, and the hours that were asked for. The customer is shown the earliest; money is
 * waited for until the latest and a grace after it.
 */
export function deadlines(
  order: Pick<PendingOrder, "createdAt" | "expiresInHours">,
  answer: Pick<CreateAnswer, "createTime" | "expiredTime" | "expiredHours">,
  graceMs: number,
): { expiresAt: string; receivingUntil: string; closesAt: string } {
  const asked = Date.parse(order.createdAt);
  const created = plausible(answer.createTime, asked) ?? asked;
  const candidates = [asked + order.expiresInHours * HOUR_MS];
  const stated = plausible(answer.expiredTime, asked);
  if (stated !== undefined) candidates.push(stated);
  if (answer.expiredHours !== null && answer.expiredHours > 0 && answer.expiredHours <= MAX_HOURS) {
    candidates.push(created + answer.expiredHours * HOUR_MS);
  }
  // A deadline that had passed when the order was asked for tells of a clock that is off, not of a deadline.
  const ahead = candidates.filter((deadline) => deadline > asked);
  const latest = Math.max(...candidates);
  return {
    expiresAt: isoTime(Math.min(...ahead)),
    receivingUntil: isoTime(latest),
    closesAt: isoTime(latest + graceMs),
  };
}

/** The document's limit on an order's life; times further than this from now are no deadlines. */
const MAX_HOURS = 48;

function plausible(time: string | null, around: number): number | undefined {
  if (time === null) return undefined;
  const ms = Date.parse(time);
  return Math.abs(ms - around) <= 2 * MAX_HOURS * HOUR_MS ? ms : undefined;
}
