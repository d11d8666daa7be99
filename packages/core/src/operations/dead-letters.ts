import { type Environment, isoTime } from "../lib/environment.ts";
import { CoinCoinError } from "../lib/errors.ts";
import type { DeliveryRecord, Page, Store } from "../store/store.ts";
import { eachOf, type PageRequest, pageOf } from "./paging.ts";

export interface DeadLetterQuery extends PageRequest {
  readonly paymentId?: string | undefined;
}

/** Events whose handlers failed for the last time. */
export class DeadLetters {
  readonly #appId: string;
  readonly #store: () => Promise<Store>;
  readonly #environment: Pick<Environment, "now">;
  readonly #retried: () => void;

  constructor(
    appId: string,
    store: () => Promise<Store>,
    environment: Pick<Environment, "now">,
    retried: () => void,
  ) {
    this.#appId = appId;
    this.#store = store;
    this.#environment = environment;
    this.#retried = retried;
  }

  /** Newest first. @throws CoinCoinError `request_invalid` when `limit` is not 1 to 200. */
  async list({ paymentId, ...page }: DeadLetterQuery = {}): Promise<Page<DeliveryRecord>> {
    const store = await this.#store();
    return store.listDeliveries({ appId: this.#appId, state: "dead", paymentId, ...pageOf(page) });
  }

  /** All of them, newest first, a page at a time. */
  each(
    filter: Omit<DeadLetterQuery, keyof PageRequest> = {},
  ): AsyncGenerator<DeliveryRecord, void, undefined> {
    return eachOf((page) => this.list({ ...filter, ...page }));
  }

  /**
   * Delivers once more, attempts counted again, and closes the item that reported it.
   * @throws CoinCoinError `wrong_state` when no dead delivery has this event id.
   */
  async retry(eventId: string, { by }: { readonly by?: string | undefined } = {}): Promise<void> {
    const store = await this.#store();
    const now = isoTime(this.#environment.now());
    if (!(await store.retryDelivery({ appId: this.#appId, eventId, now }))) {
      throw new CoinCoinError(
        "wrong_state",
        `No dead letter has the event id ${JSON.stringify(eventId)}: it was retried already, or is still being tried. List them with deadLetters.list().`,
      );
    }
    const ids = await this.#itemsOf(store, eventId);
    await store.commit({
      appId: this.#appId,
      resolves: { ids, note: "Retried.", at: now, ...(by === undefined ? {} : { by }) },
    });
    this.#retried();
  }

  async #itemsOf(store: Store, eventId: string): Promise<string[]> {
    const ids: string[] = [];
    let after: string | undefined;
    do {
      const page = await store.listAttention({ appId: this.#appId, open: true, limit: 200, after });
      for (const { id, kind, details } of page.items) {
        if ((kind === "dead_letter" || kind === "alert_failed") && details.eventId === eventId) ids.push(id);
      }
      after = page.cursor ?? undefined;
    } while (after !== undefined);
    return ids;
  }
}
