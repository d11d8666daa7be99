import { CoinCoin } from "@coincoin/core";
import { postgresStore } from "@coincoin/sql/postgres";

const connectionString = process.env["DATABASE_URL"] ?? "postgres://shop@localhost/shop";
const coincoin = new CoinCoin({ store: postgresStore({ connectionString }) });

export {};
