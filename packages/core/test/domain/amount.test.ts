import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AmountInput,
  add,
  comparablePlaces,
  compare,
  compareAmounts,
  type Decimal,
  divide,
  max,
  multiply,
  type Rounding,
  readDecimal,
  round,
  subtract,
  ZERO,
} from "../../src/domain/amount.ts";

function decimal(input: AmountInput): Decimal {
  const value = readDecimal(input);
  if (value === undefined) throw new Error(`not a decimal: ${input}`);
  return value;
}

/** The oracle: a fraction of integers, made without any code of the module under test. */
interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}

function fraction(text: string): Fraction {
  const [mantissa = "", exponent = "0"] = text.toLowerCase().split("e");
  const [whole = "", places = ""] = mantissa.split(".");
  const n = BigInt(whole.replace("-", "") + places) * (mantissa.startsWith("-") ? -1n : 1n);
  const power = Number(exponent) - places.length;
  return power >= 0 ? { n: n * 10n ** BigInt(power), d: 1n } : { n, d: 10n ** BigInt(-power) };
}

const equal = (a: Fraction, b: Fraction) => a.n * b.d === b.n * a.d;
const order = (a: Fraction, b: Fraction) => {
  const left = a.n * b.d;
  const right = b.n * a.d;
  return left < right ? -1 : left > right ? 1 : 0;
};

const spelling = fc.stringMatching(/^-?\d{1,30}(\.\d{1,30})?([eE][+-]?1?\d)?$/);
const canonicalForm = /^(0|-?([1-9]\d*|0\.\d*[1-9]|[1-9]\d*\.\d*[1-9]))$/;
const roundings = fc.constantFrom<Rounding>("down", "up", "half-up");

describe("readDecimal", () => {
  it("keeps the exact value of any spelling, in the one canonical form", () => {
    fc.assert(
      fc.property(spelling, (text) => {
        const value = decimal(text);
        expect(value).toMatch(canonicalForm);
        expect(equal(fraction(value), fraction(text))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it("reads back whatever it gave, unchanged, up to the largest it reads", () => {
    const wide = fc.stringMatching(/^-?\d{1,80}(\.\d{1,80})?([eE][+-]?\d{1,2})?$/);
    fc.assert(
      fc.property(wide, (text) => {
        const value = readDecimal(text);
        if (value !== undefined) expect(readDecimal(value)).toBe(value);
      }),
      { numRuns: 2000 },
    );
    for (const text of [
      "1e79",
      "12e78",
      "1e-80",
      "-1e-80",
      `-0.${"9".repeat(80)}`,
      "9".repeat(80),
      `${"9".repeat(79)}.5`,
    ]) {
      expect(readDecimal(decimal(text)), text).toBe(decimal(text));
    }
  });

  it.each([
    ["100", "100"],
    ["100.0", "100"],
    ["007", "7"],
    ["-0", "0"],
    ["-0.000", "0"],
    ["0e9999", "0"],
    ["1e-7", "0.0000001"],
    ["1.50E+3", "1500"],
    ["-12.340", "-12.34"],
    ["0.1000000000000000055511151231257827", "0.1000000000000000055511151231257827"],
  ])("reads %s as %s", (text, value) => {
    expect(readDecimal(text)).toBe(value);
  });

  it.each([
    "",
    " ",
    " 1",
    "1 ",
    "1\n",
    "+1",
    "--1",
    "-",
    ".5",
    "5.",
    "1..2",
    "1.2.3",
    "1,000",
    "1,5",
    "1_000",
    "0x10",
    "0b1",
    "1n",
    "NaN",
    "Infinity",
    "-Infinity",
    "1e400",
    "1e-400",
    "1e99999",
    "1e",
    "1e1.5",
    "1e80",
    "12e79",
    "1e-81",
    "١٢",
    "\uff11\uff12",
    "½",
    "1\u0000",
    "\u200b1",
    "\u22121",
    "null",
    "true",
    "1".repeat(81),
    "1".repeat(10_000),
    `0.${"1".repeat(10_000)}`,
    `1${"0".repeat(10_000)}`,
    "0".repeat(10_000),
  ])("refuses %j", (text) => {
    expect(readDecimal(text)).toBe(undefined);
  });

  it("takes a number only when it is surely what was meant", () => {
    expect(readDecimal(19.99)).toBe("19.99");
    expect(readDecimal(1e-7)).toBe("0.0000001");
    expect(readDecimal(1e21)).toBe("1000000000000000000000");
    expect(readDecimal(120_000_000_000_000_000_000)).toBe("120000000000000000000");
    expect(readDecimal(-0)).toBe("0");
    expect(readDecimal(999_999_999_999_999)).toBe("999999999999999");
    for (const number of [
      0.1 + 0.2,
      2 ** 53 + 1,
      1 / 3,
      1.0000000000000002,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      1e308,
      5e-324,
    ]) {
      expect(readDecimal(number), String(number)).toBe(undefined);
    }
  });

  it("reads every number that was written with at most 15 digits as it was written", () => {
    const written = fc.tuple(
      fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }),
      fc.integer({ min: -30, max: 30 }),
    );
    fc.assert(
      fc.property(written, ([digits, exponent]) => {
        const text = `${digits}e${exponent}`;
        expect(readDecimal(Number(text))).toBe(readDecimal(text));
      }),
    );
  });

  it("reads a bigint, and refuses one of more digits than money has", () => {
    expect(readDecimal(10n ** 79n)).toBe(`1${"0".repeat(79)}`);
    expect(readDecimal(-5n)).toBe("-5");
    expect(readDecimal(10n ** 80n)).toBe(undefined);
  });

  it("refuses what is not an amount at all, when types were not checked", () => {
    const values: unknown[] = [
      undefined,
      null,
      true,
      {},
      [],
      ["1"],
      new Date(0),
      { valueOf: () => 1 },
      Symbol("1"),
      () => 1,
    ];
    for (const value of values) {
      // @ts-expect-error: a caller without types
      expect(readDecimal(value)).toBe(undefined);
    }
  });
});

describe("arithmetic", () => {
  const pair = fc.tuple(spelling, spelling);

  it("adds, subtracts and multiplies exactly", () => {
    fc.assert(
      fc.property(pair, ([left, right]) => {
        const [a, b] = [decimal(left), decimal(right)];
        const [x, y] = [fraction(left), fraction(right)];
        expect(equal(fraction(add(a, b)), { n: x.n * y.d + y.n * x.d, d: x.d * y.d })).toBe(true);
        expect(equal(fraction(subtract(a, b)), { n: x.n * y.d - y.n * x.d, d: x.d * y.d })).toBe(true);
        expect(equal(fraction(multiply(a, b)), { n: x.n * y.n, d: x.d * y.d })).toBe(true);
        for (const value of [add(a, b), subtract(a, b), multiply(a, b)]) expect(value).toMatch(canonicalForm);
        expect(subtract(add(a, b), b)).toBe(a);
        expect(subtract(a, a)).toBe(ZERO);
      }),
      { numRuns: 1000 },
    );
  });

  it("compares as the numbers compare, and two of equal value are one text", () => {
    fc.assert(
      fc.property(pair, ([left, right]) => {
        const [a, b] = [decimal(left), decimal(right)];
        const expected = order(fraction(left), fraction(right));
        expect(Math.sign(compare(a, b))).toBe(expected);
        expect(a === b).toBe(expected === 0);
        expect(max(a, b)).toBe(expected >= 0 ? a : b);
      }),
      { numRuns: 1000 },
    );
  });

  it("compares numbers of any sign and length, also where one text begins like the other", () => {
    const near = ["0", "0.05", "0.5", "0.51", "1", "1.05", "1.5", "9", "9.9", "10", "12.49", "12.5", "100"];
    const all = [...near, ...near.slice(1).map((text) => `-${text}`)];
    for (const left of all) {
      for (const right of all) {
        const sign = Math.sign(compare(decimal(left), decimal(right)));
        expect(sign, `${left} to ${right}`).toBe(order(fraction(left), fraction(right)));
      }
    }
  });

  it("does not make the mistakes of floats", () => {
    expect(add(decimal("0.1"), decimal("0.2"))).toBe("0.3");
    expect(subtract(decimal("100"), decimal("99.999999999999999999"))).toBe("0.000000000000000001");
    expect(compare(decimal("9007199254740993"), decimal("9007199254740992"))).toBe(1);
  });
});

/** What rounding means, said of distances: on the right side, less than one step away, nearest where asked. */
function expectRounded(exact: Fraction, rounded: Decimal, places: number, rounding: Rounding): void {
  expect(rounded).toMatch(canonicalForm);
  expect((rounded.split(".")[1] ?? "").length).toBeLessThanOrEqual(places);
  const value = fraction(rounded);
  const magnitude = (f: Fraction): Fraction => ({ n: f.n < 0n ? -f.n : f.n, d: f.d < 0n ? -f.d : f.d });
  const [e, v] = [magnitude(exact), magnitude(value)];
  const gap: Fraction = magnitude({ n: e.n * v.d - v.n * e.d, d: e.d * v.d });
  const step: Fraction = { n: 1n, d: 10n ** BigInt(places) };
  expect(order(gap, step)).toBe(-1);
  if (rounding === "down") expect(order(v, e)).toBeLessThanOrEqual(0);
  if (rounding === "up") expect(order(v, e)).toBeGreaterThanOrEqual(0);
  if (rounding === "half-up") {
    const doubled = { n: gap.n * 2n, d: gap.d };
    expect(order(doubled, step)).toBeLessThanOrEqual(0);
    if (order(doubled, step) === 0) expect(order(v, e)).toBe(1);
  }
  const sign = (f: Fraction) => (f.n === 0n ? 0 : f.n < 0n !== f.d < 0n ? -1 : 1);
  if (value.n !== 0n) expect(sign(value)).toBe(sign(exact));
}

describe("rounding and division", () => {
  it("rounds to the places asked for, on the side asked for", () => {
    fc.assert(
      fc.property(spelling, fc.nat(12), roundings, (text, places, rounding) => {
        expectRounded(fraction(text), round(decimal(text), places, rounding), places, rounding);
      }),
      { numRuns: 1000 },
    );
  });

  it("divides to the places asked for, on the side asked for", () => {
    fc.assert(
      fc.property(spelling, spelling, fc.nat(12), roundings, (left, right, places, rounding) => {
        const [x, y] = [fraction(left), fraction(right)];
        fc.pre(y.n !== 0n);
        const quotient = { n: x.n * y.d, d: x.d * y.n };
        expectRounded(quotient, divide(decimal(left), decimal(right), places, rounding), places, rounding);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ["2.5", 0, "half-up", "3"],
    ["-2.5", 0, "half-up", "-3"],
    ["2.4999999999", 0, "half-up", "2"],
    ["-0.4", 0, "half-up", "0"],
    ["0.0000000001", 8, "up", "0.00000001"],
    ["-0.0000000001", 8, "down", "0"],
    ["9.99", 1, "up", "10"],
    ["1.5", 40, "down", "1.5"],
  ] as const)("rounds %s to %s places, %s, as %s", (text, places, rounding, expected) => {
    expect(round(decimal(text), places, rounding)).toBe(expected);
  });

  it("refuses to divide by zero, and places that are none", () => {
    expect(() => divide(decimal("1"), ZERO, 2, "down")).toThrow(RangeError);
    for (const places of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => round(decimal("1.25"), places, "down")).toThrow(RangeError);
      expect(() => divide(decimal("1"), decimal("3"), places, "down")).toThrow(RangeError);
    }
  });
});

describe("compareAmounts", () => {
  it("counts as many decimals as the coin has, at most eight", () => {
    expect(["usdt", "usdc", "trx", "btc", "eth", "bnb", "constructor", ""].map(comparablePlaces)).toEqual([
      6, 6, 6, 8, 8, 8, 8, 8,
    ]);
  });

  it("takes what a float left of an amount for the amount", () => {
    expect(compareAmounts("usdt", decimal("99.99999999999999"), decimal("100"))).toBe(0);
    expect(compareAmounts("eth", decimal("0.30000000000000004"), decimal("0.3"))).toBe(0);
  });

  it("tells apart the least amounts of the coin", () => {
    expect(compareAmounts("usdt", decimal("99.999999"), decimal("100"))).toBe(-1);
    expect(compareAmounts("btc", decimal("0.00000001"), ZERO)).toBe(1);
  });
});
