import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Decimal, readDecimal } from "../../src/amount.ts";
import { readAccept } from "../../src/config/accept.ts";
import { accepts } from "../../src/gateway/accept.ts";

function decimal(text: string): Decimal {
  const value = readDecimal(text);
  if (value === undefined) throw new Error(text);
  return value;
}

const offered = (amount: string, askedPrice = "100", coin = "usdt", network = "tron") => ({
  coin,
  network,
  amount: decimal(amount),
  askedPrice: decimal(askedPrice),
});

describe("by default", () => {
  const list = readAccept(undefined);

  it("USDT on any network within 5% of the price is taken, its bounds included", () => {
    for (const amount of ["95", "99.5", "100", "105"])
      expect(accepts(list, offered(amount))).toEqual({ accepted: true });
    expect(accepts(list, offered("100", "100", "usdt", "ethereum"))).toEqual({ accepted: true });
    for (const amount of ["94.999999999999999999", "105.000000000000000001", "1", "1000000"]) {
      expect(accepts(list, offered(amount)).accepted, amount).toBe(false);
    }
  });

  it("no other coin is taken, whatever its amount, and the refusal says what to add", () => {
    const verdict = accepts(list, offered("0.03", "100", "eth", "ethereum"));
    expect(verdict).toEqual({
      accepted: false,
      reason: expect.stringContaining("0.03 eth on ethereum for a price of 100"),
    });
    const reason = verdict.accepted ? "" : verdict.reason;
    expect(reason).toContain("that is 0.0003 for 1");
    expect(reason).toContain('{ coin: "eth", network: "ethereum", ratio: { min: "…", max: "…" } }');
    expect(reason).toContain("usdt on any network, 0.95 to 1.05 for 1");
  });
});

describe("what the merchant lists", () => {
  const list = readAccept([
    { coin: "eth", network: "ethereum", ratio: { min: "0.0002", max: "0.0006" } },
    { coin: "USDT", network: "tron" },
  ]);

  it("is taken by coin, network and ratio together", () => {
    expect(accepts(list, offered("0.03", "100", "eth", "ethereum")).accepted).toBe(true);
    expect(accepts(list, offered("0.03", "100", "eth", "arbitrum")).accepted).toBe(false);
    expect(accepts(list, offered("3", "100", "eth", "ethereum")).accepted).toBe(false);
    expect(accepts(list, offered("100")).accepted).toBe(true);
    expect(accepts(list, offered("100", "100", "usdt", "ethereum")).accepted).toBe(false);
    expect(accepts(list, offered("100", "100", "usdc")).accepted).toBe(false);
  });

  it("is judged exactly as the fraction says, for any price and amount", () => {
    const cents = fc.bigInt({ min: 1000n, max: 10n ** 20n });
    fc.assert(
      fc.property(cents, fc.bigInt({ min: 0n, max: 30n }), (price, off) => {
        const spelled = (value: bigint) => `${value / 100n}.${String(value % 100n).padStart(2, "0")}`;
        const amount = price - (price * off) / 200n;
        const within = amount * 100n >= price * 95n;
        expect(accepts(readAccept(undefined), offered(spelled(amount), spelled(price))).accepted).toBe(
          within,
        );
      }),
    );
  });
});
