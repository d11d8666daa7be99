import type { Store } from "@coincoin/core";
import { type PostgresServer, startPostgres } from "@coincoin/test-lib/postgres-server";
import type { StoreFactory } from "@coincoin/testing";
import pg from "pg";
import { postgresStore } from "../src/postgres/index.ts";

let server: PostgresServer | undefined;
let schemas = 0;

export async function startServer(): Promise<void> {
  server = await startPostgres();
}

export async function stopServer(): Promise<void> {
  await server?.stop();
}

export function running(): PostgresServer {
  if (server === undefined) throw new Error("no server was started");
  return server;
}

/** A name that no other test uses. */
export function freshSchema(): string {
  schemas += 1;
  return `shop_${schemas}`;
}

/** One statement by the superuser. */
export async function sql(text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: running().connectionString });
  await client.connect();
  try {
    const result = await client.query<Record<string, unknown>>(text);
    return result.rows;
  } finally {
    await client.end();
  }
}

const tables = [
  "orders",
  "purchases",
  "tombstones",
  "inbox",
  "deliveries",
  "attention",
  "apps",
  "requests",
  "chains",
];
const free: string[] = [];

/** Each bench has a schema of its own, emptied and used again: making one takes long. A crash of a process is a handle that is never used again. */
export function benchesAt(connectionString: () => string, name: string, runs: number): StoreFactory {
  return {
    name,
    runs: Number(process.env["RUNS"] ?? runs),
    bench: async () => {
      const schema = free.pop() ?? freshSchema();
      const opened: Store[] = [];
      const open = async () => {
        const store = postgresStore({ connectionString: connectionString(), schema, maxConnections: 4 });
        opened.push(store);
        await store.open();
        return store;
      };
      return {
        open,
        second: open,
        crash: open,
        dispose: async () => {
          for (const store of opened) await store.close();
          await sql(tables.map((table) => `DELETE FROM ${schema}.coincoin_${table}`).join("; "));
          free.push(schema);
        },
      };
    },
  };
}

export const postgresFactory = benchesAt(() => running().connectionString, "postgresStore", 10);
