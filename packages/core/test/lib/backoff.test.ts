import fc from "fast-check";
import { expect, test } from "vitest";
import { backoffMs } from "../../src/lib/backoff.ts";

const retry = { baseMs: 1_000, maxMs: 60_000 };

test("the longest wait doubles with each failure until its ceiling", () => {
  const failures = [1, 2, 3, 4, 5, 6, 7, 8, 1_000];
  expect(failures.map((count) => backoffMs(count, retry, () => 0.999999999))).toEqual([
    1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000,
  ]);
});

test("a wait is a whole number of milliseconds between nothing and the ceiling, however many failures", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e9 }),
      fc.double({ min: 0, max: 0.9999999, noNaN: true }),
      (failures, chance) => {
        const wait = backoffMs(failures, retry, () => chance);
        expect(Number.isSafeInteger(wait)).toBe(true);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(retry.maxMs);
      },
    ),
  );
});
