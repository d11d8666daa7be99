import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { amountOf } from "../src/decimal.ts";
import { nextLookMs } from "../src/index.ts";
import { retryAfterMs } from "../src/provider/retry-after.ts";
import { scrubber } from "../src/provider/scrub.ts";
import { remembered } from "../src/remembered.ts";

describe("an amount", () => {
  it.each([
    [0n, 6, "0"],
    [1n, 6, "0.000001"],
    [1_500_000n, 6, "1.5"],
    [10n ** 24n, 18, "1000000"],
    [7n, 0, "7"],
  ])("%s of %i places is %s", (units, decimals, amount) => {
    expect(amountOf(units, decimals)).toBe(amount);
  });

  it("keeps every unit, in canonical form", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
        fc.integer({ min: 0, max: 36 }),
        (units, decimals) => {
          const text = amountOf(units, decimals);
          const [whole = "", fraction = ""] = text.split(".");
          expect(BigInt(whole + fraction.padEnd(decimals, "0"))).toBe(units);
          expect(text).toMatch(/^(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/);
        },
      ),
    );
  });
});

describe("looking at an address that costs a call", () => {
  it("happens some fifty times in a day", () => {
    const looks: number[] = [];
    for (let age = 0; age < 86_400_000; age += nextLookMs(age)) looks.push(age);
    expect(looks.slice(0, 5)).toEqual([0, 60_000, 180_000, 420_000, 900_000]);
    expect(looks.length).toBeGreaterThan(45);
    expect(looks.length).toBeLessThan(55);
  });
});

describe("what was read of an address", () => {
  it("is remembered, misspelled ones included, and forgotten before it fills the memory", () => {
    let reads = 0;
    const read = remembered((text) => {
      reads += 1;
      return text === "wrong" ? undefined : text.toUpperCase();
    });
    for (const text of ["a", "a", "wrong", "wrong"])
      expect(read(text)).toBe(text === "wrong" ? undefined : "A");
    expect(reads).toBe(2);
    for (let other = 0; other < 4_000; other += 1) read(String(other));
    expect(read("a")).toBe("A");
    expect(reads).toBe(4_003);
  });
});

describe("Retry-After", () => {
  it.each([
    ["7", 7_000],
    ["99999", 600_000],
    ["Thu, 01 Jan 1970 00:00:09 GMT", 9_000],
    ["soon", undefined],
    ["", undefined],
  ])("%s", (text, ms) => {
    expect(retryAfterMs(new Headers({ "retry-after": text }), 0)).toBe(ms);
  });
});

describe("what a provider wrote", () => {
  const endpoint = {
    url: new URL("https://example.com/v2/s3cr3t-in-the-path?key=s3cr3t%20in%20the%20query"),
    headers: { authorization: "Bearer s3cr3t-in-a-header" },
    name: "example.com",
  };

  it("is printed without anything that was in its URL or headers", () => {
    const scrub = scrubber(endpoint);
    const said = `s3cr3t-in-the-path\n\u0007s3cr3t in the query, s3cr3t-in-a-header; see https://example.com/v2/x`;
    expect(scrub(said)).toBe("[secret] [secret], [secret]; see [url]");
  });

  it("is cut", () => {
    expect(scrubber(endpoint)("x".repeat(5_000)).length).toBeLessThan(250);
  });
});
