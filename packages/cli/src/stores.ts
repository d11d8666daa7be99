import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { backup, DatabaseSync } from "node:sqlite";
import {
  type CoinCoin,
  CoinCoinError,
  type CoinCoinOptions,
  isCoinCoinError,
  type Store,
} from "@coincoin/core";
import { postgresStore } from "@coincoin/sql/postgres";
import { sqliteStore } from "@coincoin/sql/sqlite";
import { reasonOf, UsageError } from "./failure.ts";
import { rememberSecret } from "./secrets.ts";
import { instance, type Settings } from "./settings.ts";

type Place =
  | { readonly kind: "sqlite"; readonly path: string }
  | { readonly kind: "postgres"; readonly url: string };

/** A shop's orders, through an instance of our own. */
export interface OpenShop {
  readonly coincoin: CoinCoin;
  /** "sqlite" or "postgres". */
  readonly kind: Place["kind"];
  /** How old the schema on disk is beside the one this version knows; undefined where that is not known. */
  readonly schema: { readonly found: number; readonly known: number } | undefined;
  /** True: a copy is looked at, and the shop may go on running. */
  readonly isSnapshot: boolean;
  close(): Promise<void>;
}

/**
 * Opens the shop's store for reading. Of SQLite, a consistent copy is made and looked at: a running shop holds its file
 * alone, and nothing we do may disturb it.
 */
export async function openForReading(settings: Settings, schema: string | undefined): Promise<OpenShop> {
  const place = placeOf(settings);
  if (place.kind === "postgres") return opened(settings, "postgres", postgres(place.url, schema));
  const folder = await mkdtemp(join(tmpdir(), "coincoin-cli-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  const copy = join(folder, "copy.db");
  try {
    const found = await copied(place.path, copy);
    if (found === 0) throw new UsageError(`${place.path} is a database, but not one of CoinCoin's.`);
    const store = sqliteStore({ path: copy, spoolDirectory: `${place.path}-spool` });
    await store.open();
    const known = versionOf(copy);
    return { ...opened(settings, "sqlite", store, {}, remove), schema: { found, known }, isSnapshot: true };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Opens the shop's store to change something in it. SQLite: only while the shop does not run. */
export async function openForWriting(
  settings: Settings,
  schema: string | undefined,
  more: CoinCoinOptions = {},
): Promise<OpenShop> {
  const place = placeOf(settings);
  const store = place.kind === "postgres" ? postgres(place.url, schema) : sqliteStore(place.path);
  try {
    await store.open();
  } catch (error) {
    if (place.kind === "sqlite" && isCoinCoinError(error, "store_locked"))
      throw new CoinCoinError("store_locked", inUse(error.message), { cause: error });
    throw error;
  }
  return opened(settings, place.kind, store, more);
}

function inUse(message: string): string {
  return `${message.split(". ")[0]}. An SQLite file belongs to one process at a time, so nothing can be written to it while the shop runs. Stop the shop for a moment, run this again and start it; or do it inside the shop (coincoin.reconcile(…), coincoin.attention.resolve(…)); or keep the orders in PostgreSQL. Reading works meanwhile: coincoin attention, coincoin doctor`;
}

function opened(
  settings: Settings,
  kind: Place["kind"],
  store: Store,
  more: CoinCoinOptions = {},
  after: () => Promise<void> = async () => {},
): OpenShop {
  const coincoin = instance(settings, { ...more, store });
  const close = async () => {
    await coincoin.close();
    await after();
  };
  return { coincoin, kind, schema: undefined, isSnapshot: false, close };
}

/** @throws UsageError when no store is named, the file is not there, or a password stands on the command line. */
function placeOf({ store, storeFrom }: Settings): Place {
  if (store === undefined) {
    throw new UsageError("Which store? Pass --store sqlite:<path> or postgres:<url>, or set COINCOIN_STORE.");
  }
  const sqlite = /^sqlite:(?:\/\/)?(.+)$/.exec(store)?.[1];
  if (sqlite !== undefined) {
    const path = resolve(sqlite);
    if (!existsSync(path))
      throw new UsageError(`There is no file ${path}. Is this the folder the shop runs in?`);
    return { kind: "sqlite", path };
  }
  const url = /^postgres(?:ql)?:\/\//.test(store)
    ? store
    : /^postgres:(postgres(?:ql)?:\/\/.+)$/.exec(store)?.[1];
  if (url === undefined || !URL.canParse(url)) {
    throw new UsageError(
      'A store is "sqlite:<path>" or "postgres:<url>", like sqlite:coincoin.db or postgres://shop@db/shop.',
    );
  }
  const { password } = new URL(url);
  if (password !== "") {
    rememberSecret(password);
    rememberSecret(decodeURIComponent(password));
    if (storeFrom === "option") {
      throw new UsageError(
        "The store's URL holds a password, which everybody on this machine can see on a command line. Put the URL into COINCOIN_STORE or a file for --env, or the password into PGPASSWORD.",
      );
    }
  }
  return { kind: "postgres", url };
}

function postgres(connectionString: string, schema: string | undefined): Store {
  return postgresStore({ connectionString, schema, maxConnections: 2 });
}

/** Copies a database that others may be writing to; resolves to its schema's version. */
async function copied(path: string, to: string): Promise<number> {
  let source: DatabaseSync | undefined;
  try {
    source = new DatabaseSync(path, { readOnly: true });
    await backup(source, to);
    return versionOf(to);
  } catch (error) {
    throw new CoinCoinError("store_unavailable", `${path} cannot be read: ${reasonOf(error)}.`, {
      cause: error,
    });
  } finally {
    source?.close();
  }
}

/** 0: there is nothing of ours in it. */
function versionOf(path: string): number {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const table = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'coincoin_migrations'").get();
    if (table === undefined) return 0;
    return Number(
      database.prepare("SELECT max(version) AS version FROM coincoin_migrations").get()?.["version"],
    );
  } finally {
    database.close();
  }
}
