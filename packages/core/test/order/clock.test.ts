import { describe, expect, it } from "vitest";
import { applyClock, nextWake } from "../../src/order/clock.ts";
import type { Purchase } from "../../src/order/order.ts";
import { applied, asked, attemptOf, CLOSE, issued, notification, START, terms } from "./fixtures.ts";

const patience = { unresolvedMs: 600_000, stalledMs: 6 * 3_600_000 };
const ID = "payment_1";

function tick(purchase: Purchase, at: string) {
  const { purchase: next, events, attention } = applyClock(purchase, at, patience);
  return { purchase: next, types: events.map(({ type }) => type), kinds: attention.map(({ kind }) => kind) };
}

describe("silence", () => {
  it("expires an order that received nothing, once, and not before its grace is over", () => {
    const purchase = issued(undefined, ID);
    expect(nextWake(purchase, patience)).toBe(CLOSE);
    expect(tick(purchase, "2026-01-01T12:59:59.999Z").types).toEqual([]);
    const expired = tick(purchase, CLOSE);
    expect(expired.types).toEqual(["order.expired"]);
    expect(nextWake(expired.purchase, patience)).toBeNull();
    expect(tick(expired.purchase, CLOSE).types).toEqual([]);
  });

  it("tells of a part that came when the deadline passed", () => {
    const part = applied(issued(undefined, ID), [notification(ID, 0, { usdt: "40" })]).purchase;
    expect(tick(part, CLOSE)).toMatchObject({ types: ["order.underpaid"], kinds: ["underpaid"] });
  });

  it("tells of parts that come after the deadline, each for itself, and raises the event once", () => {
    const expired = tick(issued(undefined, ID), CLOSE).purchase;
    const parts = [notification(ID, 0, { usdt: "40" }), notification(ID, 0, { usdt: "60" })];
    const { events, attention } = applied(expired, [...parts, ...parts]);
    expect(events.filter(({ type }) => type === "order.underpaid")).toHaveLength(1);
    const told = attention.filter(({ kind }) => kind === "underpaid");
    expect(new Set(told.map(({ id }) => id)).size).toBe(2);
    expect(told.at(1)?.details).toEqual({ coin: "usdt", received: "60", missing: "40" });
  });

  it("makes money that comes afterwards late, and still pays the reference once", () => {
    const expired = tick(issued(undefined, ID), CLOSE).purchase;
    const { purchase, events, attention } = applied(expired, [notification(ID, 1, { usdt: "100" })]);
    expect(purchase.paid).toMatchObject({ late: true });
    expect(events.map(({ type }) => type)).toEqual(["order.payment", "order.completed", "order.paid_late"]);
    expect(attention.map(({ kind }) => kind)).toEqual(["paid_late"]);
  });

  it("does not call late what was received in time and confirmed later", () => {
    const seen = applied(issued(undefined, ID), [notification(ID, 0, { usdt: "100" })]).purchase;
    const waited = tick(seen, CLOSE).purchase;
    expect(attemptOf(waited, ID).lapsed).toBe(false);
    expect(applied(waited, [notification(ID, 2, { usdt: "100" })]).purchase.paid).toMatchObject({
      late: false,
    });
  });

  it("releases nothing while the reference is paid or is asked for anew", () => {
    const renewed = issued(issued(undefined, ID), "payment_2");
    expect(tick(renewed, CLOSE).types).toEqual(["order.expired"]);
    expect(attemptOf(tick(renewed, CLOSE).purchase, ID).lapsed).toBe(true);
    const paid = applied(renewed, [notification("payment_2", 1, { usdt: "100" })]).purchase;
    expect(tick(paid, CLOSE).types).toEqual([]);
  });

  it("calls for a person when a full amount is never confirmed, or a payment never completed", () => {
    const seen = applied(issued(undefined, ID), [notification(ID, 0, { usdt: "100" })]).purchase;
    expect(nextWake(seen, patience)).toBe("2026-01-01T06:00:00.000Z");
    const stalled = applyClock(seen, "2026-01-01T06:00:00.000Z", patience);
    expect(stalled.attention).toMatchObject([{ kind: "stalled", details: { reason: "unconfirmed" } }]);
    const settling = applied(issued(undefined, ID), [notification(ID, 2, { usdt: "100" })]).purchase;
    expect(applyClock(settling, "2026-01-01T06:00:00.000Z", patience).attention).toMatchObject([
      { kind: "stalled", details: { reason: "not_completed" } },
    ]);
    const done = applied(settling, [notification(ID, 1, { usdt: "100" })]).purchase;
    expect(nextWake(done, patience)).toBeNull();
  });

  it("calls for a person when an order stays without an answer, once", () => {
    const { purchase } = asked(undefined, terms());
    expect(nextWake(purchase, patience)).toBe("2026-01-01T00:10:00.000Z");
    expect(tick(purchase, START).kinds).toEqual([]);
    const told = tick(purchase, "2026-01-01T00:10:00.000Z");
    expect(told.kinds).toEqual(["outcome_unknown"]);
    expect(nextWake(told.purchase, patience)).toBeNull();
  });
});
