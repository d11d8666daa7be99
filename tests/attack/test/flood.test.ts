import { describe, expect, it } from "vitest";
import { describeFlood, flood } from "../src/flood.ts";

describe.each([
  ["express", "steady"],
  ["node:http", "steady"],
  ["node:http", "pipelined"],
] as const)("while strangers flood %s, %s", (mount, mode) => {
  it("every true webhook is stored", async () => {
    const report = await flood(mount, 3, mode);
    process.stdout.write(`${describeFlood(report)}\n`);
    expect(report.lost).toEqual([]);
    expect(report.received).toBe(report.expected);
    expect(Object.keys(report.refused).sort()).toEqual(["401", "404"]);
    expect(report.refused["401"]).toBeGreaterThan(500);
  });
});
