import type { Tally } from "../tally.ts";

const AT_ONCE = 100;

/** Takes jobs until there are none, one round at a time; woken by what was just stored. */
export class Worker {
  readonly #round: (limit: number) => number | Promise<number>;
  readonly #tally: Tally;
  #working = false;
  #woken = false;

  /** `round` handles up to so many jobs, forgets them, and says how many there were. */
  constructor(tally: Tally, round: (limit: number) => number | Promise<number>) {
    this.#tally = tally;
    this.#round = round;
  }

  wake(): void {
    this.#woken = true;
    if (this.#working) return;
    this.#working = true;
    setImmediate(() => void this.#work());
  }

  async #work(): Promise<void> {
    while (this.#woken) {
      this.#woken = false;
      const done = await this.#round(AT_ONCE);
      this.#tally.add(done);
      if (done === AT_ONCE) this.#woken = true;
    }
    this.#working = false;
  }
}
