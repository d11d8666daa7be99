import { join } from "node:path";
import type { Child } from "../child/child.ts";
import { figureOf, quantile, type Row } from "../figures.ts";
import type { LoadCalls } from "../load/api.ts";
import type { ServerName } from "../servers/api.ts";
import type { Sizes } from "../sizes.ts";
import { RunningServer } from "./server-pool.ts";

const LIMIT_MS = 20;
/** Few rounds, since each is seconds long. */
const MAX_ROUNDS = 5;
const CONNECTIONS = 64;
const names = [
  "coincoin on Express 5, memory",
  "coincoin on Express 5, SQLite",
] as const satisfies ServerName[];

const LOOP_LIMIT_MS = 2;
const LOOP_PER_SECOND = 200;
const LOOP_SECONDS = 5;

/** How late the shop's own timers are while webhooks come at a steady rate, over what they are without. */
export async function loopRows(sizes: Sizes, load: Child<LoadCalls>, folder: string): Promise<Row[]> {
  const name = "coincoin on Express 5, SQLite";
  const server = await RunningServer.start(load, name, join(folder, "loop.db"));
  try {
    await server.take(sizes.warmUp, sizes.connections);
    const over: number[] = [];
    const seconds = Math.min(sizes.pacedSeconds, LOOP_SECONDS);
    const count = Math.ceil(LOOP_PER_SECOND * seconds);
    for (let round = 0; round < Math.min(sizes.rounds, MAX_ROUNDS); round++) {
      await server.stock(count);
      await server.child.call("lateness", null);
      await new Promise((resolve) => {
        setTimeout(resolve, seconds * 1000);
      });
      const idle = await server.child.call("lateness", null);
      await server.fire(count, CONNECTIONS, LOOP_PER_SECOND);
      over.push((await server.child.call("lateness", null)) - idle);
    }
    const figure = figureOf(over);
    return [
      {
        group: `event loop at ${LOOP_PER_SECOND} webhooks/s, p99 over the idle one`,
        name,
        unit: "ms",
        figure,
        ratios: [],
        target: { text: `at most ${LOOP_LIMIT_MS} ms`, met: figure.median <= LOOP_LIMIT_MS },
        ours: true,
      },
    ];
  } finally {
    await server.child.close();
  }
}

/** How long an event waits between the 200 and its handler, while webhooks come at a steady rate. */
export async function latencyRows(sizes: Sizes, load: Child<LoadCalls>, folder: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const name of names) {
    const server = await RunningServer.start(load, name, join(folder, "latency.db"));
    try {
      await server.take(sizes.warmUp, sizes.connections);
      await server.child.call("delays", { count: 0 });
      const p50: number[] = [];
      const p99: number[] = [];
      const count = Math.ceil(sizes.perSecond * sizes.pacedSeconds);
      for (let round = 0; round < Math.min(sizes.rounds, MAX_ROUNDS); round++) {
        await server.take(count, CONNECTIONS, { perSecond: sizes.perSecond });
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
