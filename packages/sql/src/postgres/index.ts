export type { PostgresClient, PostgresPool, PostgresResult, Value } from "./pool.ts";
export {
  type ConnectionOptions,
  type PoolOptions,
  type PostgresStoreOptions,
  postgresStore,
} from "./store.ts";
