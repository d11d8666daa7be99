import type { AttentionItem, AttentionKind } from "@coincoin/core";
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
  async whenRaised({ code }: Problem, collectionId: string): Promise<readonly AttentionItem[]> {
    const isWhole = code === "surplus" || code === "paid_otherwise" || code === "order_canceled";
    return isWhole ? this.#about(collectionId, TOO_MUCH) : [];
  }

  /**
   * A person sent the money back or assigned it since; or all of it is booked, so that what one of its orders lacked
   * came otherwise: through another account of the store's, say, which core does not see.
   */
  async whenSettled(collectionId: string, isPlaced: boolean): Promise<readonly AttentionItem[]> {
    const collection = await readCollection(collectionId);
    if (collection === undefined) return [];
    const account = await this.#accounts.read({ collectionId, currency: collection.currency });
    const hasMoved = account.sentBack !== "0" || account.assigned !== "0";
    const isBack = hasMoved && !isPositive(account.expected);
    const isEnough = isBack || (isPlaced && (await this.#isShortSomewhere(collectionId)));
    return this.#about(collectionId, [...(hasMoved ? TOO_MUCH : []), ...(isEnough ? TOO_LITTLE : [])]);
  }

  async #isShortSomewhere(collectionId: string): Promise<boolean> {
    return (await this.#accounts.purchases(collectionId)).some(({ paid }) => paid === null);
  }

  async #about(collectionId: string, kinds: readonly AttentionKind[]): Promise<AttentionItem[]> {
    const found: AttentionItem[] = [];
    if (kinds.length === 0) return found;
    for await (const item of this.#rows.all()) {
      const isAbout = item.reference !== null && collectionIdOf(item.reference) === collectionId;
      if (isAbout && kinds.includes(item.kind)) found.push(item);
    }
    return found;
  }
}
