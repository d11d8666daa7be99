import { join } from "node:path";
import type { Child } from "../child/child.ts";
import { figureOf, interleaved, median, type Row, ratioOf } from "../figures.ts";
import type { LoadCalls } from "../load/api.ts";
import { type ServerName, serverNames } from "../servers/api.ts";
import type { Sizes } from "../sizes.ts";
import { RunningServer } from "./server-pool.ts";

export const WEBHOOKS = "webhook over HTTP";

interface Goal {
  readonly to: readonly ServerName[];
  readonly atLeast: number;
}

const express: readonly ServerName[] = [
  "Express 5, express.json()",
  "Express 5, stripe",
  "Express 5, octokit",
];

const goals: Partial<Record<ServerName, readonly Goal[]>> = {
  "coincoin on Express 5, memory": [{ to: express, atLeast: 1 }],
  "coincoin on Express 5, SQLite": [{ to: ["Express 5, stripe"], atLeast: 0.9 }],
  "coincoin on Express 5, PostgreSQL": [{ to: ["Express 5, stripe"], atLeast: 0.6 }],
  "coincoin on node:http, memory": [{ to: ["Express 5, stripe"], atLeast: 2 }],
  "coincoin on node:http, SQLite": [],
  "coincoin in Nest on Express, memory": [{ to: ["Nest on Express, controller"], atLeast: 0.9 }],
  "coincoin in Nest on Fastify, memory": [{ to: ["Nest on Fastify, controller"], atLeast: 0.9 }],
};

/** Every server takes the same body in every round; ours has another order for each, since that is the work. */
export async function webhookRows(
  sizes: Sizes,
  load: Child<LoadCalls>,
  folder: string,
  postgresUrl: string,
): Promise<Row[]> {
  const placeOf = (name: ServerName) =>
    name.endsWith("SQLite") ? join(folder, `${name.replaceAll(/\W+/g, "-")}.db`) : postgresUrl;
  const servers = new Map<ServerName, RunningServer>();
  try {
    for (const name of serverNames) {
      const server = await RunningServer.start(load, name, placeOf(name));
      servers.set(name, server);
      await server.take(sizes.warmUp, sizes.connections);
    }
    const measured = await interleaved(serverNames, sizes.rounds, async (name) => {
      const server = servers.get(name);
      if (server === undefined) throw new Error(`${name} does not run`);
      return server.take(sizes.webhooks, sizes.connections);
    });
    const rates = new Map(
      serverNames.map((name) => [
        name,
        (measured.get(name) ?? []).map(({ elapsedMs }) => sizes.webhooks / (elapsedMs / 1000)),
      ]),
    );
    return serverNames.map((name) => {
      const own = rates.get(name) ?? [];
      const ratioTo = (other: ServerName) => ratioOf(own, rates.get(other) ?? []);
      const wanted = goals[name];
      const beside = wanted === undefined ? [] : wanted.flatMap(({ to }) => to);
      const cpu = median((measured.get(name) ?? []).map(({ cpuMicros }) => cpuMicros / sizes.webhooks));
      return {
        group: WEBHOOKS,
        name,
        unit: "/s",
        figure: figureOf(own),
        ratios: (wanted?.length === 0 ? express : beside).map((to) => ({ to, value: ratioTo(to) })),
        note: `${cpu.toFixed(0)} µs of CPU each`,
        target: targetOf(wanted, ratioTo),
        ours: name.startsWith("coincoin"),
      };
    });
  } finally {
    for (const server of servers.values()) await server.child.close();
  }
}

function targetOf(
  wanted: readonly Goal[] | undefined,
  ratioTo: (other: ServerName) => number,
): Row["target"] {
  if (wanted === undefined || wanted.length === 0) return undefined;
  return {
    text: wanted.map(({ to, atLeast }) => `${atLeast}x ${to.length > 1 ? "each" : to.join()}`).join(", "),
    met: wanted.every(({ to, atLeast }) => to.every((other) => ratioTo(other) >= atLeast)),
  };
}
