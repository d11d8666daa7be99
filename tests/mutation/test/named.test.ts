import { expect, it } from "vitest";
import { named } from "../data/named.ts";
import { placeOf, plantAll } from "../src/planted.ts";

const limits = { shards: 2, limitMs: 60_000 };

it.each(named)("still fits the source: $name", (each) => {
  expect(placeOf(each)).toBeGreaterThan(0);
  expect(each.replace).not.toBe(each.find);
});

/** Those that need a whole database are tried by `mutate --named`. */
const short = named.filter(({ alone }) => alone?.isLong !== true);

it("each mistake of the list is noticed by a test", { timeout: 300_000 }, async () => {
  const notices = await plantAll(short, limits);
  const unnoticed = [...notices].filter(([, test]) => test === undefined).map(([name]) => name);
  expect(unnoticed).toEqual([]);
  expect(notices.size).toBe(short.length);
});
