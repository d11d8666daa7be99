import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deadlines } from "../../src/creation/deadlines.ts";

const CREATED = "2026-01-01T00:00:00.000Z";
const GRACE = 3_600_000;
const silent = { createTime: null, expiredTime: null, expiredHours: null };
type Answer = Parameters<typeof deadlines>[1];

function hours(count: number): string {
  return new Date(Date.parse(CREATED) + count * 3_600_000).toISOString();
}

/** The hour that is shown, and the last for which money is waited, before the grace. */
function ends(earliest: number, latest: number) {
  return { expiresAt: hours(earliest), receivingUntil: hours(latest), closesAt: hours(latest + 1) };
}

function read(answer: Partial<Answer>, expiresInHours = 12) {
  return deadlines({ createdAt: CREATED, expiresInHours }, { ...silent, ...answer }, GRACE);
}

describe("deadlines of an order", () => {
  it("are the hours that were asked for where the gateway gives none", () => {
    expect(read({})).toEqual(ends(12, 12));
  });

  it.each<[string, Partial<Answer>, number, number]>([
    ["a stated time before the hours asked for", { expiredTime: hours(6) }, 6, 12],
    ["a stated time after them", { expiredTime: hours(20) }, 12, 20],
    ["hours of the gateway, fewer", { expiredHours: 2 }, 2, 12],
    ["hours of the gateway, more", { expiredHours: 48 }, 12, 48],
    ["its hours from its own time of creation", { createTime: hours(1), expiredHours: 24 }, 12, 25],
    ["its hours from a creation before ours", { createTime: hours(-1), expiredHours: 4 }, 3, 12],
    ["all three", { createTime: hours(1), expiredTime: hours(5), expiredHours: 19 }, 5, 20],
  ])("show the earliest and wait for the latest: %s", (_, answer, earliest, latest) => {
    expect(read(answer)).toEqual(ends(earliest, latest));
  });

  it.each<[string, Partial<Answer>]>([
    ["no hours at all", { createTime: hours(20), expiredHours: 0 }],
    ["hours below zero", { createTime: hours(20), expiredHours: -5 }],
    ["a time of creation alone", { createTime: hours(20) }],
    ["more hours than the document allows", { expiredHours: 48.5 }],
    ["a time of another year", { expiredTime: "2027-01-01T00:00:00.000Z" }],
    ["a time that is just too far", { expiredTime: hours(96.001) }],
    ["a time long before", { expiredTime: hours(-96.001) }],
  ])("pass over what cannot be a deadline: %s", (_, answer) => {
    expect(read(answer)).toEqual(ends(12, 12));
  });

  it("count the gateway's hours from our own time where its time of creation cannot be", () => {
    expect(read({ createTime: hours(97), expiredHours: 24 })).toEqual(ends(12, 24));
  });

  it("take times up to twice the longest life of an order", () => {
    expect(read({ expiredTime: hours(96) }).closesAt).toBe(hours(97));
  });

  it.each([hours(0), hours(-3)])(
    "do not show a deadline that had passed when the order was made: %s",
    (time) => {
      expect(read({ expiredTime: time })).toEqual(ends(12, 12));
    },
  );

  it("always lie ahead of the order, the shown one first by at least the grace", () => {
    const time = fc.option(fc.integer({ min: -200, max: 200 }).map(hours), { nil: null });
    const answer = fc.record({
      createTime: time,
      expiredTime: time,
      expiredHours: fc.option(fc.integer({ min: -10, max: 100 }), { nil: null }),
    });
    fc.assert(
      fc.property(answer, fc.integer({ min: 1, max: 48 }), (given, asked) => {
        const { expiresAt, closesAt } = read(given, asked);
        expect(expiresAt > CREATED).toBe(true);
        expect(expiresAt <= hours(asked)).toBe(true);
        expect(Date.parse(closesAt) - Date.parse(expiresAt)).toBeGreaterThanOrEqual(GRACE);
        expect(closesAt >= hours(asked + 1)).toBe(true);
      }),
    );
  });
});
