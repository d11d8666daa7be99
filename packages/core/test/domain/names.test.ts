import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readNames } from "../../src/config/names.ts";
import { readCreateAnswer, readNotification } from "../../src/gateway/wire.ts";

const answered = (over: Record<string, unknown>, names = readNames(undefined)) => {
  const body = {
    payment_id: "EX100100100",
    address: "coincoinresponseexample",
    amount: 100,
    state: 0,
    ...over,
  };
  const { coin, network } = readCreateAnswer(JSON.stringify(body), { paymentId: "EX100100100", names });
  return `${coin} on ${network}`;
};

const notified = (
  payment: Record<string, unknown>,
  collected: Record<string, number>,
  names = readNames(undefined),
) => {
  const body = { payment: { payment_id: "EX100100100", ...payment }, collected, state: 1 };
  const { coin, network, collected: totals } = readNotification(JSON.stringify(body), names);
  return { coin, network, totals };
};

describe("other names of one thing", () => {
  it.each([
    ["tron", "trc20", "TRC20", "TRC-20", "Tron (TRC20)", "trx", "TRX"],
    ["ethereum", "erc20", "ERC-20", "ETH", "Ethereum (ERC20)"],
    ["bsc", "BEP20", "bnb", "BNB Smart Chain", "BSC (BEP20)"],
    ["bitcoin", "btc"],
  ])("%s is a network that is written in several ways", (network, ...others) => {
    for (const other of others) {
      expect(answered({ coin: "usdt", network: other }), other).toBe(`usdt on ${network}`);
      expect(notified({ network: other }, {}).network, other).toBe(network);
    }
  });

  it.each([
    ["usdt", "tether", "Tether USD"],
    ["eth", "ethereum", "Ether"],
    ["trx", "tron", "TRON"],
    ["btc", "bitcoin"],
  ])("%s is a coin that is written in several ways", (coin, ...others) => {
    for (const other of others) {
      expect(answered({ coin: other, network: "tron" }), other).toBe(`${coin} on tron`);
      expect(notified({ coin: other }, { [other]: 5 }), other).toMatchObject({
        coin,
        totals: { [coin]: "5" },
      });
    }
  });

  it.each([
    ["usdt_trc20", "tron"],
    ["usdt-trc20", "tron"],
    ["usdt.trc20", "tron"],
    ["USDTTRC20", "tron"],
    ["USDT (TRC20)", "tron"],
    ["TRC20-USDT", "tron"],
    ["USDT-ERC20", "ethereum"],
    ["usdt_bep20", "bsc"],
  ])("%s is USDT on its network, whether or not a network is said too", (coin, network) => {
    expect(answered({ coin })).toBe(`usdt on ${network}`);
    expect(answered({ coin, network })).toBe(`usdt on ${network}`);
    const read = { coin: "usdt", network, totals: { usdt: "5" } };
    expect(notified({ coin }, { [coin]: 5 })).toEqual(read);
    expect(notified({ coin, network }, { [coin]: 5 })).toEqual(read);
    expect(notified({}, { [coin]: 5 })).toEqual({ ...read, coin: null });
  });

  it("a coin that tells another network than the one beside it keeps its name, for a person to look at", () => {
    expect(answered({ coin: "usdt_erc20", network: "tron" })).toBe("usdt_erc20 on tron");
    expect(notified({ coin: "usdt", network: "tron" }, { usdt_erc20: 90, usdt: 10 })).toMatchObject({
      totals: { usdt_erc20: "90", usdt: "10" },
    });
    expect(notified({}, { usdt_erc20: 90, usdt_trc20: 10 })).toEqual({
      coin: null,
      network: null,
      totals: { usdt_erc20: "90", usdt_trc20: "10" },
    });
  });

  it("of two spellings of one coin the larger amount counts, never the sum", () => {
    expect(notified({ network: "trc20" }, { usdt: 60, usdt_trc20: 100 }).totals).toEqual({ usdt: "100" });
  });

  it("what nobody could mistake is left as it is", () => {
    for (const network of ["tronix", "eth2", "arbitrum", "bep2", "polygon"])
      expect(answered({ coin: "usdt", network })).toBe(`usdt on ${network}`);
    for (const coin of ["usd", "usdt_polygon", "usdtx", "weth"])
      expect(answered({ coin, network: "tron" })).toBe(`${coin} on tron`);
  });
});

describe("the merchant's own names", () => {
  const names = readNames({
    networks: { "T-Chain": "TRC20", polygon: "matic", trx: "other" },
    coins: { dollar: "tether", "usdt poly": { coin: "USDT", network: "Matic" } },
  });

  it("count before the built-in ones, in answers and notifications alike", () => {
    expect(answered({ coin: "Dollar", network: "t chain" }, names)).toBe("usdt on tron");
    expect(answered({ coin: "usdt_poly" }, names)).toBe("usdt on matic");
    expect(answered({ coin: "usdt", network: "polygon" }, names)).toBe("usdt on matic");
    expect(answered({ coin: "usdt", network: "trx" }, names)).toBe("usdt on other");
    expect(answered({ coin: "usdt", network: "trc20" }, names)).toBe("usdt on tron");
    expect(notified({ coin: "dollar", network: "t-chain" }, { dollar: 5 }, names)).toEqual({
      coin: "usdt",
      network: "tron",
      totals: { usdt: "5" },
    });
  });
});

it("reading names again changes nothing, whatever they are", () => {
  const name = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom("usdt_trc20", "TRC20", "tron", "bnb"));
  fc.assert(
    fc.property(name, name, (coin, network) => {
      const read = (): string | undefined => {
        try {
          return answered({ coin, network });
        } catch {
          return undefined;
        }
      };
      const once = read();
      if (once === undefined) return;
      const [c = "", n = ""] = once.split(" on ");
      if (`${c} on ${n}` === once) expect(answered({ coin: c, network: n })).toBe(once);
    }),
  );
});
