import { describe, expect, it } from "vitest";
import { Tally } from "../../src/lib/tally.ts";

function tallying() {
  const warned: string[] = [];
  const warn = (facts: object, message: string) =>
    void warned.push(`${message} x${"count" in facts ? String(facts.count) : "?"}`);
  const tally = new Tally<"a" | "b">({ debug() {}, info() {}, warn, error() {} });
  return { tally, warned };
}

describe("what strangers can cause", () => {
  it("is warned of once in ten seconds, with a count, and counted in full", () => {
    const { tally, warned } = tallying();
    for (const at of [0, 1, 9_999, 10_000, 10_001]) tally.note("a", "refused", at);
    expect(warned).toEqual(["refused x1", "refused x3"]);
    expect(tally.counts()).toEqual({ a: 5 });
  });

  it("hides nothing that has another reason", () => {
    const { tally, warned } = tallying();
    for (let at = 0; at < 1_000; at++) tally.note("a", "scanned", at);
    tally.note("b", "a customer's payment", 500);
    expect(warned).toEqual(["scanned x1", "a customer's payment x1"]);
    expect(tally.counts()).toEqual({ a: 1_000, b: 1 });
  });

  it("is told though the clock is set back", () => {
    const { tally, warned } = tallying();
    tally.note("a", "refused", 10_000_000);
    tally.note("a", "refused", 0);
    expect(warned).toHaveLength(2);
  });
});
