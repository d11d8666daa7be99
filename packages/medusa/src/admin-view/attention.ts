import type { AttentionItem, CoinCoin } from "@coincoin/core";
import { type Owner, ownersOf } from "../medusa/owners.ts";
import type { GatewayAccounts } from "../payments/gateway-accounts.ts";
import { collectionIdOf } from "../payments/ids.ts";
import { heldFor } from "./held.ts";

/** A row of what needs a person, with whose money it is about. */
export interface AttentionRow extends AttentionItem {
  /** Null where it is about no cart. */
  readonly collection_id: string | null;
  readonly order: Owner["order"];
  readonly customer: Owner["customer"];
  /** The notification that is held, as it came. Null for other rows. */
  readonly notification: string | null;
}

export interface AttentionPage {
  readonly items: readonly AttentionRow[];
  readonly cursor: string | null;
}

/** Rows as a person reads them: whose money each is about, and what is held. */
export async function attentionRows(
  items: readonly AttentionItem[],
  gateways: GatewayAccounts,
): Promise<AttentionRow[]> {
  const collections = await Promise.all(items.map((item) => collectionFor(item, gateways.of(item).coincoin)));
  const owners = await ownersOf(collections.filter((id) => id !== undefined));
  return Promise.all(
    items.map(async (item, index) => {
      const collectionId = collections[index];
      const owner = collectionId === undefined ? undefined : owners.get(collectionId);
      return {
        ...item,
        collection_id: collectionId ?? null,
        order: owner?.order ?? null,
        customer: owner?.customer ?? null,
        notification: (await heldFor(item, gateways.of(item).coincoin.inbox))?.body ?? null,
      };
    }),
  );
}

/** A row about a notification names its payment alone. */
async function collectionFor(
  { reference, paymentId }: AttentionItem,
  coincoin: CoinCoin,
): Promise<string | undefined> {
  const known = reference ?? (paymentId === null ? null : (await coincoin.getOrder(paymentId))?.reference);
  return known == null ? undefined : collectionIdOf(known);
}
