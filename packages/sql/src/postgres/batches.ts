import { isConnectionLost, isTooLate, Timeout } from "./failure.ts";

export interface BatchOptions<In, Out> {
  /** Only items of one group go together. */
  readonly groupOf: (item: In) => string;
  /** Two items that share a key neither go together nor at the same time. */
  readonly keysOf: (item: In) => readonly bigint[];
  /** Undefined where an item would have held up the others: it goes alone. Rejects when nothing was done, or nobody knows. */
  readonly together: (items: readonly In[]) => Promise<readonly (Out | undefined)[]>;
  readonly alone: (item: In) => Promise<Out>;
  /** How long an item waits for its turn, in ms. */
  readonly waitMs: number;
}

interface Waiting<In, Out> {
  readonly item: In;
  readonly group: string;
  readonly keys: readonly bigint[];
  readonly resolve: (value: Out) => void;
  readonly reject: (error: unknown) => void;
  readonly timer: NodeJS.Timeout;
}

/** Two, so that one is on its way while the database flushes the other. */
const UNDER_WAY = 2;
const MAX_BATCH = 64;

/**
 * What is asked for while batches are under way goes together in the next: one round trip and one flush for many. Nothing waits
 * for company. A batch that fails is done over item by item, so that one that is to blame fails alone.
 */
export class Batches<In, Out> {
  readonly #options: BatchOptions<In, Out>;
  readonly #held = new Set<bigint>();
  #waiting: Waiting<In, Out>[] = [];
  #underWay = 0;

  constructor(options: BatchOptions<In, Out>) {
    this.#options = options;
  }

  run(item: In): Promise<Out> {
    const { groupOf, keysOf, waitMs } = this.#options;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting = this.#waiting.filter((each) => each !== waiting);
        reject(new Timeout(`no turn within ${waitMs} ms`));
      }, waitMs);
      const keys = [...new Set(keysOf(item))];
      const waiting = { item, group: groupOf(item), keys, resolve, reject, timer };
      this.#waiting.push(waiting);
      this.#start();
    });
  }

  #start(): void {
    while (this.#underWay < UNDER_WAY) {
      const batch = this.#take();
      if (batch.length === 0) return;
      this.#underWay += 1;
      void this.#go(batch).then(() => {
        this.#underWay -= 1;
        this.#start();
      });
    }
  }

  /** The first that is free, and what can go with it. */
  #take(): Waiting<In, Out>[] {
    const taken: Waiting<In, Out>[] = [];
    const left: Waiting<In, Out>[] = [];
    for (const waiting of this.#waiting) {
      const fits =
        taken.length < MAX_BATCH &&
        waiting.group === (taken[0] ?? waiting).group &&
        !waiting.keys.some((key) => this.#held.has(key));
      if (!fits) left.push(waiting);
      else {
        clearTimeout(waiting.timer);
        for (const key of waiting.keys) this.#held.add(key);
        taken.push(waiting);
      }
    }
    this.#waiting = left;
    return taken;
  }

  /** Ends with the batch; what goes alone after it does not hold up the next. */
  async #go(batch: readonly Waiting<In, Out>[]): Promise<void> {
    try {
      const outcomes = await this.#options.together(batch.map(({ item }) => item));
      for (const [index, waiting] of batch.entries()) {
        const outcome = outcomes[index];
        if (outcome === undefined) void this.#goAlone(waiting);
        else {
          this.#free(waiting);
          waiting.resolve(outcome);
        }
      }
    } catch (error) {
      for (const waiting of batch) {
        // Time that ran out for all is not given to each once more: who sent a webhook waits for it.
        if (!isConnectionLost(error) && !isTooLate(error)) void this.#goAlone(waiting);
        else {
          this.#free(waiting);
          waiting.reject(error);
        }
      }
    }
  }

  async #goAlone(waiting: Waiting<In, Out>): Promise<void> {
    try {
      waiting.resolve(await this.#options.alone(waiting.item));
    } catch (error) {
      waiting.reject(error);
    } finally {
      this.#free(waiting);
      this.#start();
    }
  }

  #free({ keys }: Waiting<In, Out>): void {
    for (const key of keys) this.#held.delete(key);
  }
}
