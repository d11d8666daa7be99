import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "@coincoin/test-lib/postgres-server";
import { Child } from "./child/child.ts";
import type { Row } from "./figures.ts";
import { creationRows } from "./groups/creation.ts";
import { footprintRows } from "./groups/footprint.ts";
import { inProcessRows } from "./groups/in-process.ts";
import { latencyRows, loopRows } from "./groups/latency.ts";
import { storedRows } from "./groups/stored.ts";
import { webhookRows } from "./groups/webhooks.ts";
import { workRows } from "./groups/work.ts";
import type { LoadCalls } from "./load/api.ts";
import type { Sizes } from "./sizes.ts";

export const groupNames = [
  "in-process",
  "webhooks",
  "work",
  "latency",
  "loop",
  "stored",
  "creation",
  "footprint",
] as const;
export type GroupName = (typeof groupNames)[number];

export interface RunOptions {
  readonly sizes: Sizes;
  readonly groups: readonly GroupName[];
  readonly say: (line: string) => void;
}

/** Measures group after group, each by itself, so that the machine has nothing else of ours to do. */
export async function runBench({ sizes, groups, say }: RunOptions): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "coincoin-bench-"));
  const load = new Child<LoadCalls>("load/process.ts");
  const measure: Readonly<Record<GroupName, () => Promise<Row[]>>> = {
    "in-process": () => inProcessRows(sizes),
    webhooks: () => withPostgres((url) => webhookRows(sizes, load, folder, url)),
    work: () => withPostgres((url) => workRows(sizes, load, freshFolder("work"), url)),
    loop: () => loopRows(sizes, load, folder),
    latency: () => latencyRows(sizes, load, folder),
    stored: () => storedRows(sizes, load, folder),
    creation: () => creationRows(sizes, folder),
    footprint: () => footprintRows(sizes),
  };
  const freshFolder = (name: string) => mkdtempSync(join(folder, name));
  const rows: Row[] = [];
  try {
    for (const group of groups) {
      const since = performance.now();
      rows.push(...(await measure[group]()));
      say(`${group}: ${((performance.now() - since) / 1000).toFixed(1)} s`);
    }
    return rows;
  } finally {
    await load.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** With fsync, as in production: a durable row that is not durable would be no row. */
async function withPostgres<T>(task: (url: string) => Promise<T>): Promise<T> {
  const server = await startPostgres({ settings: { fsync: "on" } });
  try {
    return await task(server.connectionString);
  } finally {
    await server.stop();
  }
}
