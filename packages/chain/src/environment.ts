import { setTimeout as sleepFor } from "node:timers/promises";

/** Everything outside of the code, so that a simulator can stand in for it. */
export interface ChainEnvironment {
  readonly fetch: typeof globalThis.fetch;
  /** ms since 1970. */
  readonly now: () => number;
  /** Rejects when the signal aborts. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** One request to a provider, for metrics. Holds no secret. */
export interface ChainCall {
  readonly network: string;
  readonly provider: string;
  /** "eth_getLogs", "GET /blocks". */
  readonly method: string;
  /** "ok", or the code of the error. */
  readonly outcome: string;
  readonly ms: number;
}

export const realEnvironment: ChainEnvironment = {
  fetch: (input, init) => globalThis.fetch(input, init),
  now: Date.now,
  sleep: (ms, signal) => sleepFor(ms, undefined, signal === undefined ? {} : { signal }),
};
