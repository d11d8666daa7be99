import { beforeAll, describe, expect, it } from "vitest";

import { counts, describe as described } from "../src/report.ts";
import { type ChaosResult, runChaos } from "../src/run.ts";
import { verify } from "../src/verify.ts";
import { tamperings } from "./tamperings.ts";

const ORDERS = 200;
const KILLS = 10;
const DATABASE_STOPS = 3;

function run(store: "sqlite" | "postgres"): Promise<ChaosResult> {
  const short = {
    orders: ORDERS,
    kills: KILLS,
    databaseStops: DATABASE_STOPS,
    crowd: 16,
    seed: "short form",
  };
  return runChaos({ ...short, store, say: () => {} });
}

/** The run was worth something: there were losses, payments of each kind, and things for a person. */
function expectLively(result: ChaosResult): void {
  const { expected } = verify(result.evidence);
  const figures = counts(result, expected);
  expect(figures["processes killed"]).toBe(KILLS);
  expect(figures["shown to customers"]).toBe(ORDERS + 1);
  expect(figures["order.paid rows"]).toBeGreaterThan(ORDERS / 4);
  expect(figures["order.paid_late rows"]).toBeGreaterThan(0);
  expect(figures["lost on the way"]).toBeGreaterThan(0);
  expect(figures["held for a person"]).toBeGreaterThan(0);
  expect(figures["in conflict"]).toBeGreaterThan(0);
  expect(figures["events tried more than once"]).toBeGreaterThan(0);
}

function expectNothingLost(result: ChaosResult): void {
  const { mismatches, expected } = verify(result.evidence);
  expect(mismatches, described(result, expected)).toEqual([]);
  expect(result.deaths).toEqual([]);
}

describe("a shop on SQLite whose process is killed ten times", () => {
  let result: ChaosResult;
  beforeAll(async () => {
    result = await run("sqlite");
  }, 240_000);

  it("loses nothing, invents nothing and pays nothing twice", () => {
    expectNothingLost(result);
    expectLively(result);
  });

  describe("the verifier notices when", () => {
    it.each(tamperings)("$what", ({ rule, tamper }) => {
      expect(verify(result.evidence).mismatches).toEqual([]);
      const { mismatches } = verify(tamper(structuredClone(result.evidence)));
      expect(mismatches.map((mismatch) => mismatch.rule)).toContain(rule);
    });
  });
});

describe("a shop of four processes on PostgreSQL, killed ten times, its database stopped three times", () => {
  it("loses nothing, invents nothing and pays nothing twice", async () => {
    const result = await run("postgres");
    expectNothingLost(result);
    expectLively(result);
    expect(result.databaseStops).toBe(DATABASE_STOPS);
  });
});
