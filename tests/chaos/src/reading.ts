import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import type { AttentionRow, EventRow, InboxRow, ShopOrder, ShopTables } from "./evidence.ts";
import { isRecord, numberIn, type ShopSettings, textIn } from "./shop-protocol.ts";

/** Looks at a shop's database with plain SQL: no store, no core. */
export interface Reader {
  query(sql: string): Promise<readonly unknown[]>;
  /** The name of one of the store's tables. */
  table(name: string): string;
  close(): Promise<void>;
}

export async function openReader(store: ShopSettings["store"]): Promise<Reader> {
  if (store.kind === "sqlite") {
    const file = new DatabaseSync(store.path, { readOnly: true, timeout: 10_000 });
    return {
      query: async (sql) => file.prepare(sql).all(),
      table: (name) => `coincoin_${name}`,
      close: async () => file.close(),
    };
  }
  const client = new pg.Client({ connectionString: store.url });
  client.on("error", () => {});
  await client.connect();
  return {
    query: async (sql) => (await client.query<Record<string, unknown>>(sql)).rows,
    table: (name) => `coincoin.coincoin_${name}`,
    close: () => client.end(),
  };
}

export async function readTables(reader: Reader): Promise<ShopTables> {
  const all = async (table: string, columns: string) =>
    reader.query(`SELECT ${columns} FROM ${reader.table(table)} ORDER BY seq`);
  const purchases = await all("purchases", "data");
  const inbox = await all("inbox", "data");
  const deliveries = await all("deliveries", "event, state, attempts");
  const attention = await all("attention", "data");
  return {
    orders: purchases.flatMap((row) => ordersOf(document(row, "data"))),
    inbox: inbox.map((row) => inboxRow(document(row, "data"))),
    events: deliveries
      .map((row) => ({ row, event: document(row, "event") }))
      .filter(({ event }) => textIn(event, "type").startsWith("order."))
      .map(({ row, event }) => eventRow(event, row)),
    attention: attention.map((row) => attentionRow(document(row, "data"))),
  };
}

/** What still has to happen by itself: events not delivered, references whose time has come. */
export async function unfinished(reader: Reader, nowMs: number): Promise<number> {
  const [row] = await reader.query(
    `SELECT (SELECT count(*) FROM ${reader.table("deliveries")} WHERE state = 'pending')
       + (SELECT count(*) FROM ${reader.table("purchases")} WHERE wake_at <= '${new Date(nowMs).toISOString()}') AS n`,
  );
  return isRecord(row) ? Number(row["n"]) : 0;
}

/** Bodies of the notifications that wait in the spool. One that a shop stores meanwhile is no longer there. */
export function readSpool(folder: string): { bodies: string[]; damaged: number } {
  const names = namesIn(folder);
  const bodies = names
    .filter((name) => name.endsWith(".json"))
    .flatMap((name) => recordIn(join(folder, name)))
    .map((record) => textIn(parsed(record.split("\n")[1] ?? ""), "body"));
  return { bodies, damaged: names.filter((name) => name.endsWith(".bad")).length };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function recordIn(file: string): string[] {
  try {
    return [readFileSync(file, "utf8")];
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

function parsed(text: string): unknown {
  return JSON.parse(text);
}

function document(row: unknown, column: string): unknown {
  return parsed(textIn(row, column));
}

function field(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}

function optional(value: unknown, name: string): string | null {
  const found = field(value, name);
  return typeof found === "string" ? found : null;
}

function amounts(value: unknown, name: string): Record<string, string> {
  const found = field(value, name);
  if (!isRecord(found)) return {};
  return Object.fromEntries(Object.keys(found).map((coin) => [coin, textIn(found, coin)]));
}

function ordersOf(purchase: unknown): ShopOrder[] {
  const attempts: unknown = field(purchase, "attempts");
  if (!Array.isArray(attempts)) throw new TypeError("a purchase without attempts");
  return attempts.map((order: unknown) => ({
    reference: textIn(order, "reference"),
    paymentId: textIn(order, "paymentId"),
    status: textIn(order, "status"),
    address: optional(order, "address"),
    coin: optional(order, "coin"),
    network: optional(order, "network"),
    amountDue: optional(order, "amountDue"),
    received: amounts(order, "received"),
    confirmed: amounts(order, "confirmed"),
    paid: isRecord(field(order, "paid")),
  }));
}

function inboxRow(entry: unknown): InboxRow {
  return {
    paymentId: textIn(entry, "paymentId"),
    digest: textIn(entry, "digest"),
    body: textIn(entry, "body"),
    outcome: textIn(entry, "outcome"),
    count: numberIn(entry, "count"),
  };
}

function eventRow(event: unknown, row: unknown): EventRow {
  return {
    id: textIn(event, "id"),
    type: textIn(event, "type"),
    reference: textIn(event, "reference"),
    paymentId: textIn(event, "paymentId"),
    amount: optional(event, "amount"),
    state: textIn(row, "state"),
    attempts: numberIn(row, "attempts"),
  };
}

function attentionRow(item: unknown): AttentionRow {
  return {
    kind: textIn(item, "kind"),
    paymentId: optional(item, "paymentId"),
    reference: optional(item, "reference"),
    open: optional(item, "resolvedAt") === null,
  };
}
