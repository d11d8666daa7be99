import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Store } from "@coincoin/core";
import type { StoreBench, StoreFactory } from "@coincoin/testing";
import { sqliteStore } from "../src/sqlite/index.ts";

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), "coincoin-sql-"));
}

/** A crash is the files as they are at that moment, opened elsewhere: nothing was closed, nothing checkpointed. */
async function sqliteBench(): Promise<StoreBench> {
  const folder = temporaryFolder();
  const opened: Store[] = [];
  let path = join(folder, "shop.db");
  let crashes = 0;
  const open = async () => {
    const store = sqliteStore({ path, lockWaitMs: 0 });
    opened.push(store);
    await store.open();
    return store;
  };
  return {
    open,
    crash: async () => {
      crashes += 1;
      const next = join(folder, String(crashes), "shop.db");
      mkdirSync(join(folder, String(crashes)));
      for (const suffix of ["", "-wal"]) {
        if (existsSync(path + suffix)) copyFileSync(path + suffix, next + suffix);
      }
      path = next;
      return open();
    },
    dispose: async () => {
      for (const store of opened) await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const sqliteFactory: StoreFactory = {
  name: "sqliteStore",
  bench: sqliteBench,
  runs: Number(process.env["RUNS"] ?? 60),
};
