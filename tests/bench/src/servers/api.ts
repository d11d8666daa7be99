import type { Scheme } from "../webhook.ts";
import type { Work } from "./work.ts";

/** Everything that can be started, by name. */
export const serverNames = [
  "coincoin on Express 5, memory",
  "coincoin on Express 5, SQLite",
  "coincoin on Express 5, PostgreSQL",
  "coincoin on node:http, memory",
  "coincoin on node:http, SQLite",
  "coincoin in Nest on Express, memory",
  "coincoin in Nest on Fastify, memory",
  "Express 5, stripe + pg-boss, PostgreSQL",
  "Express 5, stripe + a transaction by hand, PostgreSQL",
  "Express 5, stripe + a transaction by hand, SQLite",
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
  /** Resolves when the next `count` orders that were paid are with their handler, and that is done. At once where nothing is stored. */
  readonly handled: { readonly in: { readonly count: number }; readonly out: boolean };
  /** How late the event loop was since the call before, in ms: its 99th percentile. */
  readonly lateness: { readonly in: null; readonly out: number };
  /** What databases were asked to do since the call before; for a server that was started to count it. */
  readonly work: { readonly in: null; readonly out: Work };
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
