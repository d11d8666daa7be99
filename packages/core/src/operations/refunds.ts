import type { AmountInput } from "../domain/amount.ts";
import type { Commit } from "../domain/commit.ts";
import type { Purchase, Refund } from "../domain/order.ts";
import { answersItem, decideRefund, type RefundTerms, readAmount } from "../domain/refund.ts";
import { type Environment, isoTime } from "../lib/environment.ts";
import { CoinCoinError } from "../lib/errors.ts";
import type { Page, Store } from "../store/store.ts";
import { commitChange } from "./commit-change.ts";
import { eachOf, type PageRequest, pageOf } from "./paging.ts";
import { readBy, readLine } from "./person.ts";

/** Money that was sent back to a customer, by whatever wallet. */
export interface RefundRequest {
  /** The order for which the money came. */
  readonly paymentId: string;
  /** Above zero, in `coin`. */
  readonly amount: AmountInput;
  /** "usdt": the coin that came. */
  readonly coin: string;
  /** The transaction on the chain. Recorded twice it counts once; without it every call is another refund. */
  readonly transaction?: string | undefined;
  /** Who paid it back. 1 to 200 characters. */
  readonly by: string;
  readonly note?: string | undefined;
  /** True where more is paid back than is known to have come for the order in this coin. */
  readonly allowMore?: boolean | undefined;
}

export interface RefundQuery extends PageRequest {
  readonly paymentId?: string | undefined;
  readonly reference?: string | undefined;
}

export interface RefundDependencies {
  readonly appId: string;
  readonly store: () => Promise<Store>;
  readonly environment: Pick<Environment, "now">;
  readonly committed: (commit: Commit) => void;
}

/** What was paid back. A record: nothing here moves money. */
export class RefundList {
  readonly #deps: RefundDependencies;

  constructor(deps: RefundDependencies) {
    this.#deps = deps;
  }

  /** Newest first. @throws CoinCoinError `request_invalid` when `limit` is not 1 to 200. */
  async list({ paymentId, reference, ...page }: RefundQuery = {}): Promise<Page<Refund>> {
    const store = await this.#deps.store();
    return store.listRefunds({ appId: this.#deps.appId, paymentId, reference, ...pageOf(page) });
  }

  /** All of them, newest first, a page at a time. */
  each(filter: Omit<RefundQuery, keyof PageRequest> = {}): AsyncGenerator<Refund, void, undefined> {
    return eachOf((page) => this.list({ ...filter, ...page }));
  }

  /**
   * Records that money was paid back, and closes the items that it answers: those whose whole amount is paid back now. The same
   * transaction for the same order is recorded once.
   * @throws CoinCoinError `order_not_found`, `refund_too_high`, `order_conflict` for a transaction that is recorded with another
   * amount, `request_invalid`, `store_unavailable`
   */
  async record(request: RefundRequest): Promise<Refund> {
    const { appId, environment, committed } = this.#deps;
    const terms = readTerms(request);
    const store = await this.#deps.store();
    const { paymentId } = terms;
    const { purchase: found } = await store.read({ appId, paymentId });
    if (found === undefined) throw notFound(paymentId);
    let recorded: Refund | undefined;
    const commit = await commitChange(store, { appId, reference: found.reference }, async ({ purchase }) => {
      if (purchase === undefined) throw notFound(paymentId);
      const at = isoTime(environment.now());
      const decision = decideRefund(purchase, terms, at);
      recorded = decision.refund;
      if (decision.type === "known") return null;
      const { reference, version } = purchase;
      const { amount, coin, transaction, by } = decision.refund;
      const how = transaction === null ? "" : `, transaction ${transaction}`;
      const ids = await this.#answered(store, decision.purchase);
      return {
        appId,
        guard: { reference, version },
        purchase: decision.purchase,
        refunds: [decision.refund],
        resolves: { ids, note: `${amount} ${coin} was paid back${how}.`, at, by },
      };
    });
    if (commit !== null) committed(commit);
    if (recorded === undefined) throw new TypeError("nothing was decided");
    return recorded;
  }

  async #answered(store: Store, purchase: Purchase): Promise<string[]> {
    const { appId } = this.#deps;
    const ids: string[] = [];
    for (const { paymentId } of purchase.attempts) {
      const items = eachOf((page) => store.listAttention({ appId, open: true, paymentId, ...page }));
      for await (const item of items) if (answersItem(purchase, item)) ids.push(item.id);
    }
    return ids;
  }
}

function readTerms(request: RefundRequest): RefundTerms {
  const { transaction, note } = request;
  return {
    paymentId: request.paymentId,
    amount: readAmount(request.amount),
    coin: readLine(request.coin, "refunds.record needs `coin`, such as usdt").toLowerCase(),
    transaction:
      transaction === undefined
        ? null
        : readLine(transaction, "refunds.record needs a readable `transaction`"),
    by: readBy(request.by, "refunds.record"),
    note: note === undefined ? null : readLine(note, "refunds.record needs a readable `note`"),
    allowMore: request.allowMore === true,
  };
}

function notFound(paymentId: string): CoinCoinError {
  return new CoinCoinError(
    "order_not_found",
    `No order has the payment id ${JSON.stringify(paymentId)}: it was never created here, or it was pruned. Check the id.`,
  );
}
