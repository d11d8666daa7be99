import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leaveUnknown, refuseAttempt } from "../../src/domain/answer.ts";
import { AT_ONCE, applyClock, nextWake } from "../../src/domain/apply-clock.ts";
import { applyNotification } from "../../src/domain/apply-notification.ts";
import type { Purchase } from "../../src/domain/order.ts";
import { CoinCoinError } from "../../src/lib/errors.ts";
import {
  applied,
  asked,
  attemptOf,
  CLOSE,
  DEADLINE,
  issued,
  notification,
  reading,
  START,
  statusTable,
  terms,
} from "./fixtures.ts";
import { Story } from "./story.ts";

const AFTER = "2026-01-01T13:00:00.001Z";

const patience = {
  unresolvedMs: 600_000,
  stalledMs: 6 * 3_600_000,
  unconfirmedMs: Number.POSITIVE_INFINITY,
};
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
    const full = [notification(ID, 1, { usdt: "100" })];
    const { purchase, events, attention } = applied(expired, full, statusTable, AFTER);
    expect(purchase.paid).toMatchObject({ late: true });
    expect(events.map(({ type }) => type)).toEqual(["order.payment", "order.settled", "order.paid_late"]);
    expect(attention.map(({ kind }) => kind)).toEqual(["paid_late"]);
  });

  it("makes money late by when it came, also where no sweep has closed the order yet", () => {
    const full = [notification(ID, 1, { usdt: "100" })];
    expect(applied(issued(undefined, ID), full, statusTable, AFTER).purchase.paid).toMatchObject({
      late: true,
    });
    expect(applied(issued(undefined, ID), full, statusTable, CLOSE).purchase.paid).toMatchObject({
      late: false,
    });
  });

  it("pays in time what came in time and was taken in after the sweep, and tells a person that order.expired is out", () => {
    const expired = tick(issued(undefined, ID), CLOSE).purchase;
    const { purchase, events, open } = applied(expired, [notification(ID, 1, { usdt: "100" })]);
    expect(purchase.paid).toMatchObject({ late: false });
    expect(events.map(({ type }) => type)).toContain("order.paid");
    expect(open).toMatchObject([{ kind: "paid_late", message: expect.stringContaining("order.expired") }]);
  });

  it("judges lateness by the address that the money came to", () => {
    const first = applied(issued(undefined, ID), [notification(ID, 2, { usdt: "40" })]).purchase;
    const second = issued(first, "payment_2", { amountDue: "60" });
    const rest = [notification("payment_2", 2, { usdt: "60" })];
    const moved = {
      ...second,
      attempts: second.attempts.map((order) =>
        order.paymentId === ID ? { ...order, closesAt: START } : order,
      ),
    };
    expect(applied(moved, rest, statusTable, CLOSE).purchase.paid).toMatchObject({ late: false });
    expect(applied(moved, rest, statusTable, AFTER).purchase.paid).toMatchObject({ late: true });
  });

  it("ends the same whenever the sweeps ran", () => {
    const step = fc.record({
      at: fc.constantFrom(START, DEADLINE, CLOSE, AFTER),
      state: fc.constantFrom(0, 1, 2),
      usdt: fc.constantFrom("40", "60", "100", "120"),
      sweeps: fc.array(fc.constantFrom(START, DEADLINE, CLOSE, AFTER), { maxLength: 2 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        const run = (sweeps: boolean) =>
          steps
            .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
            .reduce(
              (purchase, { at, state, usdt, sweeps: times }) =>
                applied(
                  sweeps ? times.reduce((current, time) => tick(current, time).purchase, purchase) : purchase,
                  [notification(ID, state, { usdt })],
                  statusTable,
                  at,
                ).purchase,
              issued(undefined, ID),
            ).paid;
        expect(run(true)).toEqual(run(false));
      }),
      { numRuns: 1000 },
    );
  });

  it("says that a part the gateway settled is short when the deadline that was shown passes", () => {
    const part = applied(issued(undefined, ID), [notification(ID, 1, { usdt: "40" })]);
    expect(nextWake(part.purchase, patience)).toBe(DEADLINE);
    const { change, kinds } = {
      change: applyClock(part.purchase, DEADLINE, patience),
      kinds: part.open.map(({ kind }) => kind),
    };
    expect(kinds).toEqual(["partly_settled"]);
    expect(change.events.map(({ type }) => type)).toEqual(["order.underpaid"]);
    expect(change.resolves).toContain(part.open.at(0)?.id);
    expect(nextWake(change.purchase, patience)).toBe(CLOSE);
    const lapsed = tick(change.purchase, CLOSE);
    expect(lapsed).toMatchObject({ types: [], kinds: [] });
    expect(nextWake(lapsed.purchase, patience)).toBeNull();
  });

  it.each([
    ["another coin came", 0, { trx: "5" }],
    ["the gateway speaks of a settlement", 1, {}],
  ])("never expires an order as unpaid when %s", (_, state, collected) => {
    const odd = applied(issued(undefined, ID), [notification(ID, state, collected)]);
    expect(odd.open).toHaveLength(1);
    const lapsed = tick(odd.purchase, CLOSE);
    expect(lapsed.types).toEqual([]);
    expect(nextWake(lapsed.purchase, patience)).toBeNull();
  });

  it("calls for a person an hour after a full amount where the gateway has never confirmed anything", () => {
    const hour = { ...patience, unconfirmedMs: 3_600_000 };
    const seen = applied(issued(undefined, ID), [notification(ID, 0, { usdt: "100" })]).purchase;
    expect(nextWake(seen, hour)).toBe("2026-01-01T01:00:00.000Z");
    expect(nextWake(seen, patience)).toBe("2026-01-01T06:00:00.000Z");
    const called = applyClock(seen, "2026-01-01T01:00:00.000Z", hour);
    expect(called.attention).toMatchObject([
      { kind: "stalled", message: expect.stringContaining('confirmedBy: "amount"') },
    ]);
    expect(applyClock(called.purchase, "2026-01-01T02:00:00.000Z", hour).attention).toEqual([]);
    const confirmed = applyNotification(called.purchase, reading(notification(ID, 2, { usdt: "100" })));
    if (confirmed.type !== "applied") throw new TypeError("not applied");
    expect(confirmed.change.resolves).toContain(called.attention.at(0)?.id);
  });

  it("keeps what was told before, when it calls for a person", () => {
    const hour = { ...patience, unconfirmedMs: 3_600_000 };
    const part = applied(issued(undefined, ID), [notification(ID, 0, { usdt: "50" })]).purchase;
    const short = tick(part, CLOSE).purchase;
    const seen = applied(short, [notification(ID, 0, { usdt: "100" })]).purchase;
    const called = applyClock(seen, "2026-01-03T00:00:00.000Z", hour).purchase;
    expect(attemptOf(called, ID).told).toEqual(["underpaid", "unconfirmed", "stalled"]);
    const expired = tick(issued(undefined, ID), CLOSE).purchase;
    const invalid = applied(expired, [notification(ID, -1, {})]).purchase;
    expect(attemptOf(invalid, ID).told).toEqual(["expired", "invalid"]);
  });

  it("does not call late what was received in time and confirmed later", () => {
    const seen = applied(issued(undefined, ID), [notification(ID, 0, { usdt: "100" })]).purchase;
    const waited = tick(seen, CLOSE).purchase;
    expect(attemptOf(waited, ID).lapsed).toBe(false);
    expect(applied(waited, [notification(ID, 2, { usdt: "100" })]).purchase.paid).toMatchObject({
      late: false,
    });
  });

  it("releases nothing while the reference is paid or a newer order asks for it", () => {
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

describe("the next look", () => {
  const story = () => new Story(issued(undefined, ID));
  const wake = (told: Story, over: Partial<typeof patience> = {}) =>
    nextWake(told.purchase, { ...patience, ...over });
  const hour = { unconfirmedMs: 3_600_000 };

  it("is the earliest of all that is due, of all attempts", () => {
    const both = new Story(issued(issued(undefined, ID), "payment_2"));
    expect(wake(both)).toBe(CLOSE);
    both.tell("payment_2", 0, { usdt: "100" });
    expect(wake(both, hour)).toBe("2026-01-01T01:00:00.000Z");
    both.tell(ID, 0, { usdt: "100" }, "2025-12-31T23:59:00.000Z");
    expect(wake(both, hour)).toBe("2026-01-01T00:59:00.000Z");
    expect([START, AT_ONCE].toSorted().at(0)).toBe(AT_ONCE);
  });

  it("is none where all is told", () => {
    const told = story();
    told.tell(ID, 0, { usdt: "100" });
    told.sweep(AFTER, hour);
    expect(told.items).toEqual(["stalled payment_1", "stalled payment_1"]);
    expect(wake(told, hour)).toBeNull();
    expect(told.sweep(AFTER, hour).attention).toEqual([]);
  });

  it("is not for a confirmation that came, or a settlement that ended in full", () => {
    const told = story();
    told.tell(ID, 0, { usdt: "100" });
    told.tell(ID, 1, { usdt: "40" });
    expect(wake(told)).toBe("2026-01-01T06:00:00.000Z");
    told.tell(ID, 2, { usdt: "100" });
    expect(wake(told, hour)).toBeNull();
    expect(told.sweep(AFTER, hour).attention).toEqual([]);
  });

  it.each([0, 2])(
    "is for a part under code %i at one deadline: the one shown where it is settled",
    (state) => {
      const told = story();
      told.tell(ID, state, { usdt: "40" });
      expect(wake(told)).toBe(state === 0 ? CLOSE : DEADLINE);
      expect(told.sweep(DEADLINE).events.length).toBe(state === 0 ? 0 : 1);
      told.sweep(CLOSE);
      expect(told.types.filter((type) => type === "order.underpaid")).toHaveLength(1);
      expect(told.items).toEqual(["underpaid payment_1"]);
      expect(wake(told)).toBeNull();
    },
  );

  it("is not for a settled part of a paid reference, of none at all, or of one that has lapsed", () => {
    const both = new Story(issued(issued(undefined, ID), "payment_2"));
    both.tell(ID, 1, { usdt: "40" });
    expect(wake(both)).toBe(DEADLINE);
    both.tell("payment_2", 1, { usdt: "100" });
    expect(wake(both)).toBe(CLOSE);
    expect(both.sweep(DEADLINE).events).toEqual([]);
    both.sweep(CLOSE);
    expect(both.types).not.toContain("order.underpaid");
    const none = story();
    none.tell(ID, 1, {});
    expect(wake(none)).toBe(CLOSE);
    const lapsed = story();
    lapsed.sweep(CLOSE);
    lapsed.tell(ID, 1, { usdt: "40" }, START);
    expect(lapsed.order(ID).told).toEqual(["expired", "settled", "underpaid"]);
    expect(wake(lapsed)).toBeNull();
  });

  it("is for an answer that is missing, and not for a refusal or what was reported", () => {
    const { purchase, order } = asked(undefined, terms());
    const error = new CoinCoinError("gateway_unreachable", "no");
    expect(nextWake(refuseAttempt(purchase, order, error, START).purchase, patience)).toBeNull();
    expect(nextWake(leaveUnknown(purchase, order, error, START).purchase, patience)).toBeNull();
    const swept = new Story(purchase);
    swept.sweep("2026-01-01T00:10:00.000Z");
    expect(swept.open).toMatchObject([{ kind: "outcome_unknown", details: { lastError: "none" } }]);
    expect(swept.purchase.attempts).toEqual([{ ...order, creation: { ...order.creation, reported: true } }]);
    const refused = refuseAttempt(purchase, order, error, START);
    const again = asked(refused.purchase, terms());
    const later = new Story(again.purchase);
    later.sweep("2026-01-01T00:10:00.000Z");
    expect(later.open).toMatchObject([{ details: { lastError: "gateway_unreachable" } }]);
  });

  it("lets nothing expire that a newer attempt asks for, or whose newer one is only being asked for", () => {
    const first = issued(undefined, ID);
    const pending = asked(first, terms({ paymentId: "payment_2" }));
    const asking = new Story(pending.purchase);
    asking.sweep(CLOSE);
    expect(asking.types).toEqual([]);
    const error = new CoinCoinError("gateway_refused", "no");
    const refused = new Story(refuseAttempt(pending.purchase, pending.order, error, START).purchase);
    refused.sweep(CLOSE);
    expect(refused.types).toEqual(["order.expired"]);
    expect(refused.events.at(0)).toMatchObject({ type: "order.expired", paymentId: ID, sequence: 2 });
    const both = new Story(issued(first, "payment_2"));
    both.sweep(CLOSE);
    expect(both.events.map(({ paymentId }) => paymentId)).toEqual(["payment_2"]);
    const paid = new Story(issued(first, "payment_2"));
    paid.tell(ID, 1, { usdt: "100" });
    paid.sweep(CLOSE);
    expect(paid.types).not.toContain("order.expired");
    expect(paid.order("payment_2")).toMatchObject({ lapsed: true, told: [] });
  });
});
