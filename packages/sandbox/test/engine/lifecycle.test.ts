import { describe, expect, test } from "vitest";
import { HOUR, order, START, startEngine, told } from "./driver.ts";

const ID = "EX100100100";

describe("an order", () => {
  test("paid in parts is reported at each, settles on the full amount, completes after the delay", () => {
    const engine = startEngine();
    order(engine);
    engine.pay(ID, { amount: "40" });
    expect(told(engine)).toEqual([{ state: 0, collected: { usdt: 40 } }]);
    engine.pay(ID, { amount: "60" });
    expect(engine.order(ID)?.status).toBe("settling");
    expect(told(engine)).toEqual([{ state: 2, collected: { usdt: 100 } }]);
    engine.advance(599_999);
    expect(told(engine)).toEqual([]);
    engine.advance(1);
    expect(engine.order(ID)?.status).toBe("completed");
    expect(told(engine)).toEqual([{ state: 1, collected: { usdt: 100 } }]);
    engine.advance(100 * HOUR);
    expect(told(engine)).toEqual([]);
  });

  test("under the response table 1 is settling and 2 completed", () => {
    const engine = startEngine({ stateCodes: "response-table" });
    order(engine);
    engine.pay(ID, { amount: "100" });
    expect(told(engine)).toEqual([{ state: 1, collected: { usdt: 100 } }]);
    engine.advance(HOUR);
    expect(told(engine)).toEqual([{ state: 2, collected: { usdt: 100 } }]);
  });

  test("overpaid keeps the larger total while it settles", () => {
    const engine = startEngine();
    order(engine);
    engine.pay(ID, { amount: "150" });
    engine.pay(ID, { amount: "1" });
    expect(told(engine)).toEqual([
      { state: 2, collected: { usdt: 150 } },
      { state: 2, collected: { usdt: 151 } },
    ]);
  });

  test("that expires with a part is settled and completed with the part", () => {
    const engine = startEngine();
    order(engine);
    engine.pay(ID, { amount: "50" });
    told(engine);
    engine.advance(12 * HOUR - 1);
    expect(engine.order(ID)?.status).toBe("receiving");
    engine.advance(1);
    expect(told(engine)).toEqual([{ state: 2, collected: { usdt: 50 } }]);
    engine.advance(HOUR);
    expect(told(engine)).toEqual([{ state: 1, collected: { usdt: 50 } }]);
  });

  test("that expires with nothing is invalid, and told so unless that is turned off", () => {
    const engine = startEngine();
    order(engine);
    engine.advance(12 * HOUR);
    expect(engine.order(ID)?.status).toBe("invalid");
    expect(told(engine)).toEqual([{ state: -1, collected: { usdt: 0 } }]);
    const silent = startEngine({ notifyInvalid: false });
    order(silent);
    silent.advance(12 * HOUR);
    expect(silent.order(ID)?.status).toBe("invalid");
    expect(told(silent)).toEqual([]);
  });

  test("that expires with no more than the network fee is invalid", () => {
    const engine = startEngine({ networkFees: { usdt: "2.5" } });
    order(engine, ID);
    order(engine, "EX100100101");
    engine.pay(ID, { amount: "2.5" });
    engine.pay("EX100100101", { amount: "2.500001" });
    engine.advance(12 * HOUR);
    expect(engine.order(ID)?.status).toBe("invalid");
    expect(engine.order("EX100100101")?.status).toBe("settling");
  });

  test("paid in the wrong coin collects it, and is not covered by it", () => {
    const engine = startEngine();
    order(engine);
    engine.pay(ID, { coin: "trx", amount: "1000" });
    expect(told(engine)).toEqual([{ state: 0, collected: { usdt: 0, trx: 1000 } }]);
    expect(engine.order(ID)).toMatchObject({ status: "receiving", remaining: "100" });
    engine.advance(12 * HOUR);
    expect(engine.order(ID)?.status).toBe("settling");
  });

  test("paid late, after it was invalid, is settled after all", () => {
    const engine = startEngine();
    order(engine);
    engine.advance(13 * HOUR);
    told(engine);
    engine.pay(ID, { amount: "100" });
    engine.advance(HOUR);
    expect(told(engine)).toEqual([
      { state: 2, collected: { usdt: 100 } },
      { state: 1, collected: { usdt: 100 } },
    ]);
    expect(engine.order(ID)?.payments).toMatchObject([{ late: true, amount: "100" }]);
  });

  test("paid late, after it was completed, is reported with the larger total", () => {
    const engine = startEngine();
    order(engine);
    engine.pay(ID, { amount: "100" });
    engine.advance(HOUR);
    told(engine);
    engine.pay(ID, { amount: "7" });
    expect(told(engine)).toEqual([{ state: 1, collected: { usdt: 107 } }]);
    expect(engine.deliveries().at(-1)?.reason).toBe("late-payment");
  });

  test("paid late can also only be reported, or ignored", () => {
    const reporting = startEngine({ latePayments: "report" });
    order(reporting);
    reporting.advance(13 * HOUR);
    told(reporting);
    reporting.pay(ID, { amount: "100" });
    expect(told(reporting)).toEqual([{ state: -1, collected: { usdt: 100 } }]);
    const ignoring = startEngine({ latePayments: "ignore" });
    order(ignoring);
    ignoring.advance(13 * HOUR);
    told(ignoring);
    ignoring.pay(ID, { amount: "100" });
    expect(told(ignoring)).toEqual([]);
    expect(ignoring.order(ID)?.collected).toEqual({ usdt: "100" });
  });

  test("can be settled, completed and made invalid by hand, each only from where it makes sense", () => {
    const engine = startEngine();
    for (const [index, action] of (["settle", "complete", "invalidate"] as const).entries()) {
      const id = `EX10010010${index}`;
      order(engine, id);
      engine[action](id);
      expect(() => engine.settle(id)).toThrow(expect.objectContaining({ code: "bad_state" }));
    }
    expect(engine.orders().map(({ status }) => status)).toEqual(["settling", "completed", "invalid"]);
    expect(engine.complete(ID).status).toBe("completed");
    expect(told(engine).map(({ state }) => state)).toEqual([2, 1, -1, 1]);
    engine.advance(HOUR);
    expect(told(engine)).toEqual([]);
  });

  test("paid with what is not a payment is refused, and stays as it is", () => {
    const engine = startEngine();
    order(engine);
    for (const amount of ["0", "-1", "", "abc", "0.0000001", "1e-7"]) {
      expect(() => engine.pay(ID, { amount }), amount).toThrow(
        expect.objectContaining({ code: "bad_amount" }),
      );
    }
    expect(() => engine.pay("EX999999999", { amount: "1" })).toThrow(
      expect.objectContaining({ code: "unknown_order" }),
    );
    expect(engine.order(ID)?.payments).toEqual([]);
  });
});

test("a webhook can say what was paid instead of what is due", () => {
  const engine = startEngine({ paymentAmount: "paid" });
  order(engine);
  engine.pay(ID, { amount: "40" });
  expect(engine.takeDeliveries()[0]?.body).toContain('"amount":40}');
});

test("coin, network, rate and deviation of an order can be chosen", () => {
  const engine = startEngine({
    coinFor: ({ paymentId }) =>
      paymentId.startsWith("BTC") ? { network: "bitcoin", coin: "btc" } : undefined,
    rates: { btc: "0.00002", eth: "0.0003" },
  });
  order(engine, "BTC_00000001");
  engine.setAsset({ network: "ethereum", coin: "eth" });
  order(engine, "ETH_00000001");
  expect(engine.order("BTC_00000001")).toMatchObject({ network: "bitcoin", coin: "btc", amountDue: "0.002" });
  expect(engine.order("ETH_00000001")).toMatchObject({ network: "ethereum", coin: "eth", amountDue: "0.03" });
  const deviating = startEngine({ rateDeviation: 0.01 });
  for (let index = 0; index < 20; index += 1) order(deviating, `EX1001001${index + 10}`);
  const due = deviating.orders().map(({ amountDue }) => Number(amountDue));
  expect(new Set(due).size).toBeGreaterThan(15);
  expect(Math.min(...due)).toBeGreaterThanOrEqual(99);
  expect(Math.max(...due)).toBeLessThanOrEqual(101);
});

test("signatures follow the merchants' clock where that is another one", () => {
  const engine = startEngine();
  order(engine);
  engine.advanceTo(START + 5 * HOUR, START + 1_000);
  engine.pay(ID, { amount: "1" });
  const [transmission] = engine.takeDeliveries();
  expect(transmission?.headers["cc-timespan"]).toBe(String(START + 1_000));
  expect(engine.delivery("dlv_000001")?.createdAt).toBe(new Date(START + 5 * HOUR).toISOString());
});
