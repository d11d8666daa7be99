import type { PostgresClient, PostgresPool, Value } from "@coincoin/sql/postgres";

/** What of Medusa's knex is used. */
export interface Knex {
  readonly client: {
    acquireConnection(): Promise<Connection>;
    releaseConnection(connection: Connection): Promise<void>;
  };
}

interface Connection {
  query(text: string, values?: Value[]): ReturnType<PostgresClient["query"]>;
  /** Set, knex throws the connection away instead of handing it out again. */
  __knex__disposed?: unknown;
}

/** The part of a `pg.Pool` that a store needs, over the connections that Medusa has anyway. */
export function poolOver({ client }: Knex): PostgresPool {
  return {
    async connect() {
      const connection = await client.acquireConnection();
      let isReleased = false;
      return {
        query: (text, values) => connection.query(text, values),
        release(error) {
          if (isReleased) return;
          isReleased = true;
          if (error !== undefined) connection.__knex__disposed = error;
          // Nobody can do anything about a connection that cannot be given back.
          client.releaseConnection(connection).catch(() => {});
        },
      };
    },
  };
}
