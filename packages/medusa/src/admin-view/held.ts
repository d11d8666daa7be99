import type { AttentionItem, CoinCoin, InboxEntry } from "@coincoin/core";

/** The notification that a row is about, which was not believed and waits for a person. */
export async function heldFor(
  { id, kind, paymentId }: AttentionItem,
  inbox: CoinCoin["inbox"],
): Promise<InboxEntry | undefined> {
  if (kind !== "held" || paymentId === null) return undefined;
  let after: string | undefined;
  do {
    const page = await inbox.list({ paymentId, outcome: "held", after });
    const held = page.items.find((entry) => entry.attentionId === id);
    if (held !== undefined) return held;
    after = page.cursor ?? undefined;
  } while (after !== undefined);
  return undefined;
}
