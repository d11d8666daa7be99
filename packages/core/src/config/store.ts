import { fileSpool, type Spool } from "../intake/spool.ts";
import { CoinCoinError } from "../lib/errors.ts";
import type { Logger } from "../lib/logger.ts";
import { memoryStore } from "../store/memory/store.ts";
import type { Store } from "../store/store.ts";
import { given, hasMethods, invalid } from "./check.ts";

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

/** @throws CoinCoinError `store_not_durable` in production, unless the store was told to accept loss. */
export function readStore(value: unknown, { production, quiet, logger }: StoreContext): Store {
  if (value !== undefined && !isStore(value)) {
    throw invalid(
      "store",
      `is a store, like sqliteStore("coincoin.db"); ${given(value)} was given${promiseHint(value)}.`,
    );
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
      'NODE_ENV is production, and a restart would forget who paid. Pass store: sqliteStore("coincoin.db") or postgresStore(…); if losing orders is fine, memoryStore({ acceptLoss: true }).',
    );
  }
  return store;
}

function isStore(value: unknown): value is Store {
  return hasMethods(value, storeMethods);
}

function promiseHint(value: unknown): string {
  return hasMethods(value, ["then"])
    ? " (a promise: await it)"
    : typeof value === "function"
      ? " (call it)"
      : "";
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
  throw invalid(
    "spool",
    `is a folder's path, false, or an object with put, list, remove and count; ${given(value)} was given.`,
  );
}

function isSpool(value: unknown): value is Spool {
  return hasMethods(value, ["put", "list", "remove", "count"]);
}
