/**
 * What the store needs of a pool: `pg.Pool` fits, and so does a thin face over another driver's pool. Placeholders
 * are `$1`, values are strings, numbers, booleans and null; text without values may hold several statements.
 */
export interface PostgresPool {
  connect(): Promise<PostgresClient>;
  /** `error` of an idle connection, which would otherwise end the process. */
  on?(event: "error", listener: (error: Error) => void): unknown;
  removeListener?(event: "error", listener: (error: Error) => void): unknown;
  end?(): Promise<unknown>;
}

export type Value = string | number | boolean | null;

export interface PostgresClient {
  query(text: string, values?: Value[]): Promise<PostgresResult>;
  /** With an error: the connection is not to be used again. */
  release(error?: Error): void;
  on?(event: "error", listener: (error: Error) => void): unknown;
  removeListener?(event: "error", listener: (error: Error) => void): unknown;
}

export interface PostgresResult {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

export interface OwnPoolOptions {
  readonly connectionString: string;
  readonly maxConnections: number;
  readonly connectTimeoutMs: number;
  readonly prepare: boolean;
}

/** A pool of our own, on `pg`, which is only loaded here. */
export async function ownPool(options: OwnPoolOptions): Promise<PostgresPool> {
  const { default: pg } = await import("pg");
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    max: options.maxConnections,
    connectionTimeoutMillis: options.connectTimeoutMs,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    // A script that is done ends, although delivery goes on looking for work.
    allowExitOnIdle: true,
    application_name: "coincoin",
  });
  if (!options.prepare) return pool;
  const names = new Map<string, string>();
  const nameOf = (text: string) => {
    const name = names.get(text) ?? `coincoin_${names.size}`;
    names.set(text, name);
    return name;
  };
  return {
    on: (event, listener) => pool.on(event, listener),
    removeListener: (event, listener) => pool.removeListener(event, listener),
    end: () => pool.end(),
    connect: async () => {
      const client = await pool.connect();
      return {
        query: (text, values) =>
          values === undefined ? client.query(text) : client.query({ name: nameOf(text), text, values }),
        release: (error) => client.release(error),
        on: (event, listener) => client.on(event, listener),
        removeListener: (event, listener) => client.removeListener(event, listener),
      };
    },
  };
}
