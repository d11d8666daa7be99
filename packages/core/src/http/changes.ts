import type { Environment } from "../lib/environment.ts";

/** Tells, inside this process, that something about an order may have changed. */
export class Changes {
  readonly #listeners = new Map<string, Set<() => void>>();

  notify(paymentId: string): void {
    for (const listener of this.#listeners.get(paymentId) ?? []) listener();
  }

  /** Returns what stops it. */
  listen(paymentId: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(paymentId) ?? new Set();
    this.#listeners.set(paymentId, listeners);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(paymentId) === listeners)
        this.#listeners.delete(paymentId);
    };
  }

  /**
   * Yields when the order may have changed: at a notice, and every `pollMs` where other processes write too.
   * A change after the call is never missed; several may be told as one. Ends when the signal aborts.
   */
  watch(
    paymentId: string,
    signal: AbortSignal,
    poll: { readonly environment: Pick<Environment, "sleep">; readonly pollMs: number } | undefined,
  ): AsyncIterable<void> {
    let pending = false;
    let wake = () => {};
    const stop = this.listen(paymentId, () => {
      pending = true;
      wake();
    });
    signal.addEventListener("abort", () => wake(), { once: true });
    const next = async (): Promise<IteratorResult<void>> => {
      const pause = new AbortController();
      if (!pending && !signal.aborted) {
        const told = new Promise<void>((resolve) => {
          wake = resolve;
        });
        const timer = poll?.environment.sleep(poll.pollMs, pause.signal);
        await (timer === undefined ? told : Promise.race([told, timer]));
        pause.abort();
      }
      pending = false;
      if (!signal.aborted) return { done: false, value: undefined };
      stop();
      return { done: true, value: undefined };
    };
    const finish = async (): Promise<IteratorResult<void>> => {
      stop();
      return { done: true, value: undefined };
    };
    return { [Symbol.asyncIterator]: () => ({ next, return: finish }) };
  }
}
