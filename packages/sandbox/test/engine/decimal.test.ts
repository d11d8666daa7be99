import fc from "fast-check";
import { expect, test } from "vitest";
import { formatDecimal, multiply, parseDecimal, placesOf, roundUp } from "../../src/engine/decimal.ts";
import { parseObject, spellNumber } from "../../src/engine/json.ts";

const amounts = fc.bigInt({ min: 1n, max: 10n ** 30n });

test("a decimal is read and written without losing a digit", () => {
  fc.assert(
    fc.property(amounts, (value) => {
      expect(parseDecimal(formatDecimal(value))).toBe(value);
    }),
  );
  expect(formatDecimal(parseDecimal("0100.50") ?? 0n)).toBe("100.5");
  expect(parseDecimal("1e-18")).toBe(1n);
  expect(parseDecimal("1.5e2")).toBe(parseDecimal("150"));
});

test("what is not a decimal of at most 18 places is not read", () => {
  for (const text of [
    "",
    "-1",
    "1e-19",
    ".5",
    "0x10",
    "NaN",
    "1e999",
    " 1",
    "1,5",
    "0.1234567890123456789",
  ]) {
    expect(parseDecimal(text), text).toBeUndefined();
  }
});

test("prices are multiplied and rounded up exactly", () => {
  const at = (text: string): bigint => parseDecimal(text) ?? 0n;
  expect(formatDecimal(multiply(at("19.99"), at("0.0004")))).toBe("0.007996");
  expect(formatDecimal(roundUp(at("1.0000001"), 6))).toBe("1.000001");
  expect(formatDecimal(roundUp(at("1.5"), 6))).toBe("1.5");
  expect(placesOf(at("1.250"))).toBe(2);
});

test("every spelling but the noisy ones is JSON of exactly the same value", () => {
  fc.assert(
    fc.property(amounts, fc.constantFrom("plain", "padded", "exponent"), (value, spelling) => {
      const text = spellNumber(value, spelling);
      expect(typeof JSON.parse(text)).toBe("number");
      const parsed = parseObject(`{"amount":${text}}`);
      const digits = (parsed?.literals["amount"] ?? "")
        .replace(/(\.\d*?)0+(?=e|$)/, "$1")
        .replace(/\.(?=e|$)/, "");
      expect(parseDecimal(digits)).toBe(value);
    }),
  );
  expect(spellNumber(parseDecimal("100.5") ?? 0n, "string")).toBe('"100.5"');
  expect(spellNumber(parseDecimal("0.0045") ?? 0n, "exponent")).toBe("4.5e-3");
  expect(spellNumber(0n, "exponent")).toBe("0e0");
});

test("float noise stays below what eight decimals show", () => {
  fc.assert(
    fc.property(amounts, fc.constantFrom("noise-above", "noise-below"), (value, spelling) => {
      const noisy = parseDecimal(spellNumber(value, spelling)) ?? 0n;
      const distance = noisy > value ? noisy - value : value - noisy;
      expect(distance).toBeLessThan(5n * 10n ** 9n);
    }),
  );
  expect(spellNumber(parseDecimal("100") ?? 0n, "noise-below")).toBe("99.9999999999999");
});

test("numbers in a body keep their spelling, strings are no numbers", () => {
  const parsed = parseObject(
    '{"price":100.10000000000000001,"payment_id":"a\\"1.5","text":"12","n":{"x":1}}',
  );
  expect(parsed?.literals).toEqual({ price: "100.10000000000000001" });
  expect(parsed?.fields["payment_id"]).toBe('a"1.5');
  expect(parseObject("[1]")).toBeUndefined();
  expect(parseObject("{")).toBeUndefined();
});
