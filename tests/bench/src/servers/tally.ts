/** Counts what handlers have done, and says when it is enough. */
export class Tally {
  #done = 0;
  #wanted = 0;
  #resolve = (): void => {};

  add(count: number): void {
    this.#done += count;
    if (this.#done >= this.#wanted) this.#resolve();
  }

  /** Resolves when the next `count` are done; those that were done before the call count. */
  async next(count: number): Promise<void> {
    this.#wanted += count;
    if (this.#done >= this.#wanted) return;
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => {
        reject(new Error(`${this.#wanted - this.#done} of ${count} were never handled`));
      }, 60_000);
      this.#resolve = () => {
        clearTimeout(late);
        resolve();
      };
    });
  }
}
