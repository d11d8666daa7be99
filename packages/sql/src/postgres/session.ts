import { isConnectionLost, isContention, Timeout } from "./failure.ts";
import type { PostgresClient, PostgresPool, PostgresResult, Value } from "./pool.ts";

export type Row = PostgresResult["rows"][number];

export interface SessionOptions {
  /** A plain name: it is only put in quotes. */
  readonly schema: string;
  readonly connectTimeoutMs: number;
  readonly statementTimeoutMs: number;
}

/** Runs statements of one transaction. */
export type Query = (text: string, values: Value[]) => Promise<readonly Row[]>;

/** Contention is resolved by running again; more often than this it is overload. */
const ATTEMPTS = 4;

/**
 * Statements and transactions over a pool: each bounded in time, none leaving anything behind on its connection, so
 * that any pooler may sit in between. `@name` in a statement is the table `coincoin_name` of the schema.
 */
export class Session {
  readonly #pool: PostgresPool;
  readonly #options: SessionOptions;
  readonly #texts = new Map<string, string>();
  readonly #ignore = (): void => {};

  constructor(pool: PostgresPool, options: SessionOptions) {
    this.#pool = pool;
    this.#options = options;
  }

  /** One statement, a transaction of its own. */
  query(text: string, values: Value[]): Promise<readonly Row[]> {
    return this.#withClient((run) => run(text, values));
  }

  /**
   * One transaction that holds an advisory lock on each key from its start, having waited for it. `body` says whether to keep
   * what it did. Synchronous commit is on whatever the server's default is.
   */
  transaction<T>(
    locks: readonly bigint[],
    body: (query: Query) => Promise<{ keep: boolean; value: T }>,
  ): Promise<T> {
    const ordered = [...new Set(locks)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    const { statementTimeoutMs } = this.#options;
    const begin = [
      "BEGIN ISOLATION LEVEL READ COMMITTED",
      "SET LOCAL synchronous_commit TO on",
      `SET LOCAL statement_timeout TO ${statementTimeoutMs}`,
      `SET LOCAL idle_in_transaction_session_timeout TO ${statementTimeoutMs * 2}`,
      ...ordered.map((key) => `SELECT pg_advisory_xact_lock(${key})`),
    ].join("; ");
    return this.#withClient(async (query, script) => {
      try {
        await script(begin);
        const { keep, value } = await body(query);
        await script(keep ? "COMMIT" : "ROLLBACK");
        return value;
      } catch (error) {
        if (!isConnectionLost(error)) await script("ROLLBACK");
        throw error;
      }
    });
  }

  async #withClient<T>(
    body: (query: Query, script: (text: string) => Promise<void>) => Promise<T>,
  ): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      const client = await this.#connect();
      const answer = (sent: Promise<PostgresResult>) => inTime(sent, this.#options.statementTimeoutMs + 500);
      client.on?.("error", this.#ignore);
      let lost: Error | undefined;
      try {
        return await body(
          async (text, values) => (await answer(client.query(this.#qualified(text), values))).rows,
          async (text) => void (await answer(client.query(this.#qualified(text)))),
        );
      } catch (error) {
        if (isConnectionLost(error)) lost = error instanceof Error ? error : new Error("connection lost");
        if (!isContention(error) || attempt >= ATTEMPTS) throw error;
      } finally {
        client.removeListener?.("error", this.#ignore);
        client.release(lost);
      }
    }
  }

  /** A connection, or a timeout; one that comes too late goes back. */
  async #connect(): Promise<PostgresClient> {
    const connecting = this.#pool.connect();
    try {
      return await inTime(connecting, this.#options.connectTimeoutMs);
    } catch (error) {
      connecting.then(
        (client) => client.release(),
        () => {},
      );
      throw error;
    }
  }

  #qualified(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    const qualified = text.replace(/@(\w+)/g, `"${this.#options.schema}".coincoin_$1`);
    if (this.#texts.size < 500) this.#texts.set(text, qualified);
    return qualified;
  }
}

async function inTime<T>(promise: Promise<T>, ms: number): Promise<T> {
  const { promise: late, cancel } = timer(ms);
  try {
    return await Promise.race([promise, late]);
  } finally {
    cancel();
  }
}

function timer(ms: number): { promise: Promise<never>; cancel: () => void } {
  let handle: NodeJS.Timeout | undefined;
  const promise = new Promise<never>((_, reject) => {
    handle = setTimeout(() => reject(new Timeout(`no answer within ${ms} ms`)), ms);
  });
  return { promise, cancel: () => clearTimeout(handle) };
}

export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== "string") throw new TypeError(`${column} is not text`);
  return value;
}

export function optionalText(row: Row, column: string): string | null {
  return row[column] === null ? null : text(row, column);
}

/** An integer of any width: drivers give 64 bits as text or bigint. Ours stay far below 2^53. */
export function integer(row: Row | undefined, column: string): number {
  const value = Number(row?.[column]);
  if (!Number.isSafeInteger(value)) throw new TypeError(`${column} is not an integer`);
  return value;
}
