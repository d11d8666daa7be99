import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stateMeaning } from "../../src/domain/state.ts";
import { readCreateAnswer, readNotification } from "../../src/gateway/wire.ts";
import { type CoinCoinError, isCoinCoinError } from "../../src/lib/errors.ts";

/** The example of the gateway's document, without its comments. */
const documented = `{
"payment": {
"address": "coincoinresponseexample",
"payment_id": "merchant's order ID",
"network": "tron",
"coin": "usdt",
"amount": 100.0
},
"collected": {
"usdt": 50
},
"state": 1
}`;

function failure(read: () => unknown): CoinCoinError {
  try {
    read();
  } catch (error) {
    if (isCoinCoinError(error)) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("readNotification", () => {
  const notification = (over: Record<string, unknown> = {}, payment: Record<string, unknown> = {}) =>
    JSON.stringify({
      payment: {
        address: "TAddr",
        payment_id: "EX100100100",
        network: "tron",
        coin: "usdt",
        amount: 100,
        ...payment,
      },
      collected: { usdt: 50 },
      state: 0,
      ...over,
    });

  it("reads the document's example", () => {
    expect(readNotification(documented)).toEqual({
      paymentId: "merchant's order ID",
      address: "coincoinresponseexample",
      network: "tron",
      coin: "usdt",
      amount: "100",
      collected: { usdt: "50" },
      state: 1,
    });
  });

  it("reads it out of an envelope", () => {
    const enveloped = `{"code":0,"msg":"success","data":${documented}}`;
    expect(readNotification(enveloped)).toEqual(readNotification(documented));
    // An envelope needs a notification inside, and a notification may have a field of that name.
    expect(failure(() => readNotification('{"code":0,"data":{"state":1}}')).details).toEqual({
      field: "payment",
    });
    const beside = notification({ data: { payment: { payment_id: "EX100100101" }, state: 1 } });
    expect(readNotification(beside).paymentId).toBe("EX100100100");
  });

  it("loses no digit of an amount, written as a number or as a string", () => {
    for (const amount of ["0.123456789012345678", "12345678901234567890.000000000000000001"]) {
      for (const spelled of [amount, `"${amount}"`, `" ${amount}00 "`]) {
        const body = notification()
          .replace('"usdt":50', `"usdt":${spelled}`)
          .replace('"amount":100', `"amount":${spelled}`);
        expect(readNotification(body)).toMatchObject({ amount, collected: { usdt: amount } });
      }
    }
    expect(readNotification(notification().replace(":50", ":5e-7")).collected).toEqual({ usdt: "0.0000005" });
  });

  it("takes an id and a state as number or string", () => {
    expect(readNotification(notification({ state: "2" }, { payment_id: 100100100 }))).toMatchObject({
      paymentId: "100100100",
      state: 2,
    });
    const body = notification({ state: "-1" }).replace('"EX100100100"', "12345678901234567890");
    expect(readNotification(body)).toMatchObject({ paymentId: "12345678901234567890", state: -1 });
    expect(readNotification(notification().replace('"state":0', '"state":1.0')).state).toBe(1);
    expect(Object.is(readNotification(notification().replace('"state":0', '"state":-0')).state, 0)).toBe(
      true,
    );
  });

  it.each([undefined, null, "", "  "])("reads %j as absent", (absent) => {
    const body = notification(
      { collected: absent },
      { address: absent, network: absent, coin: absent, amount: absent },
    );
    expect(readNotification(body)).toEqual({
      paymentId: "EX100100100",
      address: null,
      network: null,
      coin: null,
      amount: null,
      collected: {},
      state: 0,
    });
  });

  it("lowers the case of coin and network, keeps that of the address, and trims them", () => {
    expect(
      readNotification(notification({}, { network: " TRON", coin: "USDT ", address: " TAbC " })),
    ).toMatchObject({
      network: "tron",
      coin: "usdt",
      address: "TAbC",
    });
  });

  it("merges one coin in several spellings into its largest total", () => {
    const collected = { USDT: 50, usdt: "60.5", " Usdt ": 7, btc: 0, eth: null };
    expect(readNotification(notification({ collected })).collected).toEqual({ usdt: "60.5", btc: "0" });
  });

  it("reads an empty list as nothing collected", () => {
    expect(readNotification(notification({ collected: [] })).collected).toEqual({});
  });

  it("keeps a code the document does not know", () => {
    expect(readNotification(notification({ state: 7 })).state).toBe(7);
  });

  it.each([
    ["payment", notification({ payment: undefined })],
    ["payment", notification({ payment: "EX100100100" })],
    ["payment", notification({ payment: [] })],
    ["payment.payment_id", notification({}, { payment_id: undefined })],
    ["payment.payment_id", notification({}, { payment_id: null })],
    ["payment.payment_id", notification({}, { payment_id: "" })],
    ["payment.payment_id", notification({}, { payment_id: true })],
    ["payment.payment_id", notification({}, { payment_id: { id: "EX100100100" } })],
    ["payment.payment_id", notification({}, { payment_id: 1.5 })],
    ["payment.payment_id", notification({}, { payment_id: -5 })],
    ["payment.payment_id", notification({}, { payment_id: "x".repeat(256) })],
    ["payment.payment_id", notification({}, { payment_id: "EX\u0000100100" })],
    ["payment.payment_id", notification({}, { payment_id: "EX\ud800100100" })],
    ["payment.payment_id", notification({}, { payment_id: "EX\u202e100100" })],
    ["payment.address", notification({}, { address: 5 })],
    ["payment.address", notification({}, { address: "T\nA" })],
    ["payment.network", notification({}, { network: ["tron"] })],
    ["payment.coin", notification({}, { coin: {} })],
    ["payment.amount", notification({}, { amount: -1 })],
    ["payment.amount", notification({}, { amount: "100 USDT" })],
    ["payment.amount", notification({}, { amount: "NaN" })],
    ["payment.amount", notification({}, { amount: {} })],
    ["collected", notification({ collected: 50 })],
    ["collected", notification({ collected: "50" })],
    ["collected", notification({ collected: [50] })],
    ["collected", notification({ collected: { constructor: 50 } })],
    ["collected", notification().replace('"usdt":50', '"__proto__":50')],
    ["collected", notification({ collected: { "": 50 } })],
    ["collected", notification({ collected: { 'us"dt': 50 } })],
    ["collected", notification({ collected: { "us\\dt": 50 } })],
    ["collected", notification({ collected: { "us\u0000dt": 50 } })],
    [
      "collected",
      notification({ collected: Object.fromEntries(Array.from({ length: 33 }, (_, i) => [`c${i}`, 1])) }),
    ],
    ["collected.usdt", notification({ collected: { usdt: -50 } })],
    ["collected.usdt", notification({ collected: { usdt: "fifty" } })],
    ["collected.usdt", notification({ collected: { USDT: true } })],
    ["collected.usdt", notification({ collected: { usdt: [50] } })],
    ["collected.usdt", notification().replace(":50", ":1e400")],
    ["collected.usdt", notification({ collected: { usdt: "١٢" } })],
    ["state", notification({ state: undefined })],
    ["state", notification({ state: null })],
    ["state", notification({ state: "" })],
    ["state", notification({ state: "completed" })],
    ["state", notification({ state: 1.5 })],
    ["state", notification({ state: true })],
    ["state", notification({ state: [1] })],
    ["state", notification().replace('"state":0', '"state":1e300')],
    ["the body", ""],
    ["the body", "payment_id=EX100100100"],
    ["the body", "null"],
    ["the body", "[]"],
    ["the body", '"text"'],
    ["the body", "12"],
    ["the body", '{"payment":'],
  ])("refuses a wrong %s by name", (field, body) => {
    const error = failure(() => readNotification(body));
    expect(error.code).toBe("webhook_malformed");
    expect(error.details).toEqual({ field });
    expect(error.message).toContain(field);
  });

  it("either reads or throws webhook_malformed, for any JSON in any place", () => {
    const any = fc.jsonValue({ maxDepth: 2 });
    const maybe = fc.option(any, { nil: undefined });
    const body = fc.record({
      payment: fc.oneof(
        any,
        fc.record({ payment_id: maybe, address: maybe, coin: maybe, network: maybe, amount: maybe }),
      ),
      collected: fc.oneof(any, fc.dictionary(fc.string(), any)),
      state: maybe,
    });
    fc.assert(
      fc.property(fc.oneof(any, body), (value) => {
        try {
          const read = readNotification(JSON.stringify(value));
          expect(read.paymentId).not.toBe("");
          expect(Number.isSafeInteger(read.state)).toBe(true);
          for (const amount of Object.values(read.collected)) expect(amount).toMatch(/^\d+(\.\d+)?$/);
        } catch (error) {
          expect(isCoinCoinError(error, "webhook_malformed")).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("puts nothing of the body into its message", () => {
    const error = failure(() => readNotification(notification({ state: "hunter2" })));
    expect(error.message).not.toContain("hunter2");
    expect(failure(() => readNotification("hunter2")).message).not.toContain("hunter2");
  });
});

describe("readCreateAnswer", () => {
  const paymentId = "EX100100100";
  const answer = {
    payment_id: paymentId,
    address: "coincoinresponseexample",
    amount: 100,
    create_time: 1609434000000,
    expired_time: 1609520400000,
    expired: 8,
    network: "tron",
    coin: "usdt",
    state: 0,
  };
  const read = (over: Record<string, unknown> = {}) =>
    readCreateAnswer(JSON.stringify({ ...answer, ...over }), { paymentId });

  it("reads the document's example", () => {
    expect(read()).toEqual({
      paymentId,
      address: "coincoinresponseexample",
      amount: "100",
      createTime: "2020-12-31T17:00:00.000Z",
      expiredTime: "2021-01-01T17:00:00.000Z",
      expiredHours: 8,
      network: "tron",
      coin: "usdt",
      state: 0,
    });
  });

  it("reads other spellings of the same", () => {
    const spelled = {
      amount: "100.00",
      create_time: "1609434000000",
      expired_time: 1609520400,
      expired: "8",
      network: " TRON",
      coin: "USDT",
      state: "0",
    };
    expect(read(spelled)).toEqual(read());
    expect(
      readCreateAnswer(JSON.stringify({ ...answer, payment_id: 100100100 }), { paymentId: "100100100" })
        .paymentId,
    ).toBe("100100100");
  });

  it("keeps every digit of the amount", () => {
    const body = JSON.stringify(answer).replace('"amount":100', '"amount":0.123456789012345678');
    expect(readCreateAnswer(body, { paymentId }).amount).toBe("0.123456789012345678");
  });

  it("takes times, hours and state it cannot read as absent", () => {
    const absent = { createTime: null, expiredTime: null, expiredHours: null, state: null };
    for (const odd of [undefined, null, "", "soon", 0, -5, 1e300, {}, true, "2021-01-01"]) {
      const state = typeof odd === "number" ? "odd" : odd;
      expect(read({ create_time: odd, expired_time: odd, expired: odd, state })).toMatchObject(absent);
    }
  });

  it.each([
    "TXYZopYRdj2D9XRtbG411XZZ3kM5VkAeBf",
    "0x52908400098527886E0F7030069857D2E4169EE7",
    "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
    "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a",
  ])("takes the address %s", (address) => {
    expect(read({ address }).address).toBe(address);
  });

  it.each([
    ["payment_id", { payment_id: "EX100100101" }],
    ["payment_id", { payment_id: "ex100100100" }],
    ["payment_id", { payment_id: undefined }],
    ["address", { address: undefined }],
    ["address", { address: "" }],
    ["address", { address: "short" }],
    ["address", { address: "x".repeat(129) }],
    ["address", { address: "<script>alert(1)</script>" }],
    ["address", { address: "T XYZopYRdj2D9XRtbG411XZZ3kM5VkAeBf" }],
    ["address", { address: "TXYZopYRdj2D9XRtbG411XZZ3kM5VkАeBf" }],
    ["address", { address: 123456789012 }],
    ["amount", { amount: undefined }],
    ["amount", { amount: 0 }],
    ["amount", { amount: "0.00" }],
    ["amount", { amount: -1 }],
    ["amount", { amount: "100 usdt" }],
    ["amount", { amount: null }],
    ["network", { network: undefined }],
    ["network", { network: 5 }],
    ["coin", { coin: null }],
    ["coin", { coin: "__proto__" }],
    ["coin", { coin: "constructor" }],
    ["coin", { coin: "x".repeat(33) }],
  ])("does not use an answer with a wrong %s (%j)", (field, over) => {
    const error = failure(() => read(over));
    expect(error.code).toBe("outcome_unknown");
    expect(error.details).toEqual({ field });
  });

  it.each(["", "OK", "<html>", "[]", "null", '{"payment_id":"EX10010'])("does not use %j", (body) => {
    expect(failure(() => readCreateAnswer(body, { paymentId }))).toMatchObject({
      code: "outcome_unknown",
      details: { field: "the body" },
    });
  });
});

describe("stateMeaning", () => {
  it("reads the codes by either table of the document", () => {
    const meanings = (codes: "status-table" | "response-table") =>
      [-1, 0, 1, 2].map((code) => stateMeaning(code, codes));
    expect(meanings("status-table")).toEqual(["invalid", "receiving", "completed", "settling"]);
    expect(meanings("response-table")).toEqual(["invalid", "receiving", "settling", "completed"]);
  });

  it("knows no other code", () => {
    for (const code of [3, -2, 0.5, Number.NaN, 99])
      expect(stateMeaning(code, "status-table")).toBe("unknown");
  });
});
