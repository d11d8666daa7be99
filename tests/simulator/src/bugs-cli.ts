import { parseArgs } from "node:util";
import { type Bug, bugs } from "../bugs/bugs.ts";
import { runSeeds } from "./fleet.ts";
import { Copy } from "./planting.ts";

/**
 * Plants one bug after the other into a copy of core and runs seeds until one fails. Exits 1 when a bug was not caught or does not
 * fit the source any more, or when core without any bug is caught.
 */
const { values } = parseArgs({
  options: {
    /** How many bugs at the start of the list are left out. */
    skip: { type: "string", default: "0" },
    seeds: { type: "string", default: "600" },
    orders: { type: "string", default: "30" },
    only: { type: "string", default: "" },
  },
});
const seeds = Array.from({ length: Number(values.seeds) }, (_, index) => index + 1);
const orders = Number(values.orders);

async function firstFailure(copy: Copy, upTo: number): Promise<{ seed: number; rule: string } | undefined> {
  let first: { seed: number; rule: string } | undefined;
  await runSeeds({
    seeds: seeds.slice(0, upTo),
    orders,
    worker: copy.worker,
    tell: ({ seed, rule }) => {
      if (rule !== null) first ??= { seed, rule };
    },
    enough: () => first !== undefined,
  });
  return first;
}

async function isCaught(copy: Copy, bug: Bug): Promise<boolean> {
  const takeOut = await copy
    .plant(bug)
    .catch((error: unknown) => console.log(`NOT PLANTED: ${String(error)}`));
  if (takeOut === undefined) return false;
  try {
    const failure = await firstFailure(copy, seeds.length);
    const found = failure === undefined ? "NOT CAUGHT" : `caught by seed ${failure.seed} (${failure.rule})`;
    console.log(`${found}: ${bug.name}`);
    return failure !== undefined;
  } finally {
    await takeOut();
  }
}

const copy = await Copy.make();
try {
  const chosen = bugs.filter(({ name }) => name.includes(values.only)).slice(Number(values.skip));
  const healthy = await firstFailure(copy, 20);
  if (healthy !== undefined) console.log(`without any bug, seed ${healthy.seed} fails: ${healthy.rule}`);
  let caught = 0;
  for (const bug of chosen) if (await isCaught(copy, bug)) caught++;
  console.log(`${caught} of ${chosen.length} bugs were caught`);
  process.exitCode = caught === chosen.length && healthy === undefined ? 0 : 1;
} finally {
  await copy.remove();
}
