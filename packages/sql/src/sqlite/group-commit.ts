import { setImmediate as nextTurn } from "node:timers/promises";
import type { Database } from "./database.ts";
import { isOfTheFile } from "./failure.ts";

interface Task {
  readonly run: (database: Database) => void;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Tasks of one transaction: more wait for the next, so that the event loop gets a turn between. */
const MAX_BATCH = 256;

/**
 * Writes that arrive while others are on their way to the disk share the next transaction and one fsync, which a thread of Node's pool
 * waits for: the event loop never does. Nobody hears of success before that. A read may see what is still on its way; the one who acts on
 * it writes, and the fsync of a later write is one of all before it.
 */
export class GroupCommit {
  readonly #database: Database;
  readonly #onFailure: (error: unknown) => void;
  readonly #waiting: Task[] = [];
  #working: Promise<void> | undefined;

  /** `onFailure` hears of what failed for all: the transaction itself, not one task. */
  constructor(database: Database, onFailure: (error: unknown) => void) {
    this.#database = database;
    this.#onFailure = onFailure;
  }

  run<T>(task: (database: Database) => T): Promise<T> {
    return new Promise((resolve, reject) => {
      let settle = (): void => {};
      this.#waiting.push({
        run: (database) => {
          const value = task(database);
          settle = () => resolve(value);
        },
        resolve: () => settle(),
        reject,
      });
      this.#working ??= this.#work();
    });
  }

  /** Resolves when all that was asked for is on the disk, or has failed. */
  async idle(): Promise<void> {
    await this.#working;
  }

  /** Rejects what waits: the connection is given up. */
  fail(error: unknown): void {
    for (const task of this.#waiting.splice(0)) task.reject(error);
  }

  async #work(): Promise<void> {
    do {
      // What comes in the same turn goes together.
      await nextTurn();
      await this.#commit(this.#waiting.splice(0, MAX_BATCH));
    } while (this.#waiting.length > 0);
    this.#working = undefined;
  }

  async #commit(tasks: readonly Task[]): Promise<void> {
    if (tasks.length === 0) return;
    let left = tasks;
    try {
      this.#database.assertInPlace();
      left = this.#apply(tasks);
      if (left.length > 0) await this.#database.sync();
    } catch (error) {
      for (const task of left) task.reject(error);
      this.#onFailure(error);
      return;
    }
    for (const task of left) task.resolve();
  }

  /** All in one transaction, but for those that fail: each is undone with it, and the others begin again without that one. */
  #apply(tasks: readonly Task[]): readonly Task[] {
    let current: Task | undefined;
    try {
      this.#database.exec("BEGIN IMMEDIATE");
      for (current of tasks) current.run(this.#database);
      current = undefined;
      this.#database.exec("COMMIT");
      return tasks;
    } catch (error) {
      const failed = current;
      this.#rollBack();
      if (failed === undefined || isOfTheFile(error)) throw error;
      failed.reject(error);
      return this.#apply(tasks.filter((task) => task !== failed));
    }
  }

  #rollBack(): void {
    try {
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
    } catch {
      // The connection is given up; SQLite rolls back when the file is opened again.
    }
  }
}
