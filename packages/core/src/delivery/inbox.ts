import type { Page, Store } from "../store/store.ts";
import type { InboxEntry } from "../webhook/notification.ts";
import { type PageRequest, pageOf } from "./paging.ts";

export interface InboxQuery extends PageRequest {
  readonly paymentId?: string | undefined;
}

/** Every authentic notification: one row per distinct body, with its proofs and what became of it. */
export class InboxList {
  readonly #appId: string;
  readonly #store: () => Promise<Store>;

  constructor(appId: string, store: () => Promise<Store>) {
    this.#appId = appId;
    this.#store = store;
  }

  /** Newest first. @throws CoinCoinError `request_invalid` when `limit` is not 1 to 200. */
  async list({ paymentId, ...page }: InboxQuery = {}): Promise<Page<InboxEntry>> {
    const store = await this.#store();
    return store.listInbox({ appId: this.#appId, paymentId, ...pageOf(page) });
  }
}
