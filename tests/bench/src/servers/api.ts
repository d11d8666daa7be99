import type { Scheme } from "../webhook.ts";

/** Everything that can be started, by name. */
export const serverNames = [
  "coincoin on Express 5, memory",
  "coincoin on Express 5, SQLite",
  "coincoin on Express 5, PostgreSQL",
  "coincoin on node:http, memory",
  "coincoin on node:http, SQLite",
  "coincoin in Nest on Express, memory",
  "coincoin in Nest on Fastify, memory",
  "Express 5, express.json()",
  "Express 5, stripe",
  "Express 5, octokit",
  "node:http, body read",
  "Nest on Express, controller",
  "Nest on Fastify, controller",
] as const;

export type ServerName = (typeof serverNames)[number];

/** Where webhooks go, and how they are to be signed. */
export interface Opened {
  readonly port: number;
  readonly path: string;
  readonly scheme: Scheme;
  /** What every answer has to hold. */
  readonly expected: string;
}

export interface Range {
  readonly from: number;
  readonly count: number;
}

export interface ServerCalls {
  readonly open: { readonly in: null; readonly out: Opened };
  /** Stores orders that wait for money, as `createOrder` would have. */
  readonly seed: { readonly in: Range; readonly out: boolean };
  /** User and system time of all threads since the process began, in µs. */
  readonly cpu: { readonly in: null; readonly out: number };
  /** After a collection. */
  readonly memory: {
    readonly in: null;
    readonly out: { readonly heapBytes: number; readonly rssBytes: number };
  };
  /** From the end of an answer to the handler, in ms, for each event since the last call. */
  readonly delays: { readonly in: { readonly count: number }; readonly out: readonly number[] };
}
