import { CoinCoin } from "@coincoin/core";
import { postgresStore } from "@coincoin/sql/postgres";

const connectionString = process.env.DATABASE_URL ?? "postgres://127.0.0.1/shop";
const store = postgresStore({ connectionString, maxConnections: 2 });
const coincoin = new CoinCoin({ store, delivery: "manual", spool: false });

export async function everyMinute(signal: AbortSignal) {
  await coincoin.deliverDue({ limit: 50, signal });
}
export {};
