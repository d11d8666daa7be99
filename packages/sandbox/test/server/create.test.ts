import { request } from "node:http";
import { describe, expect, test } from "vitest";
import { APP, create, merchantHeaders, startSandbox } from "../helpers.ts";

const BODY = { payment_id: "EX100100100", price: 100, expired: 12 };

async function problemOf(reply: Response): Promise<{ status: number; code: string; message: string }> {
  const text = await reply.text();
  expect(text).not.toContain(APP.secretKey);
  return { status: reply.status, ...JSON.parse(text) };
}

describe("an order that can be made", () => {
  test("is answered exactly as documented", async () => {
    const sandbox = await startSandbox({ now: () => 1_609_434_000_000 });
    const reply = await create(sandbox, BODY, merchantHeaders(1_609_434_000_000));
    expect(reply.status).toBe(200);
    expect(reply.headers.get("content-type")).toContain("application/json");
    const address = sandbox.order("EX100100100")?.address;
    expect(await reply.text()).toBe(
      `{"payment_id":"EX100100100","address":"${address}","amount":100,"create_time":1609434000000,` +
        `"expired_time":1609477200000,"expired":12,"network":"tron","coin":"usdt","state":0}`,
    );
  });

  test("may leave the hours out, and may have a price that no float holds", async () => {
    const sandbox = await startSandbox();
    const reply = await create(sandbox, '{"payment_id":"EX100100100","price":1234567890123456.123456}');
    expect(await reply.text()).toContain('"amount":1234567890123456.123456,');
    expect(sandbox.order("EX100100100")?.expiredHours).toBe(24);
  });

  test("may be at the very bounds", async () => {
    const sandbox = await startSandbox();
    expect((await create(sandbox, { payment_id: "A_345678", price: 10, expired: 48 })).status).toBe(200);
    expect((await create(sandbox, { payment_id: "a".repeat(32), price: 10.0001, expired: 0.5 })).status).toBe(
      200,
    );
  });
});

describe("refused with 400", () => {
  const cases: readonly [string, string, unknown][] = [
    ["bad_payment_id", "a payment id with dashes", { ...BODY, payment_id: "b3f0-11ee-9d2c" }],
    ["bad_payment_id", "seven characters", { ...BODY, payment_id: "A_34567" }],
    ["bad_payment_id", "33 characters", { ...BODY, payment_id: "a".repeat(33) }],
    ["bad_payment_id", "a trailing line break", { ...BODY, payment_id: "EX100100100\n" }],
    ["bad_payment_id", "a number as payment id", { ...BODY, payment_id: 100100100 }],
    ["bad_payment_id", "none", { price: 100 }],
    ["bad_price", "a price below 10", { ...BODY, price: 9.99 }],
    ["bad_price", "a price a hair below 10", '{"payment_id":"EX100100100","price":9.999999999999999999}'],
    ["bad_price", "a negative price", { ...BODY, price: -100 }],
    ["bad_price", "a price in quotes", { ...BODY, price: "100" }],
    ["bad_price", "no price", { payment_id: "EX100100100" }],
    ["bad_expired", "more than 48 hours", { ...BODY, expired: 48.01 }],
    ["bad_expired", "no time at all", { ...BODY, expired: 0 }],
    ["bad_expired", "hours in quotes", { ...BODY, expired: "12" }],
    ["bad_json", "half a body", '{"payment_id":'],
    ["bad_json", "a list", "[1]"],
    ["bad_json", "nothing", ""],
  ];
  test.each(cases)("%s: %s", async (code, _what, body) => {
    const sandbox = await startSandbox();
    expect(await problemOf(await create(sandbox, body))).toMatchObject({ status: 400, code });
    expect(sandbox.orders()).toEqual([]);
  });

  test("bad_content_type: a form", async () => {
    const sandbox = await startSandbox();
    const headers = { ...merchantHeaders(), "content-type": "application/x-www-form-urlencoded" };
    expect(await problemOf(await create(sandbox, BODY, headers))).toMatchObject({
      status: 400,
      code: "bad_content_type",
    });
  });
});

describe("refused with 401", () => {
  const now = 1_763_800_000_000;
  const good = merchantHeaders(now);
  const cases: readonly [string, string, Record<string, string>][] = [
    ["missing_header", "cc-app-id", { ...good, "cc-app-id": "" }],
    ["missing_header", "cc-timespan", { ...good, "cc-timespan": "" }],
    ["missing_header", "cc-sign", { ...good, "cc-sign": "" }],
    ["missing_header", "cc-app-id, cc-timespan, cc-sign", { "content-type": "application/json" }],
    ["unknown_app", "app", merchantHeaders(now, { ...APP, appId: "other" })],
    ["bad_timespan", "13 digits", merchantHeaders(1_763_800_000)],
    ["bad_timespan", "13 digits", merchantHeaders("1763800000000.5")],
    ["stale_timespan", "301 s behind", merchantHeaders(now - 300_001 - 499)],
    ["stale_timespan", "301 s ahead", merchantHeaders(now + 300_001 + 499)],
    ["bad_signature", "secret key", merchantHeaders(now, { ...APP, secretKey: "wrong" })],
    ["bad_signature", "secret key", { ...good, "cc-timespan": String(now + 1) }],
    ["bad_signature", "lower-case", { ...good, "cc-sign": (good["cc-sign"] ?? "").toUpperCase() }],
    ["bad_signature", "secret key", { ...good, "cc-sign": "short" }],
  ];
  test.each(cases)("%s: names %s", async (code, hint, headers) => {
    const sandbox = await startSandbox({ now: () => now });
    const problem = await problemOf(await create(sandbox, BODY, headers));
    expect(problem).toMatchObject({ status: 401, code });
    expect(problem.message).toContain(hint);
    expect(problem.message).not.toContain(good["cc-sign"]);
  });

  test("but not for a clock that is five minutes off", async () => {
    const sandbox = await startSandbox({ now: () => now });
    expect((await create(sandbox, BODY, merchantHeaders(now - 300_000))).status).toBe(200);
  });

  test("nor because the sandbox's clock was put forward: merchants keep their own time", async () => {
    const sandbox = await startSandbox();
    await sandbox.advance({ hours: 100 });
    expect((await create(sandbox, BODY)).status).toBe(200);
    const strict = await startSandbox({ signatureClock: "virtual" });
    await strict.advance({ hours: 100 });
    expect(await problemOf(await create(strict, BODY))).toMatchObject({ code: "stale_timespan" });
  });
});

describe("refused with 409", () => {
  test("a payment id that was used", async () => {
    const sandbox = await startSandbox();
    await create(sandbox, BODY);
    expect(await problemOf(await create(sandbox, BODY))).toMatchObject({
      status: 409,
      code: "duplicate_payment_id",
    });
    expect(sandbox.orders()).toHaveLength(1);
  });

  test("with duplicateCreate same, only when the terms are others", async () => {
    const sandbox = await startSandbox({ duplicateCreate: "same" });
    const first = await (await create(sandbox, BODY)).text();
    expect(await (await create(sandbox, { ...BODY, price: 100.0 })).text()).toBe(first);
    expect((await create(sandbox, { ...BODY, price: 101 })).status).toBe(409);
    expect((await create(sandbox, { ...BODY, expired: 13 })).status).toBe(409);
    expect(sandbox.orders()).toHaveLength(1);
  });
});

describe("refused with 429", () => {
  test("more requests than a day allows, until the next day", async () => {
    const noon = Date.UTC(2026, 0, 1, 12);
    const sandbox = await startSandbox({ now: () => noon, limits: { requestsPerDay: 2 } });
    const id = (n: number) => ({ ...BODY, payment_id: `EX10010010${n}` });
    const headers = merchantHeaders(noon);
    expect((await create(sandbox, id(1), headers)).status).toBe(200);
    expect((await create(sandbox, "{", headers)).status).toBe(400);
    const reply = await create(sandbox, id(2), headers);
    expect(reply.headers.get("retry-after")).toBe(String(12 * 3600));
    expect(await problemOf(reply)).toMatchObject({ status: 429, code: "too_many_requests" });
    await sandbox.advance({ hours: 12 });
    expect((await create(sandbox, id(2), headers)).status).toBe(200);
  });

  test("more orders receiving than allowed, until one ends", async () => {
    const now = Date.UTC(2026, 0, 1);
    const sandbox = await startSandbox({ now: () => now, limits: { receivingOrders: 2 } });
    const id = (n: number) => ({ ...BODY, payment_id: `EX10010010${n}` });
    const headers = merchantHeaders(now);
    await create(sandbox, id(1), headers);
    await create(sandbox, id(2), headers);
    const reply = await create(sandbox, id(3), headers);
    expect(reply.headers.get("retry-after")).toBe(String(12 * 3600));
    expect(await problemOf(reply)).toMatchObject({ status: 429, code: "too_many_receiving" });
    await sandbox.pay("EX100100101", { amount: "100" });
    expect((await create(sandbox, id(3), headers)).status).toBe(200);
  });

  test("at 500 orders, unless told otherwise", async () => {
    const sandbox = await startSandbox();
    for (let n = 0; n < 500; n += 1)
      await sandbox.createOrder({ price: "10", paymentId: `EX_${n + 100_000}` });
    expect(await problemOf(await create(sandbox, BODY))).toMatchObject({ code: "too_many_receiving" });
  });
});

test("other methods, other paths and bodies over 64 KiB are refused", async () => {
  const sandbox = await startSandbox();
  expect((await fetch(`${sandbox.apiUrl}/order/create`)).status).toBe(405);
  expect((await fetch(`${sandbox.apiUrl}/order/query`)).status).toBe(404);
  const padded = `{"payment_id":"EX100100100","price":100${" ".repeat(65_536)}}`;
  expect((await create(sandbox, padded)).status).toBe(413);
});

test("a request that is cut off harms nobody", async () => {
  const sandbox = await startSandbox();
  await new Promise<void>((resolve) => {
    const half = request(`${sandbox.apiUrl}/order/create`, {
      method: "POST",
      headers: { ...merchantHeaders(), "content-length": 100 },
    });
    half.on("error", () => resolve());
    half.write('{"payment');
    setTimeout(() => half.destroy(), 50);
  });
  expect((await create(sandbox, BODY)).status).toBe(200);
});

describe("a planned fault of creating", () => {
  const cases: readonly [string, number, boolean][] = [
    ["refuse", 400, false],
    ["rate-limited", 429, false],
    ["server-error", 500, false],
    ["server-error-made", 500, true],
  ];
  test.each(cases)("%s answers %i", async (fault, status, made) => {
    const sandbox = await startSandbox();
    sandbox.setFaults(JSON.parse(`{"nextCreates":["${fault}"]}`));
    expect((await create(sandbox, BODY)).status).toBe(status);
    expect(sandbox.orders()).toHaveLength(made ? 1 : 0);
    expect((await create(sandbox, BODY)).status).toBe(made ? 409 : 200);
  });

  test.each([
    ["reset", false],
    ["lost-answer", true],
  ] as const)("%s cuts the connection", async (fault, made) => {
    const sandbox = await startSandbox({ faults: { nextCreates: [fault] } });
    await expect(create(sandbox, BODY)).rejects.toThrow("fetch failed");
    expect(sandbox.orders()).toHaveLength(made ? 1 : 0);
  });

  test.each([
    ["hang", false],
    ["lost-answer-hang", true],
  ] as const)("%s never answers", async (fault, made) => {
    const sandbox = await startSandbox({ faults: { nextCreates: [fault] } });
    const reply = fetch(`${sandbox.apiUrl}/order/create`, {
      method: "POST",
      headers: merchantHeaders(),
      body: JSON.stringify(BODY),
      signal: AbortSignal.timeout(200),
    });
    await expect(reply).rejects.toThrow(expect.objectContaining({ name: "TimeoutError" }));
    expect(sandbox.orders()).toHaveLength(made ? 1 : 0);
  });

  test("garbage answers 200 with what is not JSON, and there is an order", async () => {
    const sandbox = await startSandbox({ faults: { nextCreates: ["garbage"] } });
    const reply = await create(sandbox, BODY);
    expect(reply.status).toBe(200);
    await expect(reply.json()).rejects.toThrow(SyntaxError);
    expect(sandbox.orders()).toHaveLength(1);
  });

  test("other spellings mean the same", async () => {
    const sandbox = await startSandbox({
      faults: {
        nextCreates: ["upper-case", "string-numbers", "exponent-numbers", "float-noise", "other-payment-id"],
      },
    });
    const answers: string[] = [];
    for (let n = 1; n <= 5; n += 1) {
      answers.push(await (await create(sandbox, { ...BODY, payment_id: `EX10010010${n}` })).text());
    }
    expect(answers[0]).toContain('"network":"TRON","coin":"USDT"');
    expect(answers[1]).toContain('"amount":"100"');
    expect(answers[2]).toContain('"amount":1e+2');
    expect(answers[3]).toContain('"amount":99.9999999999999,');
    expect(JSON.parse(answers[4] ?? "").payment_id).not.toBe("EX100100105");
    expect(sandbox.orders().map(({ amountDue }) => amountDue)).toEqual(["100", "100", "100", "100", "100"]);
  });

  test("terms outside what a merchant accepts are truly the order's", async () => {
    const sandbox = await startSandbox({ faults: { nextCreates: ["coin-outside-accept", "amount-off"] } });
    const first = JSON.parse(await (await create(sandbox, BODY)).text());
    expect(["trx", "eth", "btc", "bnb"]).toContain(first.coin);
    expect(sandbox.order("EX100100100")?.coin).toBe(first.coin);
    const second = await (await create(sandbox, { ...BODY, payment_id: "EX100100101" })).json();
    expect(second).toMatchObject({ coin: "usdt", amount: 120 });
  });

  test("strikes by chance too, and not those who are not let in", async () => {
    const sandbox = await startSandbox({ faults: { creates: { "server-error": 1 } } });
    expect((await create(sandbox, BODY)).status).toBe(500);
    expect((await create(sandbox, BODY, { "content-type": "application/json" })).status).toBe(401);
  });
});
