import type { AttentionItem } from "../domain/attention.ts";
import { type Environment, isoTime } from "../lib/environment.ts";
import { CoinCoinError } from "../lib/errors.ts";
import type { Page, Store } from "../store/store.ts";
import { type PageRequest, pageOf } from "./paging.ts";

export interface AttentionQuery extends PageRequest {
  /** True: open items only, the default. False: resolved ones. "all": both. */
  readonly open?: boolean | "all" | undefined;
  readonly paymentId?: string | undefined;
}

/** What needs a person. */
export class AttentionList {
  readonly #appId: string;
  readonly #store: () => Promise<Store>;
  readonly #environment: Pick<Environment, "now">;

  constructor(appId: string, store: () => Promise<Store>, environment: Pick<Environment, "now">) {
    this.#appId = appId;
    this.#store = store;
    this.#environment = environment;
  }

  /** Newest first. @throws CoinCoinError `request_invalid` when `limit` is not 1 to 200. */
  async list({ open = true, paymentId, ...page }: AttentionQuery = {}): Promise<Page<AttentionItem>> {
    const store = await this.#store();
    const wanted = open === "all" ? undefined : open;
    return store.listAttention({ appId: this.#appId, open: wanted, paymentId, ...pageOf(page) });
  }

  /**
   * Closes an open item, with a note of what was done.
   * @throws CoinCoinError `wrong_state` when there is no open item with this id.
   */
  async resolve(id: string, note: string, { by }: { readonly by?: string } = {}): Promise<void> {
    const store = await this.#store();
    const at = isoTime(this.#environment.now());
    if (await store.resolveAttention({ appId: this.#appId, id, note, by: by ?? null, at })) return;
    throw new CoinCoinError(
      "wrong_state",
      `There is no open item ${id}: it was resolved already, or the id is of another app.`,
    );
  }
}
