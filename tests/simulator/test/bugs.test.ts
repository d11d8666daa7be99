import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bugs } from "../bugs/bugs.ts";
import { chainBugs } from "../bugs/chain-bugs.ts";
import { runSeeds } from "../src/fleet.ts";
import { Copy } from "../src/planting.ts";
import type { Told } from "../src/worker.ts";

const core = fileURLToPath(new URL("../../../packages/core/src/", import.meta.url));

describe("planted bugs", () => {
  it.each([...bugs, ...chainBugs, ...chainBugs.flatMap(({ and }) => and ?? [])])(
    "still fit the source: $name",
    async ({ file, find, replace }) => {
      const source = await readFile(`${core}${file}`, "utf8");
      expect(source.split(find)).toHaveLength(2);
      expect(source.replace(find, () => replace)).not.toBe(source);
    },
  );
});

/** A few that are caught at once; `pnpm simulate:bugs` goes through all. */
const quick = [
  "a webhook is acknowledged before it is committed",
  "paid by the code alone, whatever the amount",
  "the spool forgets a record before the store has it",
];

describe("the simulator", () => {
  let copy: Copy;
  beforeAll(async () => {
    copy = await Copy.make();
  });
  afterAll(() => copy.remove());

  async function failures(): Promise<Told[]> {
    const told: Told[] = [];
    const seeds = [1, 2, 3, 4, 5, 6];
    await runSeeds({ seeds, orders: 20, worker: copy.worker, tell: (each) => told.push(each) });
    return told.filter(({ rule }) => rule !== null);
  }

  it("finds nothing wrong in a copy without bugs", async () => {
    expect(await failures()).toEqual([]);
  });

  it.each(quick)("catches: %s", async (name) => {
    const bug = bugs.find((each) => each.name === name);
    if (bug === undefined) throw new Error(`there is no bug "${name}"`);
    const takeOut = await copy.plant(bug);
    try {
      expect(await failures()).not.toEqual([]);
    } finally {
      await takeOut();
    }
  });
});
