import type { AttentionItem } from "../domain/attention.ts";
import { type AttentionMessage, attentionDigest, attentionMessage } from "../domain/attention-message.ts";
import type { AttentionEvent } from "../domain/events.ts";
import { type Environment, isoTime } from "../lib/environment.ts";
import { CoinCoinError } from "../lib/errors.ts";
import type { Page, Store } from "../store/store.ts";
import { eachOf, type PageRequest, pageOf } from "./paging.ts";

export interface AttentionQuery extends PageRequest {
  /** True: open items only, the default. False: resolved ones. "all": both. */
  readonly open?: boolean | "all" | undefined;
  readonly paymentId?: string | undefined;
}

export interface AttentionDependencies {
  readonly appId: string;
  readonly store: () => Promise<Store>;
  readonly environment: Pick<Environment, "now">;
  /** Where a merchant's people see the items, without a slash at its end. */
  readonly deskUrl: string | undefined;
  /** Called when a person closed an item. */
  readonly resolved: () => void;
}

const MOST_IN_DIGEST = 1_000;

/** What needs a person. */
export class AttentionList {
  readonly #deps: AttentionDependencies;

  constructor(deps: AttentionDependencies) {
    this.#deps = deps;
  }

  /** Newest first. @throws CoinCoinError `request_invalid` when `limit` is not 1 to 200. */
  async list({ open = true, paymentId, ...page }: AttentionQuery = {}): Promise<Page<AttentionItem>> {
    const store = await this.#deps.store();
    const wanted = open === "all" ? undefined : open;
    return store.listAttention({ appId: this.#deps.appId, open: wanted, paymentId, ...pageOf(page) });
  }

  /** All items that the filter finds, newest first, a page at a time. */
  each(filter: Omit<AttentionQuery, keyof PageRequest> = {}): AsyncGenerator<AttentionItem, void, undefined> {
    return eachOf((page) => this.list({ ...filter, ...page }));
  }

  /** An item, or the event of one, as words for a mail or a chat: plain text, and a link where the option `deskUrl` is set. */
  message(about: AttentionItem | AttentionEvent): AttentionMessage {
    return attentionMessage("item" in about ? about.item : about, this.#deps.deskUrl);
  }

  /**
   * Everything that is open, as one message, the most urgent first: for a mail each morning. Null when nothing is. Of more than 1,000
   * items the newest.
   */
  async digest(): Promise<AttentionMessage | null> {
    const items: AttentionItem[] = [];
    for await (const item of this.each()) if (items.push(item) >= MOST_IN_DIGEST) break;
    return items.length === 0 ? null : attentionDigest(items, this.#deps.deskUrl);
  }

  /**
   * Closes an open item, with a note of what was done.
   * @throws CoinCoinError `wrong_state` when there is no open item with this id.
   */
  async resolve(id: string, note: string, { by }: { readonly by?: string } = {}): Promise<void> {
    const store = await this.#deps.store();
    const at = isoTime(this.#deps.environment.now());
    if (await store.resolveAttention({ appId: this.#deps.appId, id, note, by: by ?? null, at })) {
      this.#deps.resolved();
      return;
    }
    throw new CoinCoinError(
      "wrong_state",
      `No open attention item has the id ${JSON.stringify(id)}: it was resolved already, or the id belongs to another app. List the open ones with attention.list().`,
    );
  }
}
