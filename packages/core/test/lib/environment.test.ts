import { describe, expect, it } from "vitest";
import { randomId, systemEnvironment } from "../../src/lib/environment.ts";

describe("the system's randomness", () => {
  it("names a hundred thousand things, and no two of them alike, with every letter as often as the others", () => {
    const ids = Array.from({ length: 100_000 }, () => randomId(systemEnvironment, 16));
    expect(new Set(ids).size).toBe(ids.length);
    const counts = new Map<string, number>();
    for (const letter of ids.join("")) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    expect(counts.size).toBe(36);
    const expected = (16 * ids.length) / 36;
    for (const count of counts.values()) expect(Math.abs(count / expected - 1)).toBeLessThan(0.05);
  });
});
