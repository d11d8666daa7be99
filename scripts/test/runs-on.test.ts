import { expect, test } from "vitest";
import { runsOn } from "../lib/consumer.ts";

test.each([
  ["20.20.2", "20.19", true],
  ["22.18.0", "22.18", true],
  ["22.9.0", "22.18", false],
  ["20.20.2", "22.18", false],
  ["26.10.0", "22.18", true],
])("Node %s runs what asks for %s: %s", (version, engine, expected) => {
  expect(runsOn(version, engine)).toBe(expected);
});
