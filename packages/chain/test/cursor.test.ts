import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { advance, type FinalBlock, isOfChain, isPlausible } from "../src/cursor.ts";
import type { Cursor } from "../src/reader.ts";

const BLOCK_SECONDS = 10;
const block = (number: number): FinalBlock => ({ number, at: number * BLOCK_SECONDS });

describe("the cursor", () => {
  it("loses nothing to backends that lag for less than ten minutes", () => {
    // Each look is answered by a backend that lists transactions up to some blocks below the head, and says nothing of it.
    const lags = fc.array(fc.integer({ min: 0, max: 59 }), { minLength: 80, maxLength: 400 });
    const step = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(lags, step, (lagged, blocksATick) => {
        let cursor: Cursor | null = null;
        const seen = new Set<number>();
        let head = 1_000;
        for (const lag of lagged) {
          const from: number = cursor?.next ?? 1_000;
          for (let number = from; number <= head - lag; number += 1) seen.add(number);
          cursor = advance(cursor, from, { final: block(head - 2), readTo: block(head) });
          head += blocksATick;
        }
        const passed = cursor?.next ?? 0;
        for (let number = 1_000; number < passed; number += 1) expect(seen.has(number)).toBe(true);
      }),
    );
  });

  it("never moves back, and stays small", () => {
    const finals = fc.array(fc.integer({ min: 1_000, max: 9_000 }), { maxLength: 300 });
    fc.assert(
      fc.property(finals, (numbers) => {
        let cursor: Cursor | null = null;
        for (const number of numbers) {
          const next: Cursor = advance(cursor, cursor?.next ?? 1_000, {
            final: block(number),
            readTo: block(number + 2),
          });
          expect(next.next).toBeGreaterThanOrEqual(cursor?.next ?? 0);
          cursor = next;
        }
        expect(cursor?.finals.length ?? 0).toBeLessThan(160);
      }),
    );
  });

  it("does not pass what a look did not reach", () => {
    const before: Cursor = { next: 100, finals: [{ number: 900, at: 9_000 }] };
    const after = advance(before, 100, { final: block(5_000), readTo: block(250) });
    expect(after.next).toBe(251);
  });

  it("catches up in steps where a look stops before the head", () => {
    let cursor: Cursor | null = { next: 0, finals: [] };
    for (let look = 0; look < 10; look += 1) {
      const from: number = cursor.next;
      cursor = advance(cursor, from, { final: block(5_000), readTo: block(from + 499) });
    }
    // The tenth look reaches what is not yet ten minutes old.
    expect(cursor.next).toBe(4_500);
  });

  it("is dropped where a later block is lower than what it calls final, and kept where a provider is behind", () => {
    const cursor: Cursor = { next: 900, finals: [block(1_000)] };
    expect(isOfChain(cursor, block(1_001))).toBe(true);
    expect(isOfChain(cursor, block(950))).toBe(true);
    expect(isOfChain(cursor, { number: 950, at: block(1_001).at })).toBe(false);
  });

  it("does not follow a provider that runs ahead of what its chain can be", () => {
    const cursor: Cursor = { next: 1, finals: [block(1_000)] };
    expect(isPlausible(cursor, block(1_060), BLOCK_SECONDS)).toBe(true);
    expect(isPlausible(cursor, { number: 10 ** 9, at: block(1_060).at }, BLOCK_SECONDS)).toBe(false);
  });
});
