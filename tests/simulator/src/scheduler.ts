import { setImmediate as nextTurn } from "node:timers/promises";
import { Agenda } from "./agenda.ts";
import type { Choices } from "./choices.ts";

/** Whoever waits for something: a process that may die, or the world, which does not. */
export class Owner {
  /** Of this run of the process. */
  readonly name: string;
  /** Of the machine it runs on. */
  readonly place: string;
  alive = true;
  /** What it waits for; rejected when it dies, so that nothing of it is kept. */
  readonly waiting = new Set<(reason: Error) => void>();

  constructor(name: string, place: string = name) {
    this.name = name;
    this.place = place;
  }

  /** From here on nothing it does has an effect: whatever it calls throws. */
  die(): void {
    this.alive = false;
    for (const reject of this.waiting) reject(new Crash());
    this.waiting.clear();
  }

  /** Asked again after something that may have killed it. */
  isAlive(): boolean {
    return this.alive;
  }

  fence(): void {
    if (!this.alive) throw new Crash();
  }
}

/** What the code of a process meets once the process is dead. */
export class Crash extends Error {
  override readonly name = "Crash";
}

/** Something with a time of its own, like the gateway. */
export interface Clockwork {
  nextAt(): number | undefined;
  advance(now: number): void;
}

/** What a call takes by itself, in ms; which call ends first is chosen within this. */
const LATENCY_MS = 40;
/** How long a call takes when the machine, the network or the collector stalls, in ms. */
const STALL_MS = 600_000;

/**
 * Virtual time, and with it the order of all that happens: each call that leaves a process (store, spool, gateway, handler) takes
 * effect at a time that is chosen; between two of them everything that can run without waiting runs.
 */
export class Scheduler {
  now: number;
  steps = 0;
  /** Chance that a call stalls. */
  stall = 0;
  readonly #choices: Choices;
  readonly #log: (line: string) => void;
  readonly #agenda = new Agenda();
  #clockwork: Clockwork | undefined;

  constructor(now: number, choices: Choices, log: (line: string) => void) {
    this.now = now;
    this.#choices = choices;
    this.#log = log;
  }

  attach(clockwork: Clockwork): void {
    this.#clockwork = clockwork;
  }

  /**
   * Something that takes effect some time from now, up to `latestMs` where that is longer than calls take. `effect` may throw or
   * reject: so does the answer.
   */
  call<T>(
    owner: Owner,
    label: string,
    { latestMs }: { readonly latestMs: number },
    effect: () => T | Promise<T>,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (!owner.alive) return reject(new Crash());
      owner.waiting.add(reject);
      const name = `${owner.place}: ${label}`;
      const stalls = this.#choices.chance(`stall, ${name}`, this.stall);
      const latest = Math.max(latestMs, stalls ? STALL_MS : LATENCY_MS);
      const latency = this.#choices.between(`latency, ${name}`, 1, latest);
      const fire = () => {
        if (!owner.alive) return;
        this.#log(`${owner.name}: ${label}`);
        owner.waiting.delete(reject);
        try {
          const result = Promise.resolve(effect());
          if (owner.isAlive()) return resolve(result);
          result.catch(() => {});
          reject(new Crash());
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      };
      this.#agenda.add(this.now + latency, fire);
    });
  }

  /** As `Environment.sleep`: resolves early when the signal aborts. Rejects only when its owner dies. */
  sleep(owner: Owner, ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      if (!owner.alive) return reject(new Crash());
      if (signal?.aborted === true) return resolve();
      owner.waiting.add(reject);
      const wake = () => {
        entry.cancelled = true;
        owner.waiting.delete(reject);
        signal?.removeEventListener("abort", wake);
        resolve();
      };
      const entry = this.#agenda.add(this.now + Math.ceil(Math.max(0, ms)), wake);
      signal?.addEventListener("abort", wake, { once: true });
    });
  }

  /** Waits until the signal aborts, for good if it does not. */
  hang(owner: Owner, signal: AbortSignal | null | undefined): Promise<never> {
    return new Promise<never>((_, reject) => {
      if (!owner.alive) return reject(new Crash());
      owner.waiting.add(reject);
      const give = () => {
        owner.waiting.delete(reject);
        reject(new DOMException("aborted", "AbortError"));
      };
      if (signal?.aborted === true) give();
      else signal?.addEventListener("abort", give, { once: true });
    });
  }

  /** The next thing happens. False when there is nothing to happen until then. */
  async step(until: number): Promise<boolean> {
    const next = this.#agenda.nextAt();
    const external = this.#clockwork?.nextAt() ?? Infinity;
    const at = Math.min(next ?? Infinity, external);
    if (at > until) return false;
    this.steps++;
    this.now = Math.max(this.now, at);
    this.#clockwork?.advance(this.now);
    if (next !== undefined && next <= this.now) this.#agenda.take()?.fire();
    await nextTurn();
    return true;
  }
}
