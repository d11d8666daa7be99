export interface Entry {
  readonly at: number;
  readonly number: number;
  readonly fire: () => void;
  cancelled: boolean;
}

/** Things due at a time: a binary heap, in order of time and, within one instant, of arrival. */
export class Agenda {
  readonly #heap: Entry[] = [];
  #numbers = 0;

  add(at: number, fire: () => void): Entry {
    const entry: Entry = { at, number: ++this.#numbers, fire, cancelled: false };
    let index = this.#heap.push(entry) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#swapIfEarlier(index, parent)) break;
      index = parent;
    }
    return entry;
  }

  nextAt(): number | undefined {
    while (this.#heap[0]?.cancelled === true) this.#pop();
    return this.#heap[0]?.at;
  }

  take(): Entry | undefined {
    return this.nextAt() === undefined ? undefined : this.#pop();
  }

  #pop(): Entry | undefined {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    heap[0] = last;
    for (let index = 0; ; ) {
      const left = index * 2 + 1;
      const child = isEarlier(heap[left + 1], heap[left]) ? left + 1 : left;
      if (!this.#swapIfEarlier(child, index)) return first;
      index = child;
    }
  }

  #swapIfEarlier(lower: number, upper: number): boolean {
    const a = this.#heap[lower];
    const b = this.#heap[upper];
    if (a === undefined || b === undefined || !isEarlier(a, b)) return false;
    this.#heap[lower] = b;
    this.#heap[upper] = a;
    return true;
  }
}

function isEarlier(a: Entry | undefined, b: Entry | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  return a.at === b.at ? a.number < b.number : a.at < b.at;
}
