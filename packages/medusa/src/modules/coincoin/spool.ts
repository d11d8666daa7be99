import path from "node:path";
import type { CoinCoinOptions } from "@coincoin/core";

const BUILT = path.join(".medusa", "server");

/**
 * Where notifications wait while the database is out of reach: in the store's folder. `medusa build` removes the folder
 * that it builds into, and a store that was built runs there, so then it is the project's folder.
 */
export function defaultSpool(folder: string): string {
  const project = folder.endsWith(path.sep + BUILT) ? folder.slice(0, -BUILT.length) : folder;
  return path.join(project, ".coincoin-spool");
}

/** Each account's own: `id` is null for the plugin's. */
export function spoolOf(id: string | null, given: CoinCoinOptions["spool"]): CoinCoinOptions["spool"] {
  const spool = given ?? defaultSpool(process.cwd());
  return id === null || typeof spool !== "string" ? spool : path.join(spool, id);
}
