import { subscribe } from "node:diagnostics_channel";
import type { CoinCoin } from "@coincoin/core";

/**
 * How long an event waits for its handler, from the moment the webhook was taken and its 200 is on its way. Listens from the first
 * call on: what is measured without it is not slowed by it.
 */
export class DelayLog {
  readonly #coincoin: CoinCoin;
  readonly #taken = new Map<string, number>();
  readonly #delays: number[] = [];
  #isListening = false;

  constructor(coincoin: CoinCoin) {
    this.#coincoin = coincoin;
  }

  /** The next `count` delays, in ms; 0 of them starts to listen. */
  async take(count: number): Promise<readonly number[]> {
    this.#listen();
    const deadline = Date.now() + 30_000;
    while (this.#delays.length < count) {
      if (Date.now() > deadline) throw new Error(`${count - this.#delays.length} events were not delivered`);
      await new Promise((resolve) => {
        setTimeout(resolve, 20);
      });
    }
    return this.#delays.splice(0);
  }

  #listen(): void {
    if (this.#isListening) return;
    this.#isListening = true;
    subscribe("coincoin:webhook", (message) => {
      if (typeof message !== "object" || message === null || !("paymentId" in message)) return;
      this.#taken.set(String(message.paymentId), performance.now());
    });
    this.#coincoin.on("order.paid", async ({ paymentId }) => {
      // A handler can be faster than the answer.
      const since = this.#taken.get(paymentId);
      this.#taken.delete(paymentId);
      this.#delays.push(since === undefined ? 0 : performance.now() - since);
    });
  }
}
