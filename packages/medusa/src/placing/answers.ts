import type { AttentionKind } from "@coincoin/core";
import { readCollection } from "../medusa/rows.ts";
import type { Accounts } from "../payments/accounts.ts";
import { collectionIdOf } from "../payments/ids.ts";
import { isPositive } from "../payments/money.ts";
import type { OpenRows } from "./open-rows.ts";
import type { Problem } from "./problems.ts";

/** Core's rows about money that is too much or too little for one reference; the account says it of the whole collection. */
const TOO_MUCH: readonly AttentionKind[] = ["overpaid", "paid_twice"];
const TOO_LITTLE: readonly AttentionKind[] = ["underpaid", "partly_settled"];

/** Which rows of core's are answered by what became of a collection. */
export class Answers {
  readonly #accounts: Accounts;
  readonly #rows: OpenRows;

  constructor(accounts: Accounts, rows: OpenRows) {
    this.#accounts = accounts;
    this.#rows = rows;
  }

  /** A row of ours says the same in the shop's own currency. */
  async whenRaised({ code }: Problem, collectionId: string): Promise<readonly string[]> {
    const isWhole = code === "surplus" || code === "paid_otherwise" || code === "order_canceled";
    return isWhole ? this.#idsOf(collectionId, TOO_MUCH) : [];
  }

  /**
   * What came pays one order to the last digit: nothing is missing, also where CoinCoin was asked for more before the cart shrank. Or a
   * person sent the money back or assigned it since.
   */
  async whenSettled(
    collectionId: string,
    { type }: { readonly type: "placed" | "nothing" },
  ): Promise<readonly string[]> {
    const moved = await this.#answeredByMoves(collectionId);
    const kinds = type === "placed" ? [...moved, ...TOO_LITTLE] : moved;
    return kinds.length === 0 ? [] : this.#idsOf(collectionId, kinds);
  }

  async #answeredByMoves(collectionId: string): Promise<readonly AttentionKind[]> {
    const collection = await readCollection(collectionId);
    if (collection === undefined) return [];
    const account = await this.#accounts.read({ collectionId, currency: collection.currency });
    if (account.sentBack === "0" && account.assigned === "0") return [];
    return isPositive(account.expected) ? TOO_MUCH : [...TOO_MUCH, ...TOO_LITTLE];
  }

  async #idsOf(collectionId: string, kinds: readonly AttentionKind[]): Promise<string[]> {
    const ids: string[] = [];
    for await (const { id, kind, reference } of this.#rows.all()) {
      const isAbout = reference !== null && collectionIdOf(reference) === collectionId;
      if (isAbout && kinds.includes(kind)) ids.push(id);
    }
    return ids;
  }
}
