import type { Scheme, Share } from "../webhook.ts";

export interface Volley {
  readonly port: number;
  readonly path: string;
  readonly scheme: Scheme;
  readonly share: Share;
  /** The number of the first order; each webhook is for the next. */
  readonly from: number;
  readonly count: number;
  /** Requests under way at once. */
  readonly connections: number;
  /** Requests are sent at this rate, whatever comes back; without it each connection sends when it has its answer. */
  readonly perSecond?: number | undefined;
  /** What the answer's body has to hold besides a status of 200. */
  readonly expected?: string | undefined;
}

export interface Volleyed {
  readonly elapsedMs: number;
  /** From sending a request to the end of its answer, in ms. */
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface LoadCalls {
  readonly fire: { readonly in: Volley; readonly out: Volleyed };
}
