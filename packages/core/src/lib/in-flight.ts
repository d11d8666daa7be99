/** Work that `close` waits for. */
export class InFlight {
  readonly #work = new Set<Promise<unknown>>();

  track<T>(task: Promise<T>): Promise<T> {
    const entry: Promise<unknown> = task.then(
      () => this.#work.delete(entry),
      () => this.#work.delete(entry),
    );
    this.#work.add(entry);
    return task;
  }

  async finished(): Promise<void> {
    while (this.#work.size > 0) await Promise.all(this.#work);
  }
}
