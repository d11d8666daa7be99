import { units } from "./decimal.ts";

/** One request of the shop's for an order. */
interface Ask {
  readonly price: string;
  readonly from: number;
  until: number;
  answered: boolean;
}

/**
 * What each cart costs, and what was asked for it when. Which price was asked last is then known from outside: a request takes
 * effect at some time between its beginning and its end, or not at all where it was not answered.
 */
export class Asks {
  readonly #asks = new Map<string, Ask[]>();
  readonly #carts = new Map<string, string>();
  #moments = 0;

  /** What the cart costs now. */
  cart(reference: string, price: string): void {
    this.#carts.set(reference, price);
  }

  costs(reference: string): string | undefined {
    return this.#carts.get(reference);
  }

  /** The answer is called when the request ends. */
  begin(reference: string, price: string): (answered: boolean) => void {
    const ask: Ask = { price, from: ++this.#moments, until: Number.POSITIVE_INFINITY, answered: false };
    this.#asks.set(reference, [...(this.#asks.get(reference) ?? []), ask]);
    return (answered) => {
      ask.until = ++this.#moments;
      ask.answered = answered;
    };
  }

  /** Whether this can be the price that was asked last: no request that began after its own ended was answered since. */
  mayBeLast(reference: string, price: string): boolean {
    const asks = this.#asks.get(reference) ?? [];
    return asks.some(
      (ask) =>
        units(ask.price) === units(price) && !asks.some((later) => later.answered && later.from > ask.until),
    );
  }
}
