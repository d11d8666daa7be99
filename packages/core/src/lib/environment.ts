import { randomFillSync } from "node:crypto";

/** Everything that is not a pure function of its input: passed in, so that the whole system runs in a simulator. */
export interface Environment {
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number;
  /**
   * Milliseconds since any moment, never going back. With it `now` is a machine's clock, which a store that several processes share
   * corrects by its own; without it `now` is the time.
   */
  monotonic?(): number;
  /** Resolves after `ms`, or at once when the signal aborts; never rejects. Does not keep a process alive. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** At least 0, less than 1. */
  random(): number;
  fetch: typeof globalThis.fetch;
}

/** Bytes of one draw, taken from a store of them: asking the system for each makes an id cost more than what it names. */
const DRAW = 6;
const entropy = Buffer.alloc(DRAW * 256);
let unused = 0;

export const systemEnvironment: Environment = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted === true) return resolve();
      // Not the timer of node:timers/promises: every webhook ends a wait, and there each costs an error with a stack.
      const wake = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", wake);
        resolve();
      };
      const timer = setTimeout(wake, ms).unref();
      signal?.addEventListener("abort", wake);
    }),
  random: () => {
    if (unused === 0) unused = randomFillSync(entropy).length;
    unused -= DRAW;
    return entropy.readUIntBE(unused, DRAW) / 2 ** 48;
  },
  fetch: (...input) => globalThis.fetch(...input),
};

/** Letters of one case: a payment id still names its order when the gateway changes the case of what it repeats. */
const alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";

/** A random id of lower-case letters and digits. */
export function randomId(environment: Pick<Environment, "random">, length: number): string {
  let id = "";
  while (id.length < length) id += alphabet[Math.floor(environment.random() * alphabet.length)] ?? "0";
  return id;
}

/** ISO 8601 UTC with milliseconds: sorts as text. */
export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
