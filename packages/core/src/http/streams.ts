import type { HttpLimits } from "./host.ts";

/** Counts open event streams, so that a page reloaded in a loop takes no more than its share. */
export class StreamSlots {
  readonly #perOrder = new Map<string, number>();
  readonly #limits: Pick<HttpLimits, "streams" | "streamsPerOrder">;
  #total = 0;

  constructor(limits: Pick<HttpLimits, "streams" | "streamsPerOrder">) {
    this.#limits = limits;
  }

  /** Takes a place; undefined when there is none. What is returned gives it back, once. */
  take(paymentId: string): (() => void) | undefined {
    const open = this.#perOrder.get(paymentId) ?? 0;
    if (open >= this.#limits.streamsPerOrder || this.#total >= this.#limits.streams) return undefined;
    this.#perOrder.set(paymentId, open + 1);
    this.#total += 1;
    let taken = true;
    return () => {
      if (!taken) return;
      taken = false;
      this.#total -= 1;
      const left = (this.#perOrder.get(paymentId) ?? 1) - 1;
      if (left === 0) this.#perOrder.delete(paymentId);
      else this.#perOrder.set(paymentId, left);
    };
  }
}
