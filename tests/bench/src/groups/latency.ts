import { join } from "node:path";
import type { Child } from "../child/child.ts";
import { figureOf, quantile, type Row } from "../figures.ts";
import type { LoadCalls } from "../load/api.ts";
import type { ServerName } from "../servers/api.ts";
import type { Sizes } from "../sizes.ts";
import { RunningServer } from "./server-pool.ts";

const LIMIT_MS = 50;
/** Few rounds, since each is seconds long. */
const MAX_ROUNDS = 5;
const CONNECTIONS = 64;
const names = [
  "coincoin on Express 5, memory",
  "coincoin on Express 5, SQLite",
] as const satisfies ServerName[];

/** How long an event waits between the 200 and its handler, while webhooks come at a steady rate. */
export async function latencyRows(sizes: Sizes, load: Child<LoadCalls>, folder: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const name of names) {
    const server = await RunningServer.start(load, name, join(folder, "latency.db"));
    try {
      await server.take(sizes.warmUp, sizes.connections);
      await server.child.call("delays", { count: 0 });
      // What the warm-up left is delivered to the new handler first.
      await server.child.call("delays", { count: sizes.warmUp });
      const p50: number[] = [];
      const p99: number[] = [];
      const count = Math.ceil(sizes.perSecond * sizes.pacedSeconds);
      for (let round = 0; round < Math.min(sizes.rounds, MAX_ROUNDS); round++) {
        await server.take(count, CONNECTIONS, sizes.perSecond);
        const delays = await server.child.call("delays", { count });
        p50.push(quantile(delays, 0.5));
        p99.push(quantile(delays, 0.99));
      }
      const figure = figureOf(p99);
      rows.push({
        group: `from 200 to handler, ${sizes.perSecond} webhooks/s`,
        name: `${name}, p99`,
        unit: "ms",
        figure,
        ratios: [],
        note: `p50 ${figureOf(p50).median.toFixed(1)} ms`,
        target: { text: `at most ${LIMIT_MS} ms`, met: figure.median <= LIMIT_MS },
        ours: true,
      });
    } finally {
      await server.child.close();
    }
  }
  return rows;
}
