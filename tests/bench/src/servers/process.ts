// One server: a process of its own, so that its CPU time, its heap and its garbage are its own.
import { monitorEventLoopDelay } from "node:perf_hooks";
import { expose } from "../child/channel.ts";
import type { ServerCalls, ServerName } from "./api.ts";
import { type Contestant, listening } from "./contestant.ts";

/** Loaded when it is asked for: nobody pays for what another imports. */
const contestants: Readonly<Record<ServerName, (place: string) => Promise<Contestant>>> = {
  "coincoin on Express 5, memory": async () =>
    (await import("./coincoin.ts")).coincoinOnExpress("memory", ""),
  "coincoin on Express 5, SQLite": async (file) =>
    (await import("./coincoin.ts")).coincoinOnExpress("SQLite", file),
  "coincoin on Express 5, PostgreSQL": async (url) =>
    (await import("./coincoin.ts")).coincoinOnExpress("PostgreSQL", url),
  "coincoin on node:http, memory": async () => (await import("./coincoin.ts")).coincoinOnNode("memory", ""),
  "coincoin on node:http, SQLite": async (file) =>
    (await import("./coincoin.ts")).coincoinOnNode("SQLite", file),
  "coincoin in Nest on Express, memory": async () => (await import("./nest.ts")).coincoinInNest("Express"),
  "coincoin in Nest on Fastify, memory": async () => (await import("./nest.ts")).coincoinInNest("Fastify"),
  "Express 5, stripe + pg-boss, PostgreSQL": async (url) =>
    (await import("./careful/pg-boss.ts")).stripeAndPgBoss(url),
  "Express 5, stripe + a transaction by hand, PostgreSQL": async (url) =>
    (await import("./careful/postgres.ts")).stripeAndPostgres(url),
  "Express 5, stripe + a transaction by hand, SQLite": async (file) =>
    (await import("./careful/sqlite.ts")).stripeAndSqlite(file),
  "Express 5, express.json()": async () => (await import("./peers.ts")).expressJson(),
  "Express 5, stripe": async () => (await import("./peers.ts")).expressStripe(),
  "Express 5, octokit": async () => (await import("./peers.ts")).expressOctokit(),
  "node:http, body read": async () => (await import("./peers.ts")).nodeHttp(),
  "Nest on Express, controller": async () => (await import("./nest.ts")).bareController("Express"),
  "Nest on Fastify, controller": async () => (await import("./nest.ts")).bareController("Fastify"),
};

const [, , wanted = "", place = "", mode = ""] = process.argv;
const make = Object.entries(contestants).find(([name]) => name === wanted)?.[1];
if (make === undefined) throw new Error(`there is no server "${wanted}"`);
// Before anything is prepared, and only where nothing is timed.
const work =
  mode === "count" ? (await import("./work.ts")).countWork() : () => ({ statements: 0, indexWrites: 0 });
const contestant = make(place);
const loop = monitorEventLoopDelay({ resolution: 1 });

expose<ServerCalls>({
  open: async () => {
    const { server, path, scheme, expected } = await contestant;
    return { port: await listening(server), path, scheme, expected };
  },
  seed: async (range) => {
    await (await contestant).seed?.(range);
    return true;
  },
  handled: async ({ count }) => {
    await (await contestant).handled?.(count);
    return true;
  },
  lateness: () => {
    const p99 = loop.percentile(99) / 1e6;
    loop.enable();
    loop.reset();
    return p99;
  },
  work: () => work(),
  cpu: () => {
    const { user, system } = process.cpuUsage();
    return user + system;
  },
  memory: () => {
    globalThis.gc?.();
    const { heapUsed, rss } = process.memoryUsage();
    return { heapBytes: heapUsed, rssBytes: rss };
  },
  delays: async ({ count }) => (await (await contestant).delays?.(count)) ?? [],
});
