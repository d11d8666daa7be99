import { CALM, type Knobs } from "./knobs.ts";
import type { RunOptions, RunResult } from "./run.ts";
import { run } from "./simulate.ts";

export interface Shortened {
  readonly options: RunOptions;
  readonly result: RunResult;
  readonly runs: number;
}

/**
 * The simplest run found that still breaks the same rule: knobs turned to harmless, carts left out, faults undone, as far as
 * `budgetMs` reaches.
 */
export async function shorten(failing: RunOptions, rule: string, budgetMs: number): Promise<Shortened> {
  const search = new Search(failing, rule, Date.now() + budgetMs);
  await search.withoutCarts();
  await search.withoutKnobs();
  await search.withoutCarts();
  await search.withFewerChoices();
  const result = await run({ ...search.best, trace: true });
  return { options: search.best, result, runs: search.runs };
}

class Search {
  best: RunOptions;
  runs = 0;
  readonly #rule: string;
  readonly #endsAt: number;

  constructor(failing: RunOptions, rule: string, endsAt: number) {
    this.best = failing;
    this.#rule = rule;
    this.#endsAt = endsAt;
  }

  async withoutKnobs(): Promise<void> {
    for (const name of knobNames) {
      if (this.best.knobs[name] === CALM[name]) continue;
      await this.#try({ ...this.best, knobs: { ...this.best.knobs, [name]: CALM[name] } });
    }
  }

  /** Leaves out ever smaller groups of carts. */
  async withoutCarts(): Promise<void> {
    for (
      let size = Math.ceil(this.best.carts.length / 2);
      size >= 1;
      size = size === 1 ? 0 : Math.ceil(size / 2)
    ) {
      for (let start = 0; start < this.best.carts.length && this.#hasTime(); ) {
        const carts = this.best.carts.toSpliced(start, size);
        if (carts.length === 0 || !(await this.#try({ ...this.best, carts }))) start += size;
      }
    }
  }

  /** Makes ever smaller groups of the choices that were not harmless harmless. */
  async withFewerChoices(): Promise<void> {
    const { choices } = await run(this.best);
    if (!(await this.#try({ ...this.best, only: choices }))) return;
    let left = [...choices];
    for (let size = Math.ceil(left.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
      for (let start = 0; start < left.length && this.#hasTime(); ) {
        const fewer = left.toSpliced(start, size);
        if (await this.#try({ ...this.best, only: new Set(fewer) })) left = fewer;
        else start += size;
      }
    }
  }

  async #try(options: RunOptions): Promise<boolean> {
    if (!this.#hasTime()) return false;
    this.runs++;
    const { violation } = await run(options);
    if (violation?.rule !== this.#rule) return false;
    this.best = options;
    return true;
  }

  #hasTime(): boolean {
    return Date.now() < this.#endsAt;
  }
}

const knobNames = [
  "rotateKeys",
  "prune",
  "restart",
  "operator",
  "forged",
  "halved",
  "lag",
  "pollMinutes",
  "cron",
  "reading",
  "confirmedBy",
  "rates",
  "unsigned",
  "signed",
  "resend",
  "responseTable",
  "tolerance",
  "skewMinutes",
  "stall",
  "handlerFails",
  "slowHandler",
  "gatewayTrouble",
  "eager",
  "late",
  "doubled",
  "lost",
  "spoolRefuses",
  "storeOutage",
  "longOutage",
  "storeRefuses",
  "crash",
  "processes",
] as const satisfies readonly (keyof Knobs)[];
