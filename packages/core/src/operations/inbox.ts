import type { InboxEntry } from "../domain/notification.ts";
import type { UnappliedOutcome } from "../store/queries.ts";
import type { Page, Store } from "../store/store.ts";
import { type Acceptance, type AcceptDependencies, type AcceptReport, acceptHeld } from "./accept-held.ts";
import { type PageRequest, pageOf } from "./paging.ts";

export interface InboxQuery extends PageRequest {
  readonly paymentId?: string | undefined;
  /** Those alone: `held`, `parked`, `conflict` or `dismissed`. */
  readonly outcome?: UnappliedOutcome | undefined;
}

/** Every authentic notification: one row per distinct body, with its proofs and what became of it. */
export class InboxList {
  readonly #deps: AcceptDependencies;

  constructor(deps: AcceptDependencies) {
    this.#deps = deps;
  }

  /** Newest first. @throws CoinCoinError `request_invalid` when `limit` is not 1 to 200. */
  async list({ paymentId, outcome, ...page }: InboxQuery = {}): Promise<Page<InboxEntry>> {
    const store: Store = await this.#deps.store();
    return store.listInbox({ appId: this.#deps.appId, paymentId, outcome, ...pageOf(page) });
  }

  /**
   * Lets held notifications pass: they are joined into their orders as if they had been believed, with who let them pass on record
   * (`InboxEntry.by`). Compare with CoinCoin's own site first.
   * @throws CoinCoinError `request_invalid` without `by`, or when it is not said which
   */
  accept(acceptance: Acceptance): Promise<AcceptReport> {
    return acceptHeld(this.#deps, acceptance);
  }
}
