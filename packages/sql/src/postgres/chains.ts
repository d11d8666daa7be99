import type { Store } from "@coincoin/core";
import type { ChainRow, Watched } from "@coincoin/core/store";
import { decode } from "../shared/facts.ts";
import { toKey } from "../shared/keys.ts";
import { DURABLE } from "./deliveries.ts";
import { type Session, text } from "./session.ts";

export async function watched(
  session: Session,
  { appId, network, now, limit }: Parameters<Store["watched"]>[0],
): Promise<Watched[]> {
  const rows = await session.query(
    `SELECT watch FROM @orders WHERE app_id = $1 AND watch_network = $2 AND watch_from <= $3
      ORDER BY watch_from, seq LIMIT $4::integer`,
    [toKey(appId), toKey(network), now, limit],
  );
  return rows.map((row) => decode("watched", text(row, "watch")));
}

export async function readChain(
  session: Session,
  { appId, network }: Parameters<Store["readChain"]>[0],
): Promise<ChainRow | undefined> {
  const [row] = await session.query("SELECT data FROM @chains WHERE app_id = $1 AND network = $2", [
    toKey(appId),
    toKey(network),
  ]);
  return row === undefined ? undefined : decode("chain", text(row, "data"));
}

/** The row's own lock lets one of two writers in; the other finds another version. */
export async function writeChain(session: Session, row: ChainRow): Promise<boolean> {
  const values = [toKey(row.appId), toKey(row.network), row.version, JSON.stringify(row)];
  const rows = await session.query(row.version === 1 ? INSERT : UPDATE, values);
  return rows.length === 1;
}

const INSERT = `INSERT INTO @chains (app_id, network, version, data)
  SELECT $1::text, $2::text, $3::integer, $4::text FROM ${DURABLE} WHERE durable.setting = 'on'
  ON CONFLICT (app_id, network) DO NOTHING RETURNING version`;

const UPDATE = `UPDATE @chains SET version = $3::integer, data = $4 FROM ${DURABLE}
  WHERE durable.setting = 'on' AND app_id = $1 AND network = $2 AND version = $3::integer - 1 RETURNING version`;
