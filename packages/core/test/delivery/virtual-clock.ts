import { setImmediate as turn } from "node:timers/promises";
import type { Environment } from "../../src/lib/environment.ts";

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Time that moves only when a test says so. */
export class VirtualClock {
  #now: number;
  #sleepers: Sleeper[] = [];

  constructor(start = "2030-01-01T00:00:00.000Z") {
    this.#now = Date.parse(start);
  }

  environment(random: () => number = () => 0.5): Environment {
    return {
      now: () => this.#now,
      sleep: (ms, signal) => this.#sleep(ms, signal),
      random,
      fetch: () => Promise.reject(new Error("no network here")),
    };
  }

  now(): number {
    return this.#now;
  }

  get sleeping(): number {
    return this.#sleepers.length;
  }

  /** Lets everything that can run without time passing run. */
  async settle(): Promise<void> {
    for (let turns = 0; turns < 3; turns++) await turn();
  }

  /** Moves time on, waking sleepers one by one at their time. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await this.settle();
    for (;;) {
      const next = this.#sleepers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#now = Math.max(this.#now, next.at);
      next.wake();
      await this.settle();
    }
    this.#now = end;
  }

  #sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted === true) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        signal?.removeEventListener("abort", wake);
        resolve();
      };
      const sleeper: Sleeper = { at: this.#now + Math.max(0, ms), wake };
      this.#sleepers.push(sleeper);
      signal?.addEventListener("abort", wake, { once: true });
    });
  }
}
