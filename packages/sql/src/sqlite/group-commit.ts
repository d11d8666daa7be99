import type { Database } from "./database.ts";

interface Task {
  readonly run: (database: Database) => void;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

interface Outcome {
  readonly task: Task;
  readonly error?: unknown;
}

/** Tasks of one transaction: more wait for the next, so that the event loop gets a turn between. */
const MAX_BATCH = 256;

/**
 * Writes that arrive in the same turn of the event loop share one transaction and one fsync. Each runs in a savepoint
 * of its own: one that fails is undone and rejects alone. Nobody hears of success before COMMIT has returned.
 */
export class GroupCommit {
  readonly #database: Database;
  readonly #onFailure: (error: unknown) => void;
  readonly #waiting: Task[] = [];
  #scheduled = false;

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
      this.#schedule();
    });
  }

  /** Commits what waits, now. */
  flush(): void {
    while (this.#waiting.length > 0) this.#commit(this.#waiting.splice(0, MAX_BATCH));
  }

  /** Rejects what waits: the connection is given up. */
  fail(error: unknown): void {
    for (const task of this.#waiting.splice(0)) task.reject(error);
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => this.#next());
  }

  #next(): void {
    this.#scheduled = false;
    this.#commit(this.#waiting.splice(0, MAX_BATCH));
    if (this.#waiting.length > 0) this.#schedule();
  }

  #commit(tasks: Task[]): void {
    if (tasks.length === 0) return;
    let outcomes: Outcome[];
    try {
      this.#database.assertInPlace();
      this.#database.exec("BEGIN IMMEDIATE");
      outcomes = tasks.map((task) => this.#attempt(task));
      this.#database.exec("COMMIT");
    } catch (error) {
      this.#rollBack();
      for (const task of tasks) task.reject(error);
      this.#onFailure(error);
      return;
    }
    for (const { task, error } of outcomes) {
      if (error === undefined) task.resolve();
      else task.reject(error);
    }
  }

  /** Throws only when the whole transaction is lost with it. */
  #attempt(task: Task): Outcome {
    this.#database.run("SAVEPOINT task");
    try {
      task.run(this.#database);
      this.#database.run("RELEASE task");
      return { task };
    } catch (error) {
      // SQLite undoes the transaction by itself when the disk is full or fails.
      if (!this.#database.isTransaction) throw error;
      this.#database.exec("ROLLBACK TO task; RELEASE task");
      return { task, error: error ?? new Error("failed") };
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
