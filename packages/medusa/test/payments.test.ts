import { CoinCoin, memoryStore, type Purchase } from "@coincoin/core";
import { createSandbox } from "@coincoin/sandbox";
import { describe, expect, it } from "vitest";
import { translated } from "../src/api/request.ts";
import { accountOf, covers } from "../src/payments/account.ts";
import { collectionIdOf, paymentIdOf, referenceOf, sessionIdOf } from "../src/payments/ids.ts";
import { exact, inCents, inWords, reaches } from "../src/payments/money.ts";
import { priceOf } from "../src/payments/price.ts";
import { CART_AMOUNT, CART_CURRENCY } from "../src/payments/worth.ts";
import { NotYet } from "../src/placing/refusals.ts";

describe("amounts", () => {
  it.each([
    [26.1, "26.1"],
    ["0.1", "0.1"],
    [{ value: "21.0084033613445378", precision: 20 }, "21.0084033613445378"],
    [1e21, "1000000000000000000000"],
  ])("%j is %s to the last digit", (amount, text) => {
    expect(exact(amount)).toBe(text);
  });

  it("become prices in whole cents, never less than the cart", () => {
    expect(inCents("21.0084033613445378")).toBe("21.01");
    expect(inCents("26.10")).toBe("26.1");
    expect(inCents("26.1000001")).toBe("26.11");
  });

  it("are written for people with the digits of their currency, and more where there are more", () => {
    expect(inWords("26.1", "usd")).toBe("26.10 USD");
    expect(inWords("28.90575", "eur")).toBe("28.90575 EUR");
    expect(inWords("2600", "jpy")).toBe("2600 JPY");
  });

  it("below CoinCoin's minimum are asked for as the minimum where they are a rest, and stand for more", async () => {
    const usd = { currencies: ["usd"], convert: undefined };
    expect(await priceOf({ amount: "5", currency: "usd" }, usd, true)).toEqual({ price: "10", amount: "10" });
    expect(await priceOf({ amount: "5", currency: "usd" }, usd, false)).toEqual({ price: "5", amount: "5" });
    const euro = { currencies: [], convert: () => "4" };
    expect(await priceOf({ amount: "3", currency: "eur" }, euro, true)).toEqual({
      price: "10",
      amount: "7.5",
    });
  });

  it("reach what is owed when they do after rounding to 8 decimals, and not a hundred-millionth before", () => {
    expect(reaches("26.099999999", "26.1")).toBe(true);
    expect(reaches("26.09999999", "26.1")).toBe(false);
  });
});

it("the one who asks for what cannot be done yet is told so, and not that something unknown went wrong", async () => {
  const asked = translated(Promise.reject(new NotYet("Another server is placing this cart.")));
  await expect(asked).rejects.toMatchObject({
    type: "conflict",
    message: "Another server is placing this cart.",
  });
});

describe("ids", () => {
  const session = "payses_01M826ZH4NFP6RRPWXQFBZ1FC4";

  it("of payments are those of sessions without their prefix, with room for a number", () => {
    expect(paymentIdOf(session)).toBe("01M826ZH4NFP6RRPWXQFBZ1FC4");
    expect(paymentIdOf(session, 12)).toBe("01M826ZH4NFP6RRPWXQFBZ1FC4_12");
    expect(sessionIdOf("01M826ZH4NFP6RRPWXQFBZ1FC4_12")).toBe(session);
  });

  it.each(["payses_short", "payses_01M826ZH4NFP6RRPWXQFBZ1FC4' OR 1=1", "01M826ZH4NFP6RRPWXQFBZ1FC4", ""])(
    "%s names no session",
    (id) => {
      expect(paymentIdOf(id)).toBeUndefined();
    },
  );

  it("of references lead back to their collection, and others to none", () => {
    expect(collectionIdOf(referenceOf("pay_col_01A"))).toBe("pay_col_01A");
    expect(collectionIdOf(referenceOf("pay_col_01A", 3))).toBe("pay_col_01A");
    expect(collectionIdOf("invoice-17")).toBeUndefined();
  });
});

describe("what the orders of a cart are worth", () => {
  it("follows what was confirmed, at each order's own rate, and only in the cart's currency", async () => {
    await using sandbox = await createSandbox({ rates: { usdt: "0.98" } });
    const store = memoryStore();
    await using coincoin = new CoinCoin({
      appId: "sandbox-app",
      secretKey: "sandbox-secret",
      apiUrl: sandbox.apiUrl,
      publicUrl: "http://127.0.0.1:1/coincoin",
      store,
      delivery: "manual",
    });
    const reference = "pay_col_01A";
    const price = "20";
    const order = await coincoin.createOrder({
      reference,
      price,
      metadata: { [CART_AMOUNT]: "18.5", [CART_CURRENCY]: "eur" },
    });
    expect(order.amountDue).toBe("19.6");
    const read = async (): Promise<Purchase[]> => {
      const purchase = await coincoin.getPurchase(reference);
      return purchase === undefined ? [] : [purchase];
    };
    const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
    const account = async (currency: string, now = at(0)) =>
      accountOf({ currency, purchases: await read(), assigned: {}, sentBack: {}, payments: [] }, now);
    expect(await account("eur")).toMatchObject({ confirmed: "0", received: "0", isOpen: true });
    expect((await account("eur", at(25))).isOpen).toBe(false);

    await coincoin.reconcile(order.paymentId, { collected: { usdt: "9.8" }, state: "receiving", by: "test" });
    expect(await account("eur")).toMatchObject({ confirmed: "0", received: "9.25", isOpen: true });

    await coincoin.reconcile(order.paymentId, {
      collected: { usdt: "19.6" },
      state: "completed",
      by: "test",
    });
    const paid = await account("eur");
    expect(paid).toMatchObject({ confirmed: "18.5", held: "18.5", free: "18.5", isPaid: true });
    expect(covers(paid, "18.5")).toBe(true);
    expect(covers(paid, "18.51")).toBe(false);
    expect(await account("usd")).toMatchObject({
      confirmed: "0",
      elsewhere: [{ currency: "eur", amount: "18.5" }],
    });
  });
});
