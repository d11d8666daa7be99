import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAccept } from "../../src/config/accept.ts";
import { type Decimal, readDecimal } from "../../src/domain/amount.ts";
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

describe("a function of the merchant's", () => {
  const offer = offered("0.03", "100", "eth", "ethereum");

  it("is given exact terms, and takes them with true alone", () => {
    const given: unknown[] = [];
    const judged = (answer: unknown) =>
      accepts(
        readAccept((terms: unknown) => (given.push(terms), answer)),
        offer,
      ).accepted;
    expect([true, false, "", "no", undefined, 1, Promise.resolve(true)].map(judged)).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
    expect(given[0]).toEqual({ coin: "eth", network: "ethereum", amount: "0.03", price: "100" });
  });

  it("says why it refuses, by what it returns or throws", () => {
    const reason = (accept: unknown) => {
      const verdict = accepts(readAccept(accept), offer);
      return verdict.accepted ? "" : verdict.reason;
    };
    expect(reason(() => "the rate is 2 hours old")).toMatch(
      /0\.03 eth on ethereum.*refused it: the rate is 2 hours old$/,
    );
    expect(reason(() => Promise.resolve(true))).toMatch(/no promise/);
    expect(
      reason(() => {
        throw new RangeError("no rate");
      }),
    ).toMatch(/threw: no rate$/);
  });
});

describe("a name that the list does not have", () => {
  const reason = (accept: unknown, coin: string, network: string) => {
    const verdict = accepts(readAccept(accept), offered("100", "100", coin, network));
    return verdict.accepted ? "" : verdict.reason;
  };

  it("may be another name of one that it has: the refusal names the option", () => {
    expect(reason(undefined, "dollar", "tron")).toContain('names: { coins: { "dollar": "usdt" } }');
    expect(reason([{ coin: "usdt", network: "tron" }], "usdt", "t-chain")).toContain(
      'names: { networks: { "t-chain": "tron" } }',
    );
  });

  it("is a usual one of its own otherwise", () => {
    expect(reason(undefined, "eth", "ethereum")).not.toContain("names:");
    expect(reason([{ coin: "usdt", network: "tron" }], "usdt", "ethereum")).not.toContain("names:");
    expect(reason(undefined, "usdt", "t-chain")).toBe("");
  });

  it("is read in the list as it is read in the answer", () => {
    expect(reason([{ coin: "USDT-TRC20" }], "usdt", "tron")).toBe("");
    expect(reason([{ coin: "usdt", network: "TRC20" }], "usdt", "tron")).toBe("");
    expect(reason([{ coin: "usdt", network: "TRC20" }], "usdt", "ethereum")).not.toBe("");
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
