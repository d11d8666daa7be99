import type { Snapshot } from "../domain/commit.ts";
import type { Intake } from "../domain/intake.ts";
import { contradiction } from "../domain/match.ts";
import { isIssued } from "../domain/order.ts";
import type { Store } from "../store/store.ts";

/**
 * What a notification for an unknown payment id means when that differs from one of ours in the case of letters: the gateway's
 * document allows both cases, and does not say that it keeps them. The order's address has to be there and right; else `undefined`.
 */
export async function otherSpelling(
  store: Pick<Store, "read">,
  { purchase, tombstone }: Snapshot,
  intake: Intake,
): Promise<Intake | undefined> {
  const { appId, paymentId, notification } = intake;
  const { address } = notification;
  if (purchase !== undefined || tombstone !== undefined || address === null) return undefined;
  for (const spelling of [paymentId.toLowerCase(), paymentId.toUpperCase()]) {
    if (spelling === paymentId) continue;
    const { attempts = [] } = (await store.read({ appId, paymentId: spelling })).purchase ?? {};
    const order = attempts.find((attempt) => attempt.paymentId === spelling);
    if (order !== undefined && isIssued(order) && contradiction(order, notification) === undefined) {
      return { ...intake, paymentId: spelling, notification: { ...notification, paymentId: spelling } };
    }
  }
  return undefined;
}
