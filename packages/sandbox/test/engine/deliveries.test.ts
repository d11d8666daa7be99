import { describe, expect, test } from "vitest";
import { signatureOf } from "../../src/engine/signature.ts";
import type { DeliveryFault, EngineOptions, Scripted } from "../../src/index.ts";
import { deliver, HOUR, order, START, startEngine } from "./driver.ts";

const ID = "EX100100100";

function paidWith(nextDeliveries: readonly Scripted<DeliveryFault>[], options: Partial<EngineOptions> = {}) {
  const engine = startEngine({ ...options, faults: { nextDeliveries } });
  order(engine);
  engine.pay(ID, { amount: "10" });
  return engine;
}

function signatureHolds(headers: Readonly<Record<string, string>>): boolean {
  const timespan = headers["cc-timespan"] ?? "";
  return headers["cc-sign"] === signatureOf("sandbox-app", timespan, "sandbox-secret");
}

describe("a webhook", () => {
  test("is sent once by default, whatever it was answered", () => {
    const engine = paidWith([]);
    expect(deliver(engine, 500)).toHaveLength(1);
    engine.advance(11 * HOUR);
    expect(deliver(engine)).toEqual([]);
    expect(engine.deliveries()).toMatchObject([{ status: "failed", attempts: [{ reply: { status: 500 } }] }]);
  });

  test("is sent again until it is answered 200, where that is asked for, with a fresh signature each time", () => {
    const engine = paidWith([], { resend: "until-200" });
    const [first] = deliver(engine, 503);
    expect(engine.nextDueAt()).toBe(START + 15_000);
    engine.advance(15_000);
    const [second] = engine.takeDeliveries();
    engine.report(second?.id ?? "", { error: "connection refused" });
    engine.advance(60_000);
    const [third] = deliver(engine, 200);
    expect([first?.cause, second?.cause, third?.cause]).toEqual(["first", "resend", "resend"]);
    expect(third?.body).toBe(first?.body);
    expect(third?.headers["cc-timespan"]).toBe(String(START + 75_000));
    engine.advance(11 * HOUR);
    expect(deliver(engine)).toEqual([]);
    expect(engine.deliveries()[0]?.status).toBe("delivered");
  });

  test("that is never answered 200 is given up after seven more tries", () => {
    const engine = paidWith([], { resend: "until-200" });
    let sent = deliver(engine, 500).length;
    for (let hours = 0; hours < 11; hours += 1) {
      engine.advance(HOUR);
      sent += deliver(engine, 500).filter(({ body }) => body.includes('"state":0')).length;
    }
    engine.advance(20 * HOUR);
    sent += deliver(engine, 500).filter(({ body }) => body.includes('"state":0')).length;
    engine.advance(40 * HOUR);
    sent += deliver(engine, 500).filter(({ body }) => body.includes('"state":0')).length;
    expect(sent).toBe(8);
  });

  test("can be unsigned", () => {
    const engine = paidWith([], { signWebhooks: false });
    expect(deliver(engine)[0]?.headers).toEqual({ "content-type": "application/json" });
  });

  test("is sent again on demand: the same body, a fresh signature, no faults", () => {
    const engine = startEngine({ faults: { deliveries: { "tamper-signature": 1, "garbage-body": 1 } } });
    order(engine);
    engine.pay(ID, { amount: "10" });
    expect(deliver(engine)[0]?.body).not.toContain("state");
    engine.advance(HOUR);
    engine.redeliver("dlv_000001");
    const [again] = deliver(engine);
    expect(again?.body).toBe(engine.delivery("dlv_000001")?.body);
    expect(again?.headers["cc-timespan"]).toBe(String(START + HOUR));
    expect(signatureHolds(again?.headers ?? {})).toBe(true);
    expect(() => engine.redeliver("dlv_999999")).toThrow(
      expect.objectContaining({ code: "unknown_delivery" }),
    );
  });
});

describe("the fault plan", () => {
  test("drops a webhook, and records that it did", () => {
    const engine = paidWith(["drop"]);
    expect(deliver(engine)).toEqual([]);
    expect(engine.deliveries()).toMatchObject([
      { status: "dropped", attempts: [{ outcome: "dropped", faults: ["drop"] }] },
    ]);
    engine.redeliver("dlv_000001");
    deliver(engine);
    expect(engine.deliveries()[0]?.status).toBe("delivered");
  });

  test("drops one of a webhook that is sent until 200, which comes later", () => {
    const engine = paidWith(["drop", "drop"], { resend: "until-200" });
    expect(deliver(engine)).toEqual([]);
    engine.advance(75_000);
    expect(deliver(engine)).toHaveLength(1);
  });

  test("delays a webhook within its bounds", () => {
    const engine = startEngine({ faults: { nextDeliveries: ["delay"], delayMs: [5_000, 6_000] } });
    order(engine);
    engine.pay(ID, { amount: "10" });
    engine.advance(4_999);
    expect(deliver(engine)).toEqual([]);
    expect(engine.deliveries()[0]?.status).toBe("waiting");
    engine.advance(1_001);
    expect(deliver(engine)).toHaveLength(1);
  });

  test("duplicates a webhook", () => {
    const taken = deliver(paidWith(["duplicate"]));
    expect(taken.map(({ cause }) => cause)).toEqual(["first", "duplicate"]);
    expect(taken[0]?.body).toBe(taken[1]?.body);
  });

  test("holds a webhook until the next one has overtaken it", () => {
    const engine = paidWith(["reorder"]);
    expect(deliver(engine)).toEqual([]);
    engine.pay(ID, { amount: "20" });
    expect(deliver(engine).map(({ body }) => JSON.parse(body).collected.usdt)).toEqual([30, 10]);
  });

  test("lets a held webhook go when nothing overtakes it", () => {
    const engine = paidWith(["reorder"]);
    engine.advance(5 * 60_000);
    expect(deliver(engine)).toHaveLength(1);
  });

  test("tampers with the address under a signature that still holds", () => {
    const engine = paidWith(["tamper-body"]);
    const [taken] = deliver(engine);
    const address = engine.order(ID)?.address ?? "";
    expect(taken?.body).not.toContain(address);
    expect(engine.delivery("dlv_000001")?.body).toContain(address);
    expect(signatureHolds(taken?.headers ?? {})).toBe(true);
  });

  test("tampers with the amount, so that it reads as paid twice over and completed", () => {
    const [taken] = deliver(paidWith(["tamper-amount"]));
    expect(JSON.parse(taken?.body ?? "{}")).toMatchObject({ collected: { usdt: 200 }, state: 1 });
  });

  test("tampers with the signature", () => {
    const [taken] = deliver(paidWith(["tamper-signature"]));
    expect(taken?.headers["cc-sign"]).toMatch(/^[0-9a-f]{40}$/);
    expect(signatureHolds(taken?.headers ?? {})).toBe(false);
  });

  test("signs for an hour ago", () => {
    const [taken] = deliver(paidWith(["stale-timestamp"]));
    expect(taken?.headers["cc-timespan"]).toBe(String(START - HOUR));
    expect(signatureHolds(taken?.headers ?? {})).toBe(true);
  });

  test("leaves the signature away", () => {
    expect(deliver(paidWith(["unsigned"]))[0]?.headers).toEqual({ "content-type": "application/json" });
  });

  test("cuts a body in half", () => {
    const [taken] = deliver(paidWith(["garbage-body"]));
    expect(() => JSON.parse(taken?.body ?? "")).toThrow(SyntaxError);
  });

  test("combines faults of one step, and uses up a script before it rolls", () => {
    const engine = paidWith([["duplicate", "unsigned"], "none"]);
    expect(deliver(engine).map(({ headers }) => headers["cc-sign"])).toEqual([undefined, undefined]);
    expect(engine.faults().nextDeliveries).toEqual(["none"]);
  });

  test("spells numbers and names as it is told", () => {
    const engine = startEngine({ faults: { numbers: "string", names: "upper" } });
    order(engine);
    engine.pay(ID, { amount: "10.5" });
    expect(deliver(engine)[0]?.body).toMatch(
      /"network":"TRON","coin":"USDT","amount":"100"},"collected":{"USDT":"10.5"}/,
    );
    engine.setFaults({ numbers: "exponent" });
    engine.pay(ID, { amount: "10.5" });
    expect(deliver(engine)[0]?.body).toContain('"collected":{"usdt":2.1e+1}');
  });

  test("is refused when it would silently do nothing", () => {
    const engine = startEngine();
    const plans: unknown[] = [
      { deliveries: { dorp: 1 } },
      { deliveries: { drop: 2 } },
      { nextCreates: ["explode"] },
      { numbers: "roman" },
      { names: "title" },
      { delayMs: [5, 1] },
      { deliverys: {} },
      [],
    ];
    for (const plan of plans) {
      const given = JSON.parse(JSON.stringify(plan));
      expect(() => engine.setFaults(given)).toThrow(expect.objectContaining({ code: "bad_option" }));
    }
  });
});
