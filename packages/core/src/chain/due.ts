import type { ChainReader } from "../domain/chain-reader.ts";
import type { Watched } from "../domain/chain-watch.ts";

const FIRST_MS = 60_000;
const LONGEST_MS = 30 * 60_000;

/** Which addresses a look asks for: all, or where each costs a call those whose turn it is. */
export class Turns {
  readonly #asks: ChainReader["pace"]["asks"];
  /** When each order was last looked for, by this process. */
  readonly #last = new Map<string, number>();

  constructor(asks: ChainReader["pace"]["asks"]) {
    this.#asks = asks;
  }

  due(orders: readonly Watched[], now: number): readonly Watched[] {
    return this.#asks === "together" ? orders : orders.filter((order) => this.#isDue(order, now));
  }

  /** `orders` are watched; those of `asked` were read. */
  looked(orders: readonly Watched[], asked: readonly Watched[], now: number): void {
    if (this.#asks === "together") return;
    for (const { paymentId } of asked) this.#last.set(paymentId, now);
    const known = new Set(orders.map(({ paymentId }) => paymentId));
    for (const id of this.#last.keys()) if (!known.has(id)) this.#last.delete(id);
  }

  /** Often while an order is young, or something is under way to it; seldom when it is old. */
  #isDue({ paymentId, createdAt, visitAt }: Watched, now: number): boolean {
    const last = this.#last.get(paymentId);
    if (last === undefined || last > now) return true;
    const isVisited = visitAt !== null && Date.parse(visitAt) <= now;
    const age = isVisited ? 0 : last - Date.parse(createdAt);
    return now >= last + Math.min(LONGEST_MS, Math.max(FIRST_MS, age + FIRST_MS));
  }
}
