import { CoinCoin } from "@coincoin/core";
import { sqliteStore } from "@coincoin/sql/sqlite";

const coincoin = new CoinCoin({ store: sqliteStore("coincoin.db") });

export {};
