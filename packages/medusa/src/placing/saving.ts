import type { Session } from "../medusa/rows.ts";
import { NotYet } from "./refusals.ts";

/** A session is written in two steps around the call to CoinCoin. One that stays unfinished for longer belongs to nobody. */
const SAVING_MS = 60_000;

export function isSaved(session: Session): boolean {
  return typeof session.data["payment_id"] === "string";
}

export function refuseUnfinished(session: Session | undefined): void {
  if (session !== undefined && !isSaved(session) && Date.now() - session.createdAt < SAVING_MS) {
    throw new NotYet(`The payment session ${session.id} is being saved.`);
  }
}
