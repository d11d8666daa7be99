import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkExpiry, checkPaymentId, checkPrice } from "../../src/gateway/limits.ts";
import { type CoinCoinError, isCoinCoinError } from "../../src/lib/errors.ts";

function failure(check: () => unknown): CoinCoinError {
  try {
    check();
  } catch (error) {
    if (isCoinCoinError(error)) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("checkPaymentId", () => {
  it("takes what the document allows, and nothing else", () => {
    const allowed = fc.stringMatching(/^[A-Za-z0-9_]{8,32}$/);
    fc.assert(fc.property(allowed, (id) => checkPaymentId(id) === id));
    const any = fc.oneof(fc.string({ maxLength: 40 }), fc.string({ unit: "binary", maxLength: 40 }));
    fc.assert(
      fc.property(any, (id) => {
        fc.pre(!/^[A-Za-z0-9_]{8,32}$/.test(id));
        expect(failure(() => checkPaymentId(id)).code).toBe("payment_id_invalid");
      }),
    );
  });

  it.each([
    [randomUUID(), /id\.replaceAll\("-", ""\)/],
    ["order-123", /replaceAll/],
    ["42", /2 characters.*order_42/],
    ["x".repeat(33), /33 characters.*reference/],
    ["bestellung#1", /other characters.*reference/],
    ["12345678\n", /other characters/],
    ["Zahlung_ä1", /other characters/],
    [12345678, /received a number/],
    [undefined, /undefined/],
    [null, /null/],
  ])("says what is wrong with %j", (id, message) => {
    expect(failure(() => checkPaymentId(id)).message).toMatch(message);
  });

  it("says what works for a UUID", () => {
    expect(checkPaymentId(randomUUID().replaceAll("-", ""))).toHaveLength(32);
  });
});

describe("checkPrice", () => {
  it.each([
    ["100", "100"],
    ["10", "10"],
    ["10.000000000000000001", "10.000000000000000001"],
    [19.99, "19.99"],
    [250n, "250"],
  ])("takes %s", (price, value) => {
    expect(checkPrice(price)).toBe(value);
  });

  it.each([
    ["price_too_low", "9.999999999999999999", /at least 10/],
    ["price_too_low", 0, /received 0/],
    ["price_too_low", "-100", /-100/],
    ["price_invalid", 1.1 * 11, /float/],
    ["price_invalid", Number.NaN, /NaN.*calculation/],
    ["price_invalid", Number.POSITIVE_INFINITY, /Infinity/],
    ["price_invalid", "1,000.00", /separators/],
    ["price_invalid", "100 USD", /currency/],
    ["price_invalid", " 100", /spaces/],
    ["price_invalid", "", /""/],
    ["price_invalid", "1e400", /"1e400"/],
    ["price_invalid", "9".repeat(10_000), /9…/],
    ["price_invalid", null, /null/],
    ["price_invalid", undefined, /undefined/],
    ["price_invalid", { amount: 5 }, /received an object/],
    ["price_invalid", ["100"], /array/],
  ])("refuses with %s: %j", (code, price, message) => {
    const error = failure(() => checkPrice(price));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    expect(error.message.length).toBeLessThan(300);
  });
});

describe("checkExpiry", () => {
  it("takes whole hours from 1 to 48", () => {
    expect([1, 12, 48].map((hours) => checkExpiry(hours))).toEqual([1, 12, 48]);
    for (const hours of [0, -1, 49, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "12", null, undefined]) {
      expect(failure(() => checkExpiry(hours)).code).toBe("expiry_invalid");
    }
  });
});
