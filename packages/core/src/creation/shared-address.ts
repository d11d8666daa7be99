import type { AttentionDraft } from "../domain/attention.ts";
import { attentionId } from "../domain/ids.ts";
import type { IssuedOrder } from "../domain/order.ts";
import { addressKey } from "../domain/receiving.ts";
import type { Store } from "../store/store.ts";

/** Named in one item. */
const LIMIT = 8;

/**
 * Two orders that receive at one address cannot be told apart by what comes there. Looked for after the commit that issued the
 * order: of two that are issued at once, the later looks when both are there.
 */
export async function sharedAddress(
  store: Store,
  order: IssuedOrder,
  at: string,
): Promise<AttentionDraft | undefined> {
  const { appId, address, paymentId, reference } = order;
  const ids = await store.openAt({ appId, address, now: at, limit: LIMIT });
  if (!ids.some((id) => id !== paymentId)) return undefined;
  const kind = "shared_address";
  const all = ids.includes(paymentId) ? ids : [...ids, paymentId];
  return {
    id: attentionId(appId, kind, [addressKey(address), ...all.toSorted()]),
    appId,
    kind,
    paymentId,
    reference,
    message: `CoinCoin gave one address to orders that are open at once (${all.join(", ")}): what comes there may be told of the wrong one. Compare with CoinCoin's own site before you ship, and ask CoinCoin for an address for each order.`,
    details: { address },
    at,
  };
}
