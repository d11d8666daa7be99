import { hash } from "./random.ts";

/** As core makes them by itself. */
const PAYMENT_ID = /\b[A-Za-z0-9]{20}\b/g;

/**
 * Every choice of a run. Each has a name, what it is about, and depends on the seed, the name and how often that name came up, on
 * nothing else: leaving one cart out of a run leaves what befalls the others as it was. 0 is always the harmless choice.
 */
export class Choices {
  /** Choices that were not harmless. */
  readonly made = new Set<string>();
  readonly #seed: number;
  readonly #only: ReadonlySet<string> | undefined;
  readonly #counts = new Map<string, number>();
  readonly #aliases = new Map<string, string>();

  /** With `only`, every choice that is not among these is harmless. */
  constructor(seed: number, only?: ReadonlySet<string>) {
    this.#seed = seed;
    this.#only = only;
  }

  /** What a random id stands for: names speak of that, since the id differs from run to run. */
  alias(id: string, meaning: string): void {
    if (!this.#aliases.has(id)) this.#aliases.set(id, meaning);
  }

  /** A whole number below `count`. */
  pick(name: string, count: number): number {
    if (count <= 1) return 0;
    const id = this.#id(name);
    const choice = Math.floor(this.#draw(id) * count);
    return choice !== 0 && this.#allowed(id) ? choice : 0;
  }

  /** True with this chance. */
  chance(name: string, share: number): boolean {
    if (share <= 0) return false;
    const id = this.#id(name);
    return this.#draw(id) < share && this.#allowed(id);
  }

  #id(name: string): string {
    const plain = name.replace(PAYMENT_ID, (id) => this.#aliases.get(id) ?? id);
    const number = (this.#counts.get(plain) ?? 0) + 1;
    this.#counts.set(plain, number);
    return `${plain} ${number}`;
  }

  #draw(id: string): number {
    return hash(`${this.#seed} ${id}`) / 2 ** 32;
  }

  #allowed(id: string): boolean {
    if (this.#only !== undefined && !this.#only.has(id)) return false;
    this.made.add(id);
    return true;
  }

  /** A whole number from `low` to `high`, `low` being the harmless one. */
  between(name: string, low: number, high: number): number {
    return low + this.pick(name, high - low + 1);
  }
}
