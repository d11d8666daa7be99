// What "@coincoin/sql/sqlite" offers. Written by scripts/api.ts.
export declare function sqliteStore(options: string | SqliteStoreOptions): Store;
export type { SqliteStoreOptions };
import { Store } from "@coincoin/core";
interface SqliteStoreOptions {
  readonly path: string;
  readonly lockWaitMs?: number | undefined;
  readonly spoolDirectory?: string | undefined;
}
