import { expect, it } from "vitest";
import { Portions } from "../src/evm/portions.ts";

it("a limit that is named is kept to, and not tried again", () => {
  const portions = new Portions(10_000);
  expect(portions.learn({ kind: "too_much", what: "range", most: 500 }, 10_000, 3)).toBe(true);
  for (let calls = 0; calls < 100; calls += 1) portions.afterGoodPortion();
  expect(portions).toMatchObject({ range: 500, addresses: 1_000 });
});

it("a limit that is not named is found by halving", () => {
  const portions = new Portions(10_000);
  portions.learn({ kind: "too_much", what: "range" }, 10_000, 3);
  portions.learn({ kind: "too_much", what: "range", most: 20_000 }, 5_000, 3);
  expect(portions.range).toBe(2_500);
});

it("too many addresses cut the addresses, and leave the blocks alone", () => {
  const portions = new Portions(10_000);
  portions.learn({ kind: "too_much", what: "addresses", most: 100 }, 10_000, 500);
  expect(portions).toMatchObject({ range: 10_000, addresses: 100 });
});

it("a place with many results is passed with small steps, and large ones after it", () => {
  const portions = new Portions(1_000);
  while (portions.range > 1) portions.learn({ kind: "too_much", what: "results" }, portions.range, 8);
  expect(portions.learn({ kind: "too_much", what: "results" }, 1, 8)).toBe(true);
  expect(portions.addresses).toBe(4);
  for (let calls = 0; calls < 10; calls += 1) portions.afterGoodPortion();
  expect(portions.range).toBe(1_000);
});

it.each(["range", "addresses", "results"] as const)(
  "one block and one address cannot be cut any smaller (%s)",
  (what) => {
    expect(new Portions(1).learn({ kind: "too_much", what }, 1, 1)).toBe(false);
  },
);
