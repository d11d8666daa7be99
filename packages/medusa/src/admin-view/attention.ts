import type { AttentionItem } from "@coincoin/core";
import { type Owner, ownersOf } from "../medusa/owners.ts";
import { collectionIdOf } from "../payments/ids.ts";

/** A row of what needs a person, with whose money it is about. */
export interface AttentionRow extends AttentionItem {
  /** Null where it is about no cart. */
  readonly collection_id: string | null;
  readonly order: Owner["order"];
  readonly customer: Owner["customer"];
}

export interface AttentionPage {
  readonly items: readonly AttentionRow[];
  readonly cursor: string | null;
}

export async function withOwners(items: readonly AttentionItem[]): Promise<AttentionRow[]> {
  const collections = items.map(({ reference }) =>
    reference === null ? undefined : collectionIdOf(reference),
  );
  const owners = await ownersOf(collections.filter((id) => id !== undefined));
  return items.map((item, index) => {
    const collectionId = collections[index];
    const owner = collectionId === undefined ? undefined : owners.get(collectionId);
    return {
      ...item,
      collection_id: collectionId ?? null,
      order: owner?.order ?? null,
      customer: owner?.customer ?? null,
    };
  });
}
