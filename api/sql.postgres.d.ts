// What "@coincoin/sql/postgres" offers. Written by scripts/api.ts.
export declare function postgresStore(options: PostgresStoreOptions): Store;
export type { ConnectionOptions, PoolOptions, PostgresClient, PostgresPool, PostgresResult, PostgresStoreOptions, Value };
import { Store } from "@coincoin/core";
interface CommonOptions {
  readonly schema?: string | undefined;
  readonly connectTimeoutMs?: number | undefined;
  readonly statementTimeoutMs?: number | undefined;
  readonly spoolDirectory?: string | undefined;
}
interface ConnectionOptions extends CommonOptions {
  readonly connectionString: string;
  readonly maxConnections?: number | undefined;
  readonly prepare?: boolean | undefined;
  readonly pool?: undefined;
}
interface PoolOptions extends CommonOptions {
  readonly pool: PostgresPool;
  readonly connectionString?: undefined;
}
interface PostgresClient {
  query(text: string, values?: Value[]): Promise<PostgresResult>;
  release(error?: Error): void;
  on?(event: "error", listener: (error: Error) => void): unknown;
  removeListener?(event: "error", listener: (error: Error) => void): unknown;
}
interface PostgresPool {
  connect(): Promise<PostgresClient>;
  on?(event: "error", listener: (error: Error) => void): unknown;
  removeListener?(event: "error", listener: (error: Error) => void): unknown;
  end?(): Promise<unknown>;
}
interface PostgresResult {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}
type PostgresStoreOptions = ConnectionOptions | PoolOptions;
type Value = string | number | boolean | null;
