import { postgresStore } from "@coincoin/sql/postgres";
import { Pool } from "pg";

const connectionString = process.env.DATABASE_URL ?? "postgres://127.0.0.1/shop";
postgresStore({ connectionString, schema: "coincoin", maxConnections: 10 });
postgresStore({ pool: new Pool({ connectionString }) });

export {};
