import type { Store } from "@coincoin/core";
import type { Runner } from "../runner.ts";

/** One database of its own, and ways to get at it. */
export interface StoreBench {
  /** An open store on the database. For a store that one process holds alone: only after the one before was closed. */
  open(): Promise<Store>;
  /** A second open store beside the first, where the kind allows that. */
  readonly second?: (() => Promise<Store>) | undefined;
  /** The store's process dies at this moment, without `close`; another opens the same data. Absent when nothing is durable. */
  readonly crash?: ((store: Store) => Promise<Store>) | undefined;
  /** Closes what is open and removes the data. */
  dispose(): Promise<void>;
}

export interface StoreFactory {
  /** For the titles: "sqliteStore". */
  readonly name: string;
  /** False where nothing outlives the process: the cases of restarts and crashes are left out. Default true. */
  readonly isDurable?: boolean | undefined;
  /** A fresh, empty database. */
  bench(): Promise<StoreBench>;
  /** Runs of the property test; each is a sequence of up to 60 commands. */
  readonly runs?: number | undefined;
}

export interface Suite extends Runner {
  /** Runs a test on a fresh database and removes it afterwards. */
  test(title: string, body: (store: Store, bench: StoreBench) => Promise<void>): void;
}

export function suiteOf(runner: Runner, factory: StoreFactory): Suite {
  return {
    ...runner,
    test(title, body) {
      runner.it(title, async () => {
        const bench = await factory.bench();
        try {
          await body(await bench.open(), bench);
        } finally {
          await bench.dispose();
        }
      });
    },
  };
}
