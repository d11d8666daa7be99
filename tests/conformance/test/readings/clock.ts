import type { Environment } from "@coincoin/core";

/** The machine's clock, which a test puts forward: hours pass for shop and gateway alike. */
export class TestClock {
  #aheadMs = 0;

  readonly now = (): number => Date.now() + this.#aheadMs;

  advance(by: { readonly hours?: number; readonly minutes?: number }): void {
    this.#aheadMs += (by.hours ?? 0) * 3_600_000 + (by.minutes ?? 0) * 60_000;
  }

  get environment(): Partial<Environment> {
    return { now: this.now };
  }
}
