import { sqliteStore } from "@coincoin/sql/sqlite";

sqliteStore("data/coincoin.db");
sqliteStore({ path: "data/coincoin.db", lockWaitMs: 10_000 });

export {};
