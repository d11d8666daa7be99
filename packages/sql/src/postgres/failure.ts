import { CoinCoinError, isCoinCoinError } from "@coincoin/core";

/** Raised by us when an answer does not come in time. */
export class Timeout extends Error {
  override readonly name = "Timeout";
}

function textOf(error: unknown, property: "code" | "constraint"): string {
  if (typeof error !== "object" || error === null || !(property in error)) return "";
  const value: unknown = Reflect.get(error, property);
  return typeof value === "string" ? value : "";
}

/** PostgreSQL's five characters, https://www.postgresql.org/docs/current/errcodes-appendix.html */
function sqlState(error: unknown): string {
  const code = textOf(error, "code");
  return /^[0-9A-Z]{5}$/.test(code) && !code.startsWith("E") ? code : "";
}

export function isDuplicateEvent(error: unknown): boolean {
  return sqlState(error) === "23505" && textOf(error, "constraint") === "coincoin_deliveries_event";
}

/** Two transactions in each other's way: one was undone and may simply be run again. */
export function isContention(error: unknown): boolean {
  return ["40001", "40P01"].includes(sqlState(error));
}

/** After these a connection is not used again: it is broken, or leads to a server that cannot write. */
export function isConnectionLost(error: unknown): boolean {
  const state = sqlState(error);
  return (
    state === "" ||
    state.startsWith("08") ||
    state.startsWith("57P") ||
    state === "25006" ||
    state === "25P03"
  );
}

/** The server did not answer in time, or a lock was held. */
export function isTooLate(error: unknown): boolean {
  return error instanceof Timeout || ["57014", "55P03", "25P03"].includes(sqlState(error));
}

/** Any error as one of the store's, with what to do about it. The connection string is in no message. */
export function failure(error: unknown): CoinCoinError {
  if (isCoinCoinError(error)) return error;
  const state = sqlState(error);
  const permanent = /^(22|23|54)/.test(state);
  const details = { sqlState: state === "" ? null : state, ...(permanent ? { permanent } : {}) };
  return new CoinCoinError("store_unavailable", explain(error, state), { cause: error, details });
}

/** By name, since a test runner may have classes of its own. */
function isMistake(error: unknown): boolean {
  // Not instanceof: under Jest what Node itself throws has another Error.
  if (typeof error !== "object" || error === null || !("name" in error)) return false;
  return /^(Type|Reference|Range|Syntax)Error$/.test(String(error.name));
}

function explain(error: unknown, state: string): string {
  if (isTooLate(error)) {
    return "PostgreSQL did not answer in time: it is overloaded, a lock is held, or the network is cut. Nothing is known to be stored of this call.";
  }
  if (isMistake(error)) {
    return "The call failed by a mistake in the program, not in PostgreSQL: see the cause. Nothing is known to be stored of this call.";
  }
  switch (state) {
    case "28P01":
    case "28000":
      return "PostgreSQL refused the user or the password of the connection string.";
    case "3D000":
      return "The database of the connection string does not exist. Create it; the schema and tables come by themselves.";
    case "42501":
      return "The PostgreSQL user lacks a privilege. To make or update the tables it needs CREATE and USAGE on the schema, or CREATE on the database where there is no schema yet; afterwards SELECT, INSERT, UPDATE and DELETE on the tables are enough.";
    case "42P01":
    case "3F000":
      return "The tables are gone while the shop runs. Restore the schema, or restart to begin with empty tables.";
    case "53100":
      return "The disk of PostgreSQL is full: nothing was stored. Make room; the store carries on automatically.";
    case "53300":
      return "PostgreSQL takes no more connections. Raise max_connections, lower maxConnections, or put a pooler before it.";
    case "25006":
      return "This PostgreSQL takes no writes: it is a replica (connect to the primary), or was made read-only when its disk filled up. The store carries on automatically.";
    case "":
      return "PostgreSQL cannot be reached, or the connection broke. Check host, port, TLS and that it runs; the store tries again at the next call.";
    default:
      return `PostgreSQL refused the call (${state}): see the cause. Nothing was stored.`;
  }
}
