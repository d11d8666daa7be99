import { describe, expect, it } from "vitest";
import { needOf, runDay } from "../src/day/day.ts";
import type { DayOptions } from "../src/day/options.ts";
import { describeDay, ENOUGH, shareOf } from "../src/day/report.ts";

/** A tenth of the shop, the bots and the gateway's limit. */
function short(over: Partial<DayOptions> = {}): DayOptions {
  return {
    seed: 1,
    customers: 300,
    bots: 2,
    strangers: 10,
    hours: 3,
    givesCustomer: true,
    gatewayOrders: 60,
    limits: { openOrders: 60 },
    ...over,
  };
}

describe("a day of a busy shop", () => {
  it.each([1, 2])(
    "lets every honest customer pay while bots press pay, where the gateway's limit allows it: seed %i",
    async (seed) => {
      const options = short({ seed });
      const result = await runDay(options);
      const need = await needOf(options);
      expect(need).toBeLessThanOrEqual(options.gatewayOrders);
      expect(shareOf(result)).toBeGreaterThanOrEqual(ENOUGH);
      expect(result).toMatchObject({ served: result.paid, servedUnpaid: 0 });
      expect(result.paid).toBeGreaterThan(200);
      expect(result.peak).toBeLessThanOrEqual(options.gatewayOrders);
      expect(result.miscount).toBeLessThanOrEqual(1);
      expect(result.requests).toBeGreaterThanOrEqual(result.orders - 10);
      expect(describeDay(options, result, need)).toMatch(
        /could pay +\d+ of 300, (99\.[5-9]\d|100\.00)%: as it should be/,
      );
    },
  );

  it("is the same day whenever it is run", async () => {
    expect(await runDay(short())).toEqual(await runDay(short()));
  });

  it("is a bad day where the shop does not say whose its orders are, or lets them live for a day", async () => {
    expect(shareOf(await runDay(short({ givesCustomer: false })))).toBeLessThan(ENOUGH);
    expect(shareOf(await runDay(short({ hours: 24 })))).toBeLessThan(ENOUGH);
  });

  it("goes as far as the gateway lets it, where the shop expects less of it than it allows", async () => {
    const result = await runDay(short({ limits: { openOrders: 30 } }));
    expect(shareOf(result)).toBeGreaterThanOrEqual(ENOUGH);
  });

  it("says that the gateway's own limit is in the way, where it is", async () => {
    const options = short({ customers: 150, gatewayOrders: 10, limits: { openOrders: 10 } });
    const result = await runDay(options);
    const text = describeDay(options, result, await needOf(options));
    expect(shareOf(result)).toBeLessThan(ENOUGH);
    expect(result.peak).toBe(10);
    expect(text).toContain("the gateway's own limit does not allow all of them");
  });
});
