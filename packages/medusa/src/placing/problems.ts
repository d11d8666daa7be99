import { createHash } from "node:crypto";
import type { AttentionItem, Store } from "@coincoin/core";

/** Why an order that is paid could not be placed, or is not to be. */
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
] as const;

/** What may be over without anybody's doing in CoinCoin's part of the store: these are tried again by themselves. */
const PASSING: ReadonlySet<string> = new Set<ProblemCode>(["cart_not_ready", "no_session", "rest_due"]);

export type ProblemCode = (typeof problemCodes)[number];

export interface Problem {
  readonly code: ProblemCode;
  /** One sentence: what is in the way and what to do. */
  readonly reason: string;
}

/** Rows of the attention list that say why money has not become an order. */
export class Problems {
  readonly #appId: string;
  readonly #store: Store;

  constructor(appId: string, store: Store) {
    this.#appId = appId;
    this.#store = store;
  }

  /** Records the problem; any other one of the same collection is over. */
  async raise(collectionId: string, { code, reason }: Problem, paymentId: string | null): Promise<void> {
    const at = new Date().toISOString();
    const others = problemCodes.filter((other) => other !== code);
    await this.#store.commit({
      appId: this.#appId,
      resolves: { ids: others.map((other) => this.#id(collectionId, other)), note: `Now: ${reason}`, at },
      attention: [
        {
          id: this.#id(collectionId, code),
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
  }

  async settle(collectionId: string, note: string): Promise<void> {
    const ids = problemCodes.map((code) => this.#id(collectionId, code));
    await this.#store.commit({
      appId: this.#appId,
      resolves: { ids, note, at: new Date().toISOString() },
    });
  }

  #id(collectionId: string, code: ProblemCode): string {
    const digest = createHash("sha256").update(`${this.#appId}\n${collectionId}\n${code}`).digest("hex");
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
