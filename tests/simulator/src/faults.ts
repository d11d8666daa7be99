import type { Choices } from "./choices.ts";
import type { Knobs } from "./knobs.ts";
import { Crash, type Owner, type Scheduler } from "./scheduler.ts";

const MINUTE = 60_000;
const LONGEST_LAG_MS = 30 * MINUTE;

/** What goes wrong at the calls by which a process touches the world. */
export class Faults {
  readonly knobs: Knobs;
  readonly choices: Choices;
  /** Until when the store is out of order, ms. */
  storeDownUntil = 0;
  /** From here on nothing goes wrong any more. */
  over = false;
  readonly #scheduler: Scheduler;
  readonly #log: (line: string) => void;

  constructor(knobs: Knobs, choices: Choices, scheduler: Scheduler, log: (line: string) => void) {
    this.knobs = knobs;
    this.choices = choices;
    this.#scheduler = scheduler;
    this.#log = log;
  }

  end(): void {
    this.over = true;
    this.storeDownUntil = 0;
    this.#scheduler.stall = 0;
  }

  chance(name: string, share: number): boolean {
    return !this.over && this.choices.chance(name, share);
  }

  /** How long a process sleeps when it means to sleep so long: its loops' pauses are stretched, each otherwise. */
  stretched(owner: Owner, ms: number): number {
    if (ms < MINUTE || !this.chance(`overslept, ${owner.place}`, this.knobs.lag)) return ms;
    return ms * this.choices.between(`how much, ${owner.place}`, 2, 4);
  }

  /**
   * One call of a process: it may die before or after the effect, or be refused before or (as when a connection is lost while
   * it commits) after it.
   */
  call<T>(owner: Owner, label: string, call: Call<T>): Promise<T> {
    const name = `${owner.place}: ${label}`;
    return this.#scheduler.call(owner, label, { latestMs: this.#lag(name, call) }, () => {
      if (this.over) return call.effect();
      if (this.choices.chance(`death, ${name}`, this.knobs.crash)) return this.#die(owner, name, call);
      const down = call.isDown?.() === true;
      if (!down && !this.choices.chance(`refusal, ${name}`, call.refused)) return call.effect();
      const carriedOut =
        !down && call.ambiguous === true && this.choices.pick(`carried out, ${name}`, 2) === 1;
      this.#log(`${owner.name}: ${label} is refused${carriedOut ? ", but was carried out" : ""}`);
      if (carriedOut) settle(call.effect());
      throw call.refusal();
    });
  }

  /** Which of a process's loops comes first is not for it to say. */
  #lag(name: string, { opensRound }: Call<unknown>): number {
    const lags = opensRound === true && this.chance(`lag, ${name}`, this.knobs.lag);
    return lags ? LONGEST_LAG_MS : 0;
  }

  #die<T>(owner: Owner, name: string, call: Call<T>): never {
    const after = this.choices.pick(`death after, ${name}`, 2) === 1;
    this.#log(`${owner.name}: dies ${after ? "after" : "before"} that`);
    if (after) settle(call.effect());
    owner.die();
    throw new Crash();
  }
}

export interface Call<T> {
  effect(): T | Promise<T>;
  readonly refused: number;
  refusal(): Error;
  /** A refusal may come although the effect happened. */
  readonly ambiguous?: boolean;
  isDown?(): boolean;
  /** A round of one of the process's loops begins with it. */
  readonly opensRound?: boolean;
}

/** Its outcome is told to nobody. */
function settle(result: unknown): void {
  Promise.resolve(result).catch(() => {});
}
