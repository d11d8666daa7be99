import { fileSpool, type Spool } from "../intake/spool.ts";
import { CoinCoinError } from "../lib/errors.ts";
import type { Logger } from "../lib/logger.ts";
import { memoryStore } from "../store/memory/store.ts";
import type { Store } from "../store/store.ts";
import { hasMethods, mustBe } from "./check.ts";

const storeMethods = [
  "open",
  "close",
  "ping",
  "read",
  "commit",
  "claim",
  "settle",
  "renew",
  "bringForward",
  "due",
  "openAt",
  "sharedAddresses",
];

export interface StoreContext {
  readonly production: boolean;
  readonly quiet: boolean;
  readonly logger: Logger;
}

/** @throws CoinCoinError `store_not_durable` in production, unless the store accepts loss. */
export function readStore(value: unknown, { production, quiet, logger }: StoreContext): Store {
  if (value !== undefined && !isStore(value)) {
    throw mustBe("store", 'a store, like sqliteStore("coincoin.db")', value, storeAdvice(value));
  }
  if (value === undefined && !production && !quiet) {
    logger.warn(
      { store: "memory" },
      'no store was given: a restart forgets every order. Pass store: sqliteStore("coincoin.db").',
    );
  }
  const store = value ?? memoryStore();
  if (production && !store.durable && !acceptsLoss(store)) {
    throw new CoinCoinError(
      "store_not_durable",
      'In production the store must survive a restart, received a memory store with NODE_ENV=production. Pass store: sqliteStore("coincoin.db") or postgresStore(…). If orders may be lost, pass memoryStore({ acceptLoss: true }).',
    );
  }
  return store;
}

function isStore(value: unknown): value is Store {
  return hasMethods(value, storeMethods);
}

function storeAdvice(value: unknown): string {
  if (hasMethods(value, ["then"])) return "It is a promise: await it.";
  return typeof value === "function" ? "Call it." : "";
}

function acceptsLoss(store: Store): boolean {
  return "acceptLoss" in store && store.acceptLoss === true;
}

export function readSpool(value: unknown, store: Store, limit: number, logger: Logger): Spool | undefined {
  if (value === false) return undefined;
  if (value === undefined) {
    return store.spoolDirectory === undefined
      ? undefined
      : fileSpool(store.spoolDirectory, { limit, logger });
  }
  if (typeof value === "string" && value.trim() !== "") return fileSpool(value, { limit, logger });
  if (isSpool(value)) return value;
  throw mustBe("spool", "a folder's path, false, or an object with put, list, remove and count", value);
}

function isSpool(value: unknown): value is Spool {
  return hasMethods(value, ["put", "list", "remove", "count"]);
}
