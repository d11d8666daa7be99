import { join } from "node:path";
import type { Child } from "../child/child.ts";
import { figureOf, interleaved, median, type Row, ratioOf, type Target } from "../figures.ts";
import type { LoadCalls } from "../load/api.ts";
import { type ServerName, serverNames } from "../servers/api.ts";
import type { Sizes } from "../sizes.ts";
import { RunningServer } from "./server-pool.ts";

export const WEBHOOKS = "webhook over HTTP, to handler done";
const EXAMPLE = "webhook over HTTP, the document's example, to 200";

const byHand = "Express 5, stripe + a transaction by hand";

/** What a careful shop would run in its place, durable to the same degree. */
const peers: Partial<Record<ServerName, readonly ServerName[]>> = {
  "coincoin on Express 5, SQLite": [`${byHand}, SQLite`],
  "coincoin on Express 5, PostgreSQL": ["Express 5, stripe + pg-boss, PostgreSQL", `${byHand}, PostgreSQL`],
};
const AT_LEAST = 1.5;

/** What ours could reach at most: servers that store nothing. */
const limits: Partial<Record<ServerName, readonly ServerName[]>> = {
  "coincoin on Express 5, memory": ["Express 5, stripe"],
  "coincoin on node:http, memory": ["Express 5, stripe"],
  "coincoin on node:http, SQLite": ["Express 5, stripe"],
  "coincoin in Nest on Express, memory": ["Nest on Express, controller"],
  "coincoin in Nest on Fastify, memory": ["Nest on Fastify, controller"],
};

const cpuLimits: Partial<Record<ServerName, number>> = { "coincoin on Express 5, SQLite": 150 };

const examples = serverNames.filter((name) => name.startsWith("coincoin on Express 5"));

/** Every server takes the same body in every round; each webhook is for another order, since that is the work. */
export async function webhookRows(
  sizes: Sizes,
  load: Child<LoadCalls>,
  folder: string,
  postgresUrl: string,
): Promise<Row[]> {
  const servers = new Map<ServerName, RunningServer>();
  const serverOf = (name: ServerName) => {
    const server = servers.get(name);
    if (server === undefined) throw new Error(`${name} does not run`);
    return server;
  };
  try {
    for (const name of serverNames) {
      const server = await RunningServer.start(load, name, placeOf(name, folder, postgresUrl));
      servers.set(name, server);
      await server.take(sizes.warmUp, sizes.connections);
    }
    const paid = await interleaved(serverNames, sizes.rounds, (name) =>
      serverOf(name).take(sizes.webhooks, sizes.connections),
    );
    const example = await interleaved(examples, sizes.rounds, (name) =>
      serverOf(name).take(sizes.webhooks, sizes.connections, { share: "half" }),
    );
    return [...paidRows(paid, sizes.webhooks), ...exampleRows(example, sizes.webhooks)];
  } finally {
    for (const server of servers.values()) await server.child.close();
  }
}

/** Where a server keeps what it stores. */
export function placeOf(name: ServerName, folder: string, postgresUrl: string): string {
  return name.endsWith("SQLite") ? join(folder, `${name.replaceAll(/\W+/g, "-")}.db`) : postgresUrl;
}

interface Taken {
  readonly elapsedMs: number;
  readonly cpuMicros: number;
}

type Measured<Name> = ReadonlyMap<Name, readonly Taken[]>;

function paidRows(measured: Measured<ServerName>, count: number): Row[] {
  const rates = new Map(serverNames.map((name) => [name, ratesOf(measured.get(name), count)]));
  return serverNames
    .flatMap((name): Row[] => {
      const own = rates.get(name) ?? [];
      const ratioTo = (to: ServerName) => ({ to, value: ratioOf(own, rates.get(to) ?? []) });
      const ours = name.startsWith("coincoin");
      const beside = (peers[name] ?? []).map(ratioTo);
      const target: Target | undefined =
        beside.length === 0
          ? undefined
          : { text: `${AT_LEAST}x each`, met: beside.every(({ value }) => value >= AT_LEAST) };
      const cpus = (measured.get(name) ?? []).map(({ cpuMicros }) => cpuMicros / count);
      const cpu = figureOf(cpus);
      const limit = cpuLimits[name];
      const cpuRow: Row = {
        group: "CPU time of one webhook, to handler done",
        name,
        unit: "µs",
        figure: cpu,
        ratios: (peers[name] ?? []).map((to) => {
          const theirs = (measured.get(to) ?? []).map(({ cpuMicros }) => cpuMicros / count);
          return { to, value: ratioOf(cpus, theirs) };
        }),
        target: limit === undefined ? undefined : { text: `at most ${limit} µs`, met: cpu.median <= limit },
        ours,
      };
      return [
        {
          group: WEBHOOKS,
          name,
          unit: "/s",
          figure: figureOf(own),
          ratios: [...beside, ...(limits[name] ?? []).map(ratioTo)],
          note: `${cpu.median.toFixed(0)} µs of CPU each`,
          target,
          ours,
        },
        ...(name in peers || Object.values(peers).some((those) => those.includes(name)) ? [cpuRow] : []),
      ];
    })
    .toSorted((a, b) => Number(a.group !== WEBHOOKS) - Number(b.group !== WEBHOOKS));
}

function exampleRows(measured: Measured<ServerName>, count: number): Row[] {
  return examples.map((name) => {
    const taken = measured.get(name) ?? [];
    const cpu = median(taken.map(({ cpuMicros }) => cpuMicros / count));
    return {
      group: EXAMPLE,
      name,
      unit: "/s",
      figure: figureOf(ratesOf(taken, count)),
      ratios: [],
      note: `${cpu.toFixed(0)} µs of CPU each`,
      ours: true,
    };
  });
}

function ratesOf(taken: readonly Taken[] | undefined, count: number): number[] {
  return (taken ?? []).map(({ elapsedMs }) => count / (elapsedMs / 1000));
}
