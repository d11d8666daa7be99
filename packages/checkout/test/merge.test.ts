import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventsBetween } from "../src/element/events.ts";
import { isView, larger, mergeViews } from "../src/element/merge.ts";
import { type CheckoutView, stageOf } from "../src/index.ts";
import { exampleView, stageChanges } from "./support/views.ts";

const start = Date.parse("2026-03-01T12:00:00Z");

/** One order as it was told at different times. */
const views = fc
  .record({
    at: fc.integer({ min: 0, max: 100 }),
    status: fc.constantFrom("pending", "receiving", "settling", "completed", "expired", "invalid"),
    coverage: fc.constantFrom("none", "partial", "full", "over"),
    received: fc.integer({ min: 0, max: 120 }).map(String),
    paid: fc.boolean(),
    late: fc.boolean(),
    trx: fc.integer({ min: 0, max: 9 }).map(String),
  })
  .map(
    ({ at, trx, ...changes }): CheckoutView => exampleView({ ...changes, otherCoins: { trx } }, start + at),
  );

describe("mergeViews", () => {
  it("never shows less than was shown", () => {
    fc.assert(
      fc.property(fc.array(views, { minLength: 2, maxLength: 8 }), (all) => {
        let shown: CheckoutView | null = null;
        for (const next of all) {
          const before: CheckoutView | null = shown;
          shown = mergeViews(before, next);
          expect(Number(shown.received)).toBeGreaterThanOrEqual(Number(next.received));
          expect(Number(shown.otherCoins["trx"])).toBeGreaterThanOrEqual(Number(next.otherCoins["trx"]));
          if (before === null) continue;
          expect(Number(shown.received)).toBeGreaterThanOrEqual(Number(before.received));
          expect(shown.paid || !before.paid).toBe(true);
          expect(shown.late || !before.late).toBe(true);
        }
      }),
    );
  });

  it("takes the same view twice for one", () => {
    fc.assert(
      fc.property(views, (view) => {
        expect(mergeViews(view, view)).toEqual(view);
      }),
    );
  });

  it("is not led back by an older answer that came last", () => {
    const older = exampleView({}, start);
    const newer = exampleView(stageChanges.received, start + 1000);
    expect(mergeViews(newer, older)).toEqual(newer);
    expect(mergeViews(older, newer)).toEqual(newer);
  });

  it("keeps the address when a lagging server does not know the terms yet", () => {
    const shown = exampleView({}, start);
    expect(mergeViews(shown, exampleView(stageChanges.preparing, start + 1000))).toMatchObject({
      status: "receiving",
      address: shown.address,
      amountDue: "100",
    });
  });

  it("does not offer the address of a closed order again", () => {
    const expired = exampleView(stageChanges.expired, start + 1000);
    expect(mergeViews(expired, exampleView({}, start)).address).toBeNull();
  });

  it("starts again with another order", () => {
    const other = exampleView({ paymentId: "EX200200200" }, start - 1000);
    expect(mergeViews(exampleView(stageChanges.received, start), other)).toBe(other);
  });
});

describe("larger", () => {
  it.each([
    ["9", "10", "10"],
    ["0.1", "0.09", "0.1"],
    ["100000000000000000.000000000000000001", "100000000000000000", "100000000000000000.000000000000000001"],
    ["50", "50.0", "50.0"],
    ["100", "20", "100"],
  ])("of %s and %s is %s", (a, b, expected) => {
    expect(larger(a, b)).toBe(expected);
  });
});

describe("isView", () => {
  it("knows a view from an error or a proxy's page", () => {
    expect(isView(exampleView())).toBe(true);
    for (const other of [
      null,
      "x",
      {},
      { error: { code: "order_not_found" } },
      { ...exampleView(), status: "constructor" },
    ]) {
      expect(isView(other)).toBe(false);
    }
  });
});

describe("eventsBetween", () => {
  const shown = (
    stage: keyof typeof stageChanges,
  ): { view: CheckoutView; stage: ReturnType<typeof stageOf> } => {
    const view = exampleView(stageChanges[stage], start);
    return { view, stage: stageOf(view, start) };
  };

  it.each([
    ["waiting", "waiting", []],
    ["waiting", "partial", ["coincoin:payment", "coincoin:change"]],
    ["partial", "received", ["coincoin:payment", "coincoin:paid", "coincoin:change"]],
    ["received", "settled", ["coincoin:settled", "coincoin:change"]],
    ["received", "over", ["coincoin:payment", "coincoin:overpaid", "coincoin:change"]],
    ["expired", "late", ["coincoin:payment", "coincoin:paid", "coincoin:late", "coincoin:change"]],
    ["waiting", "wrong-coin", ["coincoin:wrong-coin", "coincoin:change"]],
    ["wrong-coin", "wrong-coin", []],
    ["waiting", "expired", ["coincoin:expired", "coincoin:change"]],
    ["partial", "underpaid", ["coincoin:underpaid", "coincoin:change"]],
  ] as const)("from %s to %s are %j", (before, after, expected) => {
    expect(eventsBetween(shown(before), shown(after))).toEqual(expected);
  });

  it("tell of what was there from the beginning", () => {
    expect(eventsBetween(null, shown("received"))).toEqual([
      "coincoin:payment",
      "coincoin:paid",
      "coincoin:change",
    ]);
  });
});
