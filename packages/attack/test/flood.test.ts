import { describe, expect, it } from "vitest";
import { describeFlood, flood } from "../src/flood.ts";

describe.each(["express", "node:http"])("while strangers flood %s", (mount) => {
  it("every true webhook is stored", async () => {
    const report = await flood(mount, 3);
    process.stdout.write(`${describeFlood(report)}\n`);
    expect(report.lost).toEqual([]);
    expect(report.received).toBe(report.expected);
    expect(Object.keys(report.refused).sort()).toEqual(["401", "404"]);
    expect(report.refused["401"]).toBeGreaterThan(500);
  });
});
