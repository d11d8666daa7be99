import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { type Engine, READINGS, SandboxError, type Transmission } from "../../src/index.ts";
import { deliver, HOUR, order, START, startEngine } from "../engine/driver.ts";

const ID = "EX100100100";

/** An order of 100 that was paid in two halves and settled, as a gateway of this reading tells it. */
function halves(reading: string): { engine: Engine; answer: string; sent: Transmission[] } {
  const engine = startEngine({ reading });
  const made = order(engine, ID);
  const sent: Transmission[] = [];
  for (const amount of ["50", "50"]) {
    engine.pay(ID, { amount });
    sent.push(...deliver(engine));
  }
  engine.advance(HOUR);
  sent.push(...deliver(engine));
  return { engine, answer: made.kind === "reply" ? made.body : made.kind, sent };
}

function bodies(reading: string): unknown[] {
  return halves(reading).sent.map(({ body }) => JSON.parse(body));
}

const hmac = (hash: string, text: string) => createHmac(hash, "sandbox-secret").update(text);
const timespan = String(START);

test("every reading has a name of its own, says what it does, and which words of the document allow it", () => {
  expect(new Set(READINGS.map(({ name }) => name)).size).toBe(READINGS.length);
  for (const { name, summary, allowedBy } of READINGS) {
    expect(name).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(summary).toMatch(/^[A-Z`].*\.$/);
    expect(allowedBy.length).toBeGreaterThan(20);
  }
});

test("a reading of no known name is refused with the names there are", () => {
  expect(() => startEngine({ reading: "signs-bodies" })).toThrow(SandboxError);
  expect(() => startEngine({ reading: "signs-bodies" })).toThrow(/signs-body/);
});

test("without a reading the wire is that of the default one", () => {
  expect(halves("default").sent).toEqual(
    (() => {
      const engine = startEngine();
      order(engine, ID);
      engine.pay(ID, { amount: "50" });
      const first = deliver(engine);
      engine.pay(ID, { amount: "50" });
      const second = deliver(engine);
      engine.advance(HOUR);
      return [...first, ...second, ...deliver(engine)];
    })(),
  );
});

describe("signatures", () => {
  test.each([
    ["default", timespan, hmac("sha1", `sandbox-app:${timespan}`).digest("hex")],
    ["signs-other-text", timespan, hmac("sha1", `sandbox-app${timespan}`).digest("hex")],
    ["signs-base64", timespan, hmac("sha1", `sandbox-app:${timespan}`).digest("base64")],
    ["signs-sha256", timespan, hmac("sha256", `sandbox-app:${timespan}`).digest("hex")],
    [
      "signs-seconds",
      timespan.slice(0, 10),
      hmac("sha1", `sandbox-app:${timespan.slice(0, 10)}`).digest("hex"),
    ],
  ])("%s", (reading, stamp, sign) => {
    expect(halves(reading).sent[0]?.headers).toMatchObject({ "cc-timespan": stamp, "cc-sign": sign });
  });

  test("signs-body", () => {
    const { headers, body = "" } = halves("signs-body").sent[0] ?? {};
    expect(headers?.["cc-sign"]).toBe(hmac("sha1", body).digest("hex"));
  });

  test.each([
    ["signs-nothing", [false, false, false]],
    ["signs-first-only", [true, false, false]],
  ])("%s", (reading, expected) => {
    expect(halves(reading).sent.map(({ headers }) => "cc-sign" in headers)).toEqual(expected);
  });

  test("a webhook sent again under resends-first-stamp carries the time and signature of its first sending", () => {
    const engine = startEngine({ reading: "resends-first-stamp" });
    order(engine, ID);
    engine.pay(ID, { amount: "50" });
    const [first] = deliver(engine, 503);
    engine.advance(15_000);
    const [again] = deliver(engine);
    expect(again?.cause).toBe("resend");
    expect(again?.headers).toEqual(first?.headers);
  });
});

describe("codes and amounts of 50, 50 and the end", () => {
  const collected = (reading: string) => bodies(reading).map((body) => Object(body).collected);
  const states = (reading: string) => bodies(reading).map((body) => Object(body).state);

  test.each([
    ["default", [0, 2, 1]],
    ["response-table", [0, 1, 2]],
    ["only-state-0", [0, 0, 0]],
    ["part-is-completed", [1, 1, 1]],
    ["closes-without-collected", [0, 1, 1]],
  ])("codes of %s", (reading, expected) => expect(states(reading)).toEqual(expected));

  test.each([
    ["default", [50, 100, 100]],
    ["keeps-fee", [49.5, 99, 99]],
    ["single-payments", [50, 50, 50]],
    ["amounts-as-strings", ["50", "100", "100"]],
  ])("amounts of %s", (reading, expected) => {
    expect(collected(reading)).toEqual(expected.map((usdt) => ({ usdt })));
  });

  test.each([
    ["closes-without-collected", undefined],
    ["closes-with-empty-collected", {}],
    ["closes-with-null-collected", null],
  ])("%s", (reading, expected) => {
    expect(collected(reading)).toEqual([{ usdt: 50 }, expected, expected]);
  });
});

describe("names", () => {
  test.each([
    ["network-trc20", ["trc20", "usdt"], ["trc20", "usdt"]],
    ["network-TRC20-in-webhooks", ["tron", "usdt"], ["TRC20", "usdt"]],
    ["coin-usdt_trc20", ["tron", "usdt_trc20"], ["tron", "usdt_trc20"]],
    ["coin-USDT-TRC20-in-webhooks", ["tron", "usdt"], ["tron", "USDT-TRC20"]],
    ["coin-dollar-token", ["tron", "dollar-token"], ["tron", "dollar-token"]],
    ["network-main-in-webhooks", ["tron", "usdt"], ["tron-main", "usdt"]],
  ])("%s", (reading, answered, told) => {
    const { answer, sent } = halves(reading);
    const made = JSON.parse(answer);
    const { payment, collected } = JSON.parse(sent[0]?.body ?? "");
    expect([made.network, made.coin]).toEqual(answered);
    expect([payment.network, payment.coin]).toEqual(told);
    expect(Object.keys(collected)).toEqual([told[1]]);
  });

  test("lower-case-ids", () => {
    expect(bodies("lower-case-ids")[0]).toMatchObject({ payment: { payment_id: "ex100100100" } });
    expect(JSON.parse(halves("lower-case-ids").answer).payment_id).toBe(ID);
  });
});

describe("answers to creation", () => {
  const answer = (reading: string) => JSON.parse(halves(reading).answer);

  test.each([
    ["default", { create_time: START, expired_time: START + 12 * HOUR, expired: 12, state: 0 }],
    [
      "times-in-seconds",
      { create_time: START / 1000, expired_time: START / 1000 + 12 * 3600, expired: 12, state: 0 },
    ],
    ["other-hours", { create_time: START, expired_time: START + 24 * HOUR, expired: 8, state: 0 }],
    ["created-in-state-1", { state: 1 }],
    ["wrapped-answers", { code: 0, data: { payment_id: ID, amount: 100 } }],
  ])("%s", (reading, expected) => expect(answer(reading)).toMatchObject(expected));

  test("shared-address", () => {
    const engine = startEngine({ reading: "shared-address" });
    order(engine, ID);
    order(engine, "EX100100101");
    const [first, second] = engine.orders();
    expect(second?.address).toBe(first?.address);
  });

  test.each([
    ["default", 409, { code: "duplicate_payment_id" }],
    ["errors-in-200", 200, { code: 409, msg: expect.any(String) }],
    ["wrapped-answers", 200, { code: 409, data: null }],
  ])("a refusal by %s", (reading, status, body) => {
    const engine = startEngine({ reading });
    order(engine, ID);
    const refused = order(engine, ID);
    expect(refused).toMatchObject({ kind: "reply", status });
    expect(refused.kind === "reply" && JSON.parse(refused.body)).toMatchObject(body);
  });
});

describe("bodies", () => {
  test.each([
    ["json-as-text", "text/plain; charset=utf-8"],
    ["json-as-form", "application/x-www-form-urlencoded"],
  ])("%s", (reading, type) => {
    const [sent] = halves(reading).sent;
    expect(sent?.headers["content-type"]).toBe(type);
    expect(JSON.parse(sent?.body ?? "")).toMatchObject({ state: 0 });
  });

  test("wrapped-webhooks", () => {
    expect(bodies("wrapped-webhooks")[0]).toMatchObject({ code: 0, data: { state: 0 } });
  });

  test("form", () => {
    const fields = new URLSearchParams(halves("form").sent[0]?.body);
    expect(fields.get("payment[payment_id]")).toBe(ID);
    expect(fields.get("collected[usdt]")).toBe("50");
    expect(fields.get("state")).toBe("0");
  });

  test("gbk is not UTF-8, and is what it says it is", () => {
    const [sent] = halves("gbk").sent;
    expect(() => new TextDecoder("utf-8", { fatal: true }).decode(sent?.bytes)).toThrow(TypeError);
    expect(new TextDecoder("gbk").decode(sent?.bytes)).toBe(sent?.body);
    expect(sent?.body).toContain("收款成功");
  });
});

test("a reading can be written as data and a function", () => {
  const engine = startEngine({
    reading: { name: "mine", summary: "Mine.", allowedBy: "Nothing.", state: () => 7 },
  });
  order(engine, ID);
  engine.pay(ID, { amount: "1" });
  expect(deliver(engine)[0]?.body).toContain('"state":7');
  expect(engine.reading.name).toBe("mine");
});
