import type { AttentionItem, EventOf } from "@coincoin/core";
import type { PostgresClient } from "@coincoin/sql/postgres";
import type { Ledger } from "../ledger/ledger.ts";
import { emit, tellAdmin } from "../medusa/container.ts";
import { cartIdOfCollection, orderIdsOfCollection } from "../medusa/rows.ts";
import { collectionIdOf } from "../payments/ids.ts";

/** Names of the events on Medusa's bus, each with an `id` that is the same however often it is emitted. */
const busEvents = {
  part: "coincoin.part_received",
  surplus: "coincoin.surplus",
  expired: "coincoin.expired",
  attention: "coincoin.attention",
} as const;

const TABLE = "coincoin.medusa_reported";
/** Kept in memory, so that the database is not asked for each open row at every look. */
const REMEMBERED = 10_000;

export async function createReportTable(client: PostgresClient): Promise<void> {
  await client.query(
    `CREATE TABLE IF NOT EXISTS ${TABLE} (id text PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())`,
  );
}

/** Tells the bell of the admin, and the store's own subscribers, who may mail the customer. */
export class Reports {
  readonly #ledger: Ledger;
  readonly #known = new Set<string>();

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  async part(event: EventOf<"order.payment">): Promise<void> {
    const { amountDue, coin } = event.order;
    const received = event.coin === coin ? event.received : "0";
    await tellAdmin(
      `coincoin-${event.id}`,
      "CoinCoin: part of a payment came",
      `${received} of ${amountDue} ${coin.toUpperCase()} for ${event.paymentId}, ${event.remaining} to go.`,
    );
    await this.#emit(busEvents.part, event.id, event.reference, {
      payment_id: event.paymentId,
      coin,
      received,
      amount_due: amountDue,
      remaining: event.remaining,
    });
  }

  /** The address took no money in time. */
  async expired(event: EventOf<"order.expired">): Promise<void> {
    await this.#emit(busEvents.expired, event.id, event.reference, { payment_id: event.paymentId });
  }

  /** A new row of what needs a person, whichever process raised it. */
  async row(item: AttentionItem): Promise<void> {
    const { id, kind, message, reference, paymentId } = item;
    if (this.#known.has(id)) return;
    const known = await this.#ledger.query(`SELECT id FROM ${TABLE} WHERE id = $1`, [id]);
    if (known.length === 0) {
      const code = item.details["code"] ?? kind;
      await tellAdmin(`coincoin-${id}`, `CoinCoin: ${code.replaceAll("_", " ")}`, message);
      const name = code === "surplus" ? busEvents.surplus : busEvents.attention;
      await this.#emit(name, id, reference, { payment_id: paymentId, code, message });
      await this.#ledger.query(`INSERT INTO ${TABLE} (id) VALUES ($1) ON CONFLICT DO NOTHING`, [id]);
    }
    if (this.#known.size > REMEMBERED) this.#known.clear();
    this.#known.add(id);
  }

  async #emit(
    name: string,
    id: string,
    reference: string | null,
    about: Readonly<Record<string, string | null>>,
  ): Promise<void> {
    const collectionId = reference === null ? undefined : collectionIdOf(reference);
    const isCart = collectionId !== undefined;
    await emit(name, {
      id,
      ...about,
      collection_id: collectionId ?? null,
      cart_id: isCart ? ((await cartIdOfCollection(collectionId)) ?? null) : null,
      order_id: isCart ? ((await orderIdsOfCollection(collectionId))[0] ?? null) : null,
    });
  }
}
