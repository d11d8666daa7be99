import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import type { Row } from "../src/figures.ts";
import { groupNames } from "../src/run.ts";
import { serverNames } from "../src/servers/api.ts";

const run = promisify(execFile);

test("the shortest run measures every row", async () => {
  const cli = join(import.meta.dirname, "..", "src", "cli.ts");
  const { stdout } = await run(process.execPath, [cli, "--quickest", "--json", "--no-write"], {
    maxBuffer: 10_000_000,
  });
  const rows: Row[] = JSON.parse(stdout);
  // NaN and Infinity are null in JSON. Zero is a figure: a handler can be faster than the answer.
  expect(rows.filter(({ figure }) => typeof figure.median !== "number")).toEqual([]);
  expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining([...serverNames]));
  expect(new Set(rows.map(({ group }) => group)).size).toBeGreaterThanOrEqual(groupNames.length);
});
