import { randomUUID } from "node:crypto";
import type { Logger } from "@coincoin/core";
import type { PostgresClient, PostgresPool, Value } from "@coincoin/sql/postgres";

const TABLE = "coincoin.medusa_cart_locks";

/** A process that dies keeps a cart for no longer than this. */
const LEASE_MS = 15_000;
const RENEW_MS = 4_000;
const PAUSE_MS = 60;

export async function createCartLockTable(client: PostgresClient): Promise<void> {
  await client.query(`CREATE TABLE IF NOT EXISTS ${TABLE} (
    cart_id text PRIMARY KEY,
    holder text NOT NULL,
    until timestamptz NOT NULL
  )`);
}

/** Held until it is released, or until its process dies. */
export interface CartLock {
  release(): Promise<void>;
}

/**
 * Who may place a cart now, over all servers of a store. Medusa locks a cart in the memory of one process unless a
 * store shares its locks; here it is a row in the database that every server has anyway. A row and not one of
 * PostgreSQL's own locks, since those keep a connection of Medusa's small pool for as long as an order takes.
 */
export class CartLocks {
  readonly #pool: PostgresPool;
  readonly #logger: Logger;

  constructor(pool: PostgresPool, logger: Logger) {
    this.#pool = pool;
    this.#logger = logger;
  }

  /** Undefined when somebody else has had the cart for all of `waitMs`. */
  async acquire(cartId: string, waitMs: number): Promise<CartLock | undefined> {
    const holder = randomUUID();
    const until = performance.now() + waitMs;
    while (!(await this.#take(cartId, holder))) {
      if (performance.now() > until) return undefined;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * (0.5 + Math.random())));
    }
    const timer = setInterval(() => void this.#renew(cartId, holder), RENEW_MS).unref();
    return {
      release: async () => {
        clearInterval(timer);
        await this.#query(`DELETE FROM ${TABLE} WHERE cart_id = $1 AND holder = $2`, [cartId, holder]).catch(
          (error: unknown) => this.#logger.warn({ err: error, cart: cartId }, "a cart stays locked for 15 s"),
        );
      },
    };
  }

  async #take(cartId: string, holder: string): Promise<boolean> {
    const taken = await this.#query(
      `INSERT INTO ${TABLE} AS held (cart_id, holder, until)
       VALUES ($1, $2, clock_timestamp() + $3::int * interval '1 ms')
       ON CONFLICT (cart_id) DO UPDATE SET holder = excluded.holder, until = excluded.until
       WHERE held.until < clock_timestamp() RETURNING cart_id`,
      [cartId, holder, LEASE_MS],
    );
    return taken === 1;
  }

  async #renew(cartId: string, holder: string): Promise<void> {
    try {
      const renewed = await this.#query(
        `UPDATE ${TABLE} SET until = clock_timestamp() + $3::int * interval '1 ms' WHERE cart_id = $1 AND holder = $2 RETURNING cart_id`,
        [cartId, holder, LEASE_MS],
      );
      if (renewed === 0) this.#logger.warn({ cart: cartId }, "the lock of a cart was lost to another server");
    } catch (error) {
      this.#logger.warn({ err: error, cart: cartId }, "the lock of a cart could not be renewed");
    }
  }

  /** The number of rows that came back. */
  async #query(text: string, values: Value[]): Promise<number> {
    const client = await this.#pool.connect();
    try {
      const { rows } = await client.query(text, values);
      client.release();
      return rows.length;
    } catch (error) {
      client.release(error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
  }
}
