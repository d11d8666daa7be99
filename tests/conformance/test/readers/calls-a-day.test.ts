import { expect, it } from "vitest";
import { measure } from "../../src/calls-a-day/measure.ts";
import { ORDERS } from "../../src/calls-a-day/plans.ts";

const HOUR = 3_600_000;

it.each(["tron", "ethereum", "bsc"] as const)(
  "%s is asked for the head, for what is final and for all open orders, and no more",
  async (network) => {
    const { looks, byMethod } = await measure({ network }, ORDERS, HOUR);
    expect(byMethod["eth_getLogs"]).toBe(looks);
    expect(byMethod["eth_getBlockByNumber"]).toBeLessThanOrEqual(2 * looks + 2);
    // The time of a block with a payment is asked for once.
    expect(byMethod["eth_getBlockByHash"] ?? 0).toBeLessThanOrEqual(ORDERS);
  },
);

it.each([{ network: "tron" }, { network: "ethereum" }, { network: "ethereum", maxRange: 10 }] as const)(
  "what $network costs in a day is known before, within a fifth",
  async (plan) => {
    const { calls, planned } = await measure(plan, 100, HOUR);
    expect(planned / 24 / calls).toBeGreaterThan(0.8);
    expect(planned / 24 / calls).toBeLessThan(1.2);
  },
);

it("a Bitcoin address is asked for less and less often", async () => {
  const { byMethod } = await measure({ network: "bitcoin" }, 10, 24 * HOUR);
  expect((byMethod["GET /address/:address/txs"] ?? 0) / 10).toBeLessThanOrEqual(55);
});
