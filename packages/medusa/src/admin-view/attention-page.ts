import { type AttentionItem, CoinCoinError } from "@coincoin/core";
import type { GatewayAccounts } from "../payments/gateway-accounts.ts";

export interface ItemPage {
  readonly items: readonly AttentionItem[];
  /** Where each account's next page begins, null for those that are at their end. */
  readonly cursor: string | null;
}

interface PageQuery {
  readonly open: boolean;
  readonly limit: number;
  readonly after: string | undefined;
}

/** A page of what needs a person, over all accounts: up to `limit` of each, newest first. */
export async function attentionPage(gateways: GatewayAccounts, query: PageQuery): Promise<ItemPage> {
  const { open, limit, after } = query;
  const starts = after === undefined ? gateways.all.map(() => undefined) : readCursor(after);
  const pages = await Promise.all(
    gateways.all.map(async ({ coincoin }, index) => {
      const start = starts[index];
      return start === null
        ? { items: [], cursor: null }
        : coincoin.attention.list({ open, limit, after: start });
    }),
  );
  const items = pages.flatMap((page) => page.items);
  const cursors = pages.map((page) => page.cursor);
  return {
    items: gateways.all.length === 1 ? items : items.toSorted((a, b) => b.lastAt.localeCompare(a.lastAt)),
    cursor: cursors.every((cursor) => cursor === null) ? null : JSON.stringify(cursors),
  };
}

function readCursor(text: string): readonly (string | null | undefined)[] {
  try {
    const cursors: unknown = JSON.parse(text);
    if (Array.isArray(cursors)) return cursors.map((one) => (typeof one === "string" ? one : null));
  } catch {
    // Told below.
  }
  throw new CoinCoinError("request_invalid", `"after" is the cursor of a page before, received ${text}.`);
}
