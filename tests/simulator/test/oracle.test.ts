import type { IssuedOrder, Purchase } from "@coincoin/core";
import { readDecimal } from "@coincoin/core";
import { describe, expect, it } from "vitest";
import { Choices } from "../src/choices.ts";
import { split, text, units } from "../src/decimal.ts";
import { readTold, Totals } from "../src/facts.ts";
import { grown } from "../src/growth.ts";

function decimal(amount: string) {
  const value = readDecimal(amount);
  if (value === undefined) throw new RangeError(amount);
  return value;
}

function purchase(changes: Partial<IssuedOrder>, paid: Purchase["paid"] = null): Purchase {
  const at = "2030-01-01T00:00:00.000Z";
  const order: IssuedOrder = {
    appId: "app",
    paymentId: "payment_1",
    reference: "cart",
    attempt: 1,
    price: decimal("100"),
    askedPrice: decimal("100"),
    expiresInHours: 1,
    underpaymentTolerance: decimal("0"),
    customer: null,
    metadata: {},
    display: null,
    paid,
    sequence: 3,
    createdAt: at,
    updatedAt: at,
    status: "settling",
    address: "TAddress",
    network: "tron",
    coin: "usdt",
    amountDue: decimal("100"),
    expiresAt: at,
    receivingUntil: at,
    closesAt: at,
    invalidSeen: true,
    received: { usdt: decimal("50") },
    confirmed: { usdt: decimal("50") },
    coverage: "partial",
    receivedInTime: decimal("50"),
    coveredAt: null,
    lapsed: true,
    told: ["settling"],
    onChain: null,
    ...changes,
  };
  return {
    appId: "app",
    reference: "cart",
    version: 2,
    price: order.price,
    paid,
    attempts: [order],
    wakeAt: null,
  };
}

describe("the oracle's own arithmetic", () => {
  it("reads and writes amounts to the last of eighteen digits", () => {
    for (const amount of ["0", "1", "0.000000000000000001", "123456789.123456789123456789", "-3.5"]) {
      expect(text(units(amount))).toBe(amount);
    }
    expect(units("1e-7")).toBe(units("0.0000001"));
    expect(units("1.5E2")).toBe(units("150"));
  });

  it("splits an amount so that whole shares add up to it", () => {
    const amount = units("100.000001");
    expect(split(amount, [0.3, 0.3, 0.4]).reduce((sum, part) => sum + part, 0n)).toBe(amount);
    expect(split(amount, [0.5]).map(text)).toEqual(["50"]);
  });

  it("keeps the largest totals, and confirms by the codes of settlement and completion alone", () => {
    const totals = new Totals();
    const told = (state: number, amount: string) =>
      totals.join(
        readTold(`{"payment":{"payment_id":"payment_1"},"collected":{"USDT":${amount}},"state":${state}}`),
      );
    expect([told(0, "60"), told(2, "50"), told(-1, "70"), told(1, "50")]).toEqual([true, false, true, false]);
    expect(totals.received.get("usdt")).toBe(units("70"));
    expect(totals.confirmed.get("usdt")).toBe(units("50"));
  });
});

describe("the oracle's check that facts only grow", () => {
  const before = purchase({});

  it("passes what grew", () => {
    const after = purchase({ status: "completed", received: { usdt: decimal("60"), trx: decimal("1") } });
    expect(grown(before, after)).toBeUndefined();
  });

  it.each<[string, Partial<IssuedOrder>]>([
    ["status", { status: "receiving" }],
    ["received", { received: { usdt: decimal("49.99") } }],
    ["confirmed", { confirmed: {} }],
    ["invalid", { invalidSeen: false }],
    ["lapsed", { lapsed: false }],
    ["told", { told: [] }],
    ["amountDue", { amountDue: decimal("99") }],
    ["address", { address: "another" }],
    ["events", { sequence: 2 }],
    ["gone", { paymentId: "payment_2" }],
  ])("sees that %s shrank or changed", (name, changes) => {
    expect(grown(before, purchase(changes))).toContain(name);
  });

  it("sees that who paid was forgotten or changed", () => {
    const paid = {
      at: "2030-01-01T00:00:00.000Z",
      paymentId: "payment_1",
      late: false,
      price: decimal("100"),
    };
    expect(grown(purchase({}, paid), purchase({}))).toContain("paid");
    expect(grown(purchase({}, paid), purchase({}, { ...paid, late: true }))).toContain("paid");
  });
});

describe("choices", () => {
  it("depend on the seed, their name and how often it came up, and on nothing else", () => {
    const alone = new Choices(7);
    const among = new Choices(7);
    const drawn = (choices: Choices) => choices.pick("webhook of cart 1", 1_000);
    among.pick("webhook of cart 2", 1_000);
    const first = [drawn(alone), drawn(alone)];
    const second = [drawn(among)];
    among.chance("death, shop 1", 0.5);
    second.push(drawn(among));
    expect(second).toEqual(first);
    expect(drawn(new Choices(8))).not.toBe(first[0]);
  });

  it("are harmless where they are not allowed, and made again where they are", () => {
    const free = new Choices(7);
    const draw = (choices: Choices) => Array.from({ length: 50 }, () => choices.chance("death", 0.3));
    const made = draw(free);
    expect(made).toContain(true);
    expect(draw(new Choices(7, new Set(free.made)))).toEqual(made);
    expect(draw(new Choices(7, new Set()))).not.toContain(true);
  });

  it("know a random id by what it stands for", () => {
    const draw = (id: string) => {
      const choices = new Choices(7);
      choices.alias(id, "attempt 1 of cart 1");
      return choices.pick(`lost, webhook of ${id}`, 1_000_000);
    };
    expect(draw("iHde3LMvRwAsxV2pwx8G")).toBe(draw("4qZKgjo9fWlqhj7f0RN9"));
  });
});
