import { CoinCoinError } from "../lib/errors.ts";
import type { Store } from "./store.ts";

/** How many instances use a store: the last one to close closes it. */
const users = new WeakMap<Store, number>();

/** A store that is opened when it is first needed, and again when that failed. */
export class OpenedStore {
  readonly #store: Store;
  #state: "new" | "open" | "closed" = "new";

  constructor(store: Store) {
    this.#store = store;
    users.set(store, (users.get(store) ?? 0) + 1);
  }

  /** @throws CoinCoinError `closed` after `close`; else what opening the store throws. */
  async ready(): Promise<Store> {
    if (this.#state === "new") await this.#store.open();
    if (this.#state === "closed") {
      throw new CoinCoinError("closed", "This CoinCoin was closed. Create a new one, or close it later.");
    }
    this.#state = "open";
    return this.#store;
  }

  async close(): Promise<void> {
    if (this.#state === "closed") return;
    this.#state = "closed";
    const others = (users.get(this.#store) ?? 1) - 1;
    users.set(this.#store, others);
    if (others === 0) await this.#store.close();
  }
}
