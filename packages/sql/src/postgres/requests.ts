import type { CountRequestsQuery, TakeRequestsQuery } from "@coincoin/core/store";
import { toKey } from "../shared/keys.ts";
import { DURABLE } from "./deliveries.ts";
import { integer, type Session } from "./session.ts";

/** The lock on the row of the day lets one call in at a time. */
const TAKE = `INSERT INTO @requests AS r (app_id, day, used)
  SELECT $1::text, $2::text, $3::integer FROM ${DURABLE} WHERE durable.setting = 'on' AND $3::integer <= $4::integer
  ON CONFLICT (app_id, day) DO UPDATE SET used = r.used + excluded.used WHERE r.used + excluded.used <= $4::integer
  RETURNING used`;

export async function takeRequests(
  session: Session,
  { appId, day, count, limit }: TakeRequestsQuery,
): Promise<number | undefined> {
  const [row] = await session.query(TAKE, [toKey(appId), day, count, limit]);
  return row === undefined ? undefined : integer(row, "used");
}

export async function countRequests(session: Session, { appId, day }: CountRequestsQuery): Promise<number> {
  const [row] = await session.query("SELECT used FROM @requests WHERE app_id = $1 AND day = $2", [
    toKey(appId),
    day,
  ]);
  return row === undefined ? 0 : integer(row, "used");
}
