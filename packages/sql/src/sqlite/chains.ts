import type { Store } from "@coincoin/core";
import type { ChainRow, Watched } from "@coincoin/core/store";
import { decode } from "../shared/facts.ts";
import { toKey } from "../shared/keys.ts";
import { type Database, text } from "./database.ts";
import { intake } from "./statements.ts";

export function watched(
  database: Database,
  { appId, network, now, limit }: Parameters<Store["watched"]>[0],
): Watched[] {
  const rows = database.all(intake.watched, toKey(appId), toKey(network), now, limit);
  return rows.map((row) => decode("watched", text(row, "watch")));
}

export function readChain(
  database: Database,
  { appId, network }: Parameters<Store["readChain"]>[0],
): ChainRow | undefined {
  const row = database.get(intake.chain, toKey(appId), toKey(network));
  return row === undefined ? undefined : decode("chain", text(row, "data"));
}

export function writeChain(database: Database, row: ChainRow): boolean {
  const [app, network] = [toKey(row.appId), toKey(row.network)];
  const data = JSON.stringify(row);
  const changed =
    row.version === 1
      ? database.run(intake.insertChain, app, network, 1, data)
      : database.run(intake.updateChain, row.version, data, app, network, row.version - 1);
  return changed === 1;
}
