import fc from "fast-check";
import { expect, test } from "vitest";
import { COINS } from "../../src/engine/coins.ts";
import {
  CREATE_FAULTS,
  DELIVERY_FAULTS,
  type Engine,
  type EngineOptions,
  SandboxError,
} from "../../src/index.ts";
import { deliver, HOUR, order, startEngine } from "./driver.ts";

const ids = ["EX100100100", "EX100100101", "EX100100102"];
const step = fc.oneof(
  fc.record({
    kind: fc.constant("create" as const),
    id: fc.constantFrom(...ids),
    price: fc.integer({ min: 10, max: 500 }),
  }),
  fc.record({
    kind: fc.constant("pay" as const),
    id: fc.constantFrom(...ids),
    coin: fc.option(fc.constantFrom(...COINS), { nil: undefined }),
    cents: fc.integer({ min: 1, max: 40_000 }),
  }),
  fc.record({ kind: fc.constant("advance" as const), ms: fc.integer({ min: 0, max: 15 * HOUR }) }),
  fc.record({
    kind: fc.constantFrom("settle" as const, "complete" as const),
    id: fc.constantFrom(...ids),
  }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function run(engine: Engine, { ...action }: Step): void {
  try {
    if (action.kind === "create") order(engine, action.id, String(action.price));
    else if (action.kind === "advance") engine.advance(action.ms);
    else if (action.kind === "pay") {
      const amount = (action.cents / 100).toFixed(2);
      engine.pay(action.id, action.coin === undefined ? { amount } : { amount, coin: action.coin });
    } else engine[action.kind](action.id);
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
  }
}

test("totals never fall, an order is completed at most once, and completed stays completed", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const engine = startEngine();
      const totals = new Map<string, number>();
      const completions = new Map<string, number>();
      for (const each of steps) {
        run(engine, each);
        for (const { body, deliveryId } of deliver(engine)) {
          const { payment, collected, state } = JSON.parse(body);
          for (const [coin, amount] of Object.entries<number>(collected)) {
            const key = `${payment.payment_id} ${coin}`;
            expect(amount).toBeGreaterThanOrEqual(totals.get(key) ?? 0);
            totals.set(key, amount);
          }
          if (completions.has(payment.payment_id)) expect(state).toBe(1);
          if (engine.delivery(deliveryId)?.reason !== "completed") continue;
          completions.set(payment.payment_id, (completions.get(payment.payment_id) ?? 0) + 1);
          expect(completions.get(payment.payment_id)).toBe(1);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test("given time, every order ends, and one that was paid in full ends completed", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const engine = startEngine();
      for (const each of steps) run(engine, each);
      engine.advance(49 * HOUR);
      for (const { status, remaining } of engine.orders()) {
        expect(["completed", "invalid"]).toContain(status);
        if (remaining === "0") expect(status).toBe("completed");
      }
    }),
    { numRuns: 200 },
  );
});

test("the same seed and the same calls give the same answers, faults, webhooks and signatures", () => {
  const chance = fc.double({ min: 0, max: 0.6, noNaN: true });
  const plan = fc.record({
    deliveries: fc.dictionary(fc.constantFrom(...DELIVERY_FAULTS), chance),
    creates: fc.dictionary(fc.constantFrom(...CREATE_FAULTS), chance),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), plan, fc.integer(), (steps, faults, seed) => {
      const options: Partial<EngineOptions> = { faults, seed, rateDeviation: 0.05, resend: "until-200" };
      const [first, second] = [startEngine(options), startEngine(options)];
      for (const each of steps) {
        run(first, each);
        run(second, each);
        expect(deliver(first)).toEqual(deliver(second));
      }
      expect(first.orders()).toEqual(second.orders());
      expect(first.deliveries()).toEqual(second.deliveries());
    }),
    { numRuns: 100 },
  );
});

test("another seed gives other addresses and other faults", () => {
  const runs = [1, 2].map((seed) => {
    const engine = startEngine({ seed, faults: { deliveries: { drop: 0.5 } } });
    order(engine);
    for (let index = 0; index < 40; index += 1) engine.pay("EX100100100", { amount: "1" });
    return {
      address: engine.order("EX100100100")?.address,
      dropped: engine.deliveries().map(({ status }) => status),
    };
  });
  expect(runs[0]?.address).not.toBe(runs[1]?.address);
  expect(runs[0]?.dropped).not.toEqual(runs[1]?.dropped);
  const share = (runs[0]?.dropped ?? []).filter((status) => status === "dropped").length;
  expect(share).toBeGreaterThan(8);
  expect(share).toBeLessThan(32);
});
