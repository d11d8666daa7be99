import { join } from "node:path";
import type { Child } from "../child/child.ts";
import { figureOf, interleaved, type Row, ratioOf } from "../figures.ts";
import type { LoadCalls } from "../load/api.ts";
import type { Sizes } from "../sizes.ts";
import { RunningServer } from "./server-pool.ts";

const LIMIT = 1.2;
/** Memory is called flat when so many more orders need no more than this share of it. */
const FLAT = 1.1;
const CONNECTIONS = 4;

/** The same webhooks against stores that hold few and many orders: SQLite, which keeps them on disk. */
export async function storedRows(sizes: Sizes, load: Child<LoadCalls>, folder: string): Promise<Row[]> {
  const group = "orders stored, SQLite";
  const names = sizes.stored.map(String);
  const servers = new Map<string, RunningServer>();
  try {
    for (const name of names) {
      const file = join(folder, `stored-${name}.db`);
      const server = await RunningServer.start(load, "coincoin on node:http, SQLite", file);
      servers.set(name, server);
      await server.stock(Number(name));
      await server.take(sizes.warmUp, sizes.connections);
    }
    const measured = await interleaved(names, sizes.rounds, async (name) => {
      const server = servers.get(name);
      if (server === undefined) throw new Error(`${name} does not run`);
      const { p50Ms } = await server.take(Math.min(sizes.webhooks, 300), CONNECTIONS);
      return p50Ms;
    });
    const heaps = new Map<string, number>();
    for (const [name, server] of servers) {
      heaps.set(name, (await server.child.call("memory", null)).heapBytes / 2 ** 20);
    }
    const [least = ""] = names;
    return names.flatMap((name): Row[] => {
      const p50s = measured.get(name) ?? [];
      const heap = heaps.get(name) ?? Number.NaN;
      const slower = ratioOf(p50s, measured.get(least) ?? []);
      const more = heap / (heaps.get(least) ?? Number.NaN);
      const beside = (value: number) => (name === least ? [] : [{ to: `${least} orders`, value }]);
      const aim = (text: string, met: boolean) => (name === least ? undefined : { text, met });
      return [
        {
          group,
          name: `${name} orders: p50 of a webhook`,
          unit: "ms",
          figure: figureOf(p50s),
          ratios: beside(slower),
          target: aim(`at most ${LIMIT}x`, slower <= LIMIT),
          ours: true,
        },
        {
          group,
          name: `${name} orders: heap after a collection`,
          unit: "MiB",
          figure: figureOf([heap]),
          ratios: beside(more),
          target: aim("flat", more <= FLAT),
          ours: true,
        },
      ];
    });
  } finally {
    for (const server of servers.values()) await server.child.close();
  }
}
