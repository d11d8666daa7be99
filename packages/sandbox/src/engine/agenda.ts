/** Things due at a time, taken in order of time and, within one instant, of arrival. */
export class Agenda<T> {
  readonly #entries: { readonly at: number; readonly item: T }[] = [];

  add(at: number, item: T): void {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const entry = this.#entries[middle];
      if (entry !== undefined && entry.at <= at) low = middle + 1;
      else high = middle;
    }
    this.#entries.splice(low, 0, { at, item });
  }

  nextAt(): number | undefined {
    return this.#entries[0]?.at;
  }

  /** Takes the first entry that is due, if any. */
  take(now: number): { readonly at: number; readonly item: T } | undefined {
    const first = this.#entries[0];
    if (first === undefined || first.at > now) return undefined;
    this.#entries.shift();
    return first;
  }

  /** Moves what `matches` to another time. */
  move(matches: (item: T) => boolean, at: number): void {
    const index = this.#entries.findIndex((entry) => matches(entry.item));
    if (index < 0) return;
    const [entry] = this.#entries.splice(index, 1);
    if (entry !== undefined) this.add(at, entry.item);
  }
}
