import { describe, expect, it } from "vitest";
import { fuzz, heapGrew } from "../src/fuzz.ts";
import { makeInput } from "../src/inputs.ts";
import { fault } from "../src/judge.ts";
import { shrink } from "../src/shrink.ts";
import type { Mount } from "../src/target-protocol.ts";

const mount: Mount = {
  name: "express",
  port: 1,
  path: "/coincoin",
  appId: "app",
  token: "token",
  victim: { paymentId: "VICTIM_00001", address: "TVictim" },
  victimKey: "key",
  partlyPaid: { paymentId: "PARTLY_00001", address: "TPartly" },
  partlyPaidKey: "key",
  now: 0,
};

describe("whatever is sent to any route", () => {
  it("brings no 5xx, no crash, no hang, no growing heap and no changed order", async () => {
    const seed = Number(process.env["COINCOIN_ATTACK_SEED"] ?? Date.now() % 1_000_000);
    process.stdout.write(`seed ${seed}: pnpm attack fuzz --seed ${seed} sends the same\n`);
    const report = await fuzz({ seed, inputs: 5_000 });
    expect(report.failures).toEqual([]);
    expect(report.sent).toBe(5_000);
    expect(heapGrew(report)).toBe(false);
    // Inputs that nobody reads past the first line would prove little: all of these have to be met.
    for (const status of [200, 400, 401, 404, 405, 413]) expect(report.statuses[status]).toBeGreaterThan(0);
  });
});

describe("the fuzzer", () => {
  it("makes the same input of the same seed and number, and another of another", () => {
    const input = (seed: number, index: number) => makeInput([mount], seed, index).bytes.toString("base64");
    expect(input(7, 100)).toBe(input(7, 100));
    expect(new Set(Array.from({ length: 200 }, (_, index) => input(7, index))).size).toBeGreaterThan(190);
    expect(input(8, 100)).not.toBe(input(7, 100));
  });

  it("finds fault with what must never be, and with nothing else", () => {
    const reaction = (status: number, text = "") => ({
      statuses: status === 0 ? [] : [status],
      ms: 1,
      hung: false,
      text,
    });
    for (const status of [200, 400, 401, 404, 413, 431]) {
      expect(fault({ wellFormed: true }, reaction(status))).toBeUndefined();
    }
    expect(fault({ wellFormed: true }, reaction(500))).toBe("answered 500");
    expect(fault({ wellFormed: true }, reaction(503, '{"code":"store_unavailable"}'))).toBe("answered 503");
    expect(fault({ wellFormed: true }, reaction(503, '{"code":"parked_full"}'))).toBeUndefined();
    expect(fault({ wellFormed: true }, reaction(0))).toBe("closed without an answer");
    expect(fault({ wellFormed: false }, reaction(0))).toBeUndefined();
    expect(fault({ wellFormed: true }, { ...reaction(0), hung: true })).toMatch(/no end/);
  });

  it("cuts a failing input down to what fails", async () => {
    const bytes = Buffer.from(`${"x".repeat(500)}BUG${"y".repeat(500)}`);
    const small = await shrink(bytes, async (candidate) => candidate.includes("BUG"));
    expect(small.toString()).toBe("BUG");
  });
});
