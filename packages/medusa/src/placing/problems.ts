import { createHash } from "node:crypto";
import type { AttentionItem, Store } from "@coincoin/core";
import type { PostgresClient } from "@coincoin/sql/postgres";
import type { Ledger } from "../ledger/ledger.ts";

/** Why money has not become an order, or has become more than one. */
export const problemCodes = [
  "collection_gone",
  "cart_gone",
  "cart_not_ready",
  "order_canceled",
  "second_order",
  "paid_otherwise",
  "captured_without_order",
  "rest_due",
  "no_session",
  "surplus",
  "other_currency",
  "refund_unbooked",
  "not_booked",
] as const;

/** What may be over without anybody's doing in CoinCoin's part of the store: these are tried again by themselves. */
const PASSING: ReadonlySet<string> = new Set<ProblemCode>([
  "cart_not_ready",
  "no_session",
  "rest_due",
  "not_booked",
]);

export type ProblemCode = (typeof problemCodes)[number];

export interface Problem {
  readonly code: ProblemCode;
  /** The money that it is about: where that has changed, it is another problem, and a row that was resolved says nothing of it. */
  readonly about: string;
  /** One sentence: what is in the way and what to do. */
  readonly reason: string;
}

const TABLE = "coincoin.medusa_problems";

export async function createProblemTable(client: PostgresClient): Promise<void> {
  await client.query(`CREATE TABLE IF NOT EXISTS ${TABLE} (
    collection_id text PRIMARY KEY,
    number integer NOT NULL,
    code text,
    about text
  )`);
}

/**
 * Rows of the attention list that say why money has not become an order: at most one is open for a collection. A row
 * that is resolved stays so, so each time a problem comes up it gets a row with an id of its own.
 */
export class Problems {
  readonly #appId: string;
  readonly #store: Store;
  readonly #ledger: Ledger;

  constructor(appId: string, store: Store, ledger: Ledger) {
    this.#appId = appId;
    this.#store = store;
    this.#ledger = ledger;
  }

  /** Records the problem; another one of the same collection is over. `answers` are rows of others that it stands for. */
  async raise(
    collectionId: string,
    { code, about, reason }: Problem,
    paymentId: string | null,
    answers: readonly AttentionItem[] = [],
  ): Promise<void> {
    const at = new Date().toISOString();
    const number = await this.#turnTo(collectionId, code, about);
    const note = `Now: ${reason}`;
    await this.#store.commit({
      appId: this.#appId,
      resolves: { ids: [this.#id(collectionId, number - 1), ...this.#own(answers)], note, at },
      attention: [
        {
          id: this.#id(collectionId, number),
          appId: this.#appId,
          kind: "unfulfilled",
          paymentId,
          reference: collectionId,
          message: reason,
          details: { code, collection: collectionId },
          at,
        },
      ],
    });
    await this.#resolveElsewhere(answers, note, at);
  }

  /** What is in the way of a collection now. */
  async current(
    collectionId: string,
  ): Promise<{ readonly code: string; readonly about: string } | undefined> {
    const [row] = await this.#ledger.query(
      `SELECT code, about FROM ${TABLE} WHERE collection_id = $1 AND code IS NOT NULL`,
      [collectionId],
    );
    return row === undefined ? undefined : { code: String(row["code"]), about: String(row["about"]) };
  }

  /** There is no problem any more. */
  async settle(collectionId: string, note: string, answers: readonly AttentionItem[] = []): Promise<void> {
    const at = new Date().toISOString();
    const number = await this.#turnTo(collectionId, null, null);
    const ids = [...this.#own(answers), ...(number > 0 ? [this.#id(collectionId, number - 1)] : [])];
    if (ids.length > 0) await this.#store.commit({ appId: this.#appId, resolves: { ids, note, at } });
    await this.#resolveElsewhere(answers, note, at);
  }

  #own(answers: readonly AttentionItem[]): string[] {
    return answers.filter(({ appId }) => appId === this.#appId).map(({ id }) => id);
  }

  /** Rows of another account of the store's: a commit is of one account. */
  async #resolveElsewhere(answers: readonly AttentionItem[], note: string, at: string): Promise<void> {
    for (const { appId, id } of answers.filter((item) => item.appId !== this.#appId)) {
      await this.#store.commit({ appId, resolves: { ids: [id], note, at } });
    }
  }

  /** The number of the problem that a collection has now: the same one for as long as it is the same. */
  async #turnTo(collectionId: string, code: ProblemCode | null, about: string | null): Promise<number> {
    const [row] = await this.#ledger.query(
      code === null
        ? `UPDATE ${TABLE} SET number = number + CASE WHEN code IS NULL THEN 0 ELSE 1 END, code = NULL, about = NULL
           WHERE collection_id = $1 AND $2::text IS NULL AND $3::text IS NULL RETURNING number`
        : `INSERT INTO ${TABLE} AS known (collection_id, number, code, about) VALUES ($1, 1, $2, $3)
           ON CONFLICT (collection_id) DO UPDATE SET code = $2, about = $3, number = known.number
             + CASE WHEN known.code IS NOT DISTINCT FROM $2 AND known.about IS NOT DISTINCT FROM $3 THEN 0 ELSE 1 END
           RETURNING number`,
      [collectionId, code, about],
    );
    return Number(row?.["number"] ?? 0);
  }

  #id(collectionId: string, number: number): string {
    const digest = createHash("sha256").update(`${this.#appId}\n${collectionId}\n${number}`).digest("hex");
    return `att_${digest.slice(0, 32)}`;
  }
}

export function mayPass(item: AttentionItem): boolean {
  return PASSING.has(item.details["code"] ?? "");
}

/** The collection that an open row of ours is about. */
export function collectionOf(item: AttentionItem): string | undefined {
  return item.kind === "unfulfilled" ? item.details["collection"] : undefined;
}
