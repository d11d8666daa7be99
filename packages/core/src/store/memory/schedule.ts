/** A place in time: `at` first (ISO 8601, compared as text), then the order of arrival. */
interface Slot<T> {
  readonly at: string;
  readonly seq: number;
  readonly ticket: number;
  readonly value: T;
}

/**
 * A binary heap of values by time, each at one place at most: scheduling a value again moves it, cancelling
 * removes it. Old places stay in the heap and are skipped when they surface.
 */
export class Schedule<T> {
  readonly #heap: Slot<T>[] = [];
  readonly #current = new Map<T, number>();
  #tickets = 0;

  get size(): number {
    return this.#current.size;
  }

  set(value: T, at: string, seq: number): void {
    const ticket = ++this.#tickets;
    this.#current.set(value, ticket);
    this.#heap.push({ at, seq, ticket, value });
    this.#rise(this.#heap.length - 1);
  }

  delete(value: T): void {
    this.#current.delete(value);
    if (this.#current.size === 0) this.#heap.length = 0;
  }

  /** The earliest, left where it is. */
  peek(): Slot<T> | undefined {
    for (;;) {
      const top = this.#heap[0];
      if (top === undefined || this.#current.get(top.value) === top.ticket) return top;
      this.#dropTop();
    }
  }

  /** The earliest, taken out. */
  pop(): Slot<T> | undefined {
    const top = this.peek();
    if (top === undefined) return undefined;
    this.#current.delete(top.value);
    this.#dropTop();
    return top;
  }

  #dropTop(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#sink(0);
  }

  #rise(start: number): void {
    for (let index = start; index > 0; ) {
      const parent = (index - 1) >> 1;
      if (!this.#swapIfEarlier(index, parent)) return;
      index = parent;
    }
  }

  #sink(start: number): void {
    for (let index = start; ; ) {
      const left = index * 2 + 1;
      const child = this.#earlier(left + 1, left) ? left + 1 : left;
      if (!this.#swapIfEarlier(child, index)) return;
      index = child;
    }
  }

  #earlier(a: number, b: number): boolean {
    const first = this.#heap[a];
    const second = this.#heap[b];
    return first !== undefined && second !== undefined && isEarlier(first, second);
  }

  #swapIfEarlier(child: number, parent: number): boolean {
    const lower = this.#heap[child];
    const upper = this.#heap[parent];
    if (lower === undefined || upper === undefined || !isEarlier(lower, upper)) return false;
    this.#heap[child] = upper;
    this.#heap[parent] = lower;
    return true;
  }
}

export function isEarlier(a: { at: string; seq: number }, b: { at: string; seq: number }): boolean {
  return a.at === b.at ? a.seq < b.seq : a.at < b.at;
}
