import type { AttentionItem } from "@coincoin/core";
import { reasonOf, UsageError } from "../failure.ts";
import type { Settings } from "../settings.ts";
import type { OpenShop } from "../stores.ts";
import { checkWatch } from "./chain.ts";
import { type Check, check } from "./check.ts";
import { checkSales, checkSignatures } from "./sales.ts";

/** An event that waits longer than this waits for something. */
const SLOW_MS = 15 * 60_000;

export async function checkStore(settings: Settings, schema: string | undefined): Promise<readonly Check[]> {
  if (settings.store === undefined) {
    const skipped = "no store was named: pass --store, or set COINCOIN_STORE";
    return [check("store", "skipped", skipped), ...skippedWith(skipped)];
  }
  let shop: OpenShop;
  try {
    const { openForReading } = await import("../stores.ts");
    shop = await openForReading(settings, schema);
  } catch (error) {
    if (error instanceof UsageError && settings.storeFrom === "option") throw error;
    return [check("store", "failed", reasonOf(error)), ...skippedWith("the store is not open")];
  }
  try {
    return await look(shop);
  } finally {
    await shop.close();
  }
}

async function look({ coincoin, kind, schema, isSnapshot }: OpenShop): Promise<readonly Check[]> {
  const health = await coincoin.health();
  const { store, sales, spooled, oldestPendingMs, error } = health;
  if (store === null) {
    return [
      check("store", "failed", error?.message ?? "the store did not answer"),
      ...skippedWith("the store did not answer"),
    ];
  }
  const old = schema !== undefined && schema.found < schema.known;
  const how = isSnapshot ? "a copy was looked at" : "reached and migrated";
  const opened = old
    ? check(
        "store",
        "warning",
        `${kind}: schema ${schema.found}, and ${schema.known} is current: the shop brings it up to date when it starts with this version`,
      )
    : check("store", "ok", `${kind}: up to date, ${how}`);

  const open = Object.entries(store.attention).filter(([, count]) => count > 0);
  const needs = [
    ...open.map(([name, count]) => `${count} ${name}`),
    ...some(store.deadDeliveries, "events that failed for the last time"),
    ...some(spooled ?? 0, "notifications that wait in the spool"),
    ...(oldestPendingMs !== null && oldestPendingMs > SLOW_MS
      ? [`an event undelivered for ${Math.round(oldestPendingMs / 60_000)} minutes`]
      : []),
  ];
  const items = await openItems(coincoin);
  return [
    opened,
    checkSales(sales, items),
    checkSignatures(items),
    needs.length === 0
      ? check("attention", "ok", "nothing needs a person")
      : check("attention", "warning", `needs a person: ${needs.join(", ")}. See coincoin attention.`),
    ...(await checkWatch(coincoin, health)),
  ];
}

function skippedWith(why: string): readonly Check[] {
  return ["sales", "signatures", "attention"].map((name) => check(name, "skipped", why));
}

/** The newest; of thousands nobody reads a list. */
async function openItems(coincoin: OpenShop["coincoin"]): Promise<readonly AttentionItem[]> {
  const { items } = await coincoin.attention.list({ limit: 200 });
  return items;
}

function some(count: number, what: string): string[] {
  return count === 0 ? [] : [`${count} ${what}`];
}
