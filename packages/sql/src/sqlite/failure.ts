import { CoinCoinError, isCoinCoinError } from "@coincoin/core";

/** SQLite's primary result codes, https://www.sqlite.org/rescode.html */
const BUSY = 5;
const READONLY = 8;
const IOERR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANTOPEN = 14;
const TOOBIG = 18;
const CONSTRAINT = 19;
const NOTADB = 26;
const CONSTRAINT_UNIQUE = CONSTRAINT | (8 << 8);

function resultCode(error: unknown): number {
  // Not instanceof: under Jest an error of node:sqlite has another Error.
  return typeof error === "object" &&
    error !== null &&
    "errcode" in error &&
    typeof error.errcode === "number"
    ? error.errcode
    : 0;
}

export function isBusy(error: unknown): boolean {
  return (resultCode(error) & 0xff) === BUSY;
}

export function isUniqueViolation(error: unknown): boolean {
  return resultCode(error) === CONSTRAINT_UNIQUE;
}

const fatal = [READONLY, IOERR, CORRUPT, CANTOPEN, NOTADB];

/** After these the connection is given up, and the next call opens the file again. */
export function isFatal(error: unknown): boolean {
  return fatal.includes(resultCode(error) & 0xff) || isCoinCoinError(error, "store_unavailable");
}

/** No call is to blame: the next would fail like this one. */
export function isOfTheFile(error: unknown): boolean {
  return [...fatal, BUSY, FULL].includes(resultCode(error) & 0xff);
}

export function syncError(path: string, cause: unknown): CoinCoinError {
  return new CoinCoinError("store_unavailable", explain(IOERR, path), { cause, details: { path } });
}

/** Any error as one of the store's, with what to do about it. */
export function failure(error: unknown, path: string): CoinCoinError {
  if (isCoinCoinError(error)) return error;
  const code = resultCode(error) & 0xff;
  const permanent = code === CONSTRAINT || code === TOOBIG;
  const details = { path, ...(permanent ? { permanent } : {}) };
  return new CoinCoinError("store_unavailable", explain(code, path), { cause: error, details });
}

function explain(code: number, path: string): string {
  switch (code) {
    case FULL:
      return `The disk of "${path}" is full: nothing was stored. Make room; the store carries on automatically.`;
    case READONLY:
      return `"${path}" cannot be written. Let this user write the file and its folder, or mount the disk for writing.`;
    case CANTOPEN:
      return `"${path}" cannot be opened. Its folder has to exist and this user has to be allowed to write there.`;
    case NOTADB:
      return `"${path}" is not an SQLite database. Check the path; nothing was changed.`;
    case CORRUPT:
      return `"${path}" is damaged. Stop the shop and restore the file from a backup.`;
    case BUSY:
      return `Another program is writing to "${path}" (an SQLite shell, a backup tool). End it; nothing was stored.`;
    case IOERR:
      return `The disk of "${path}" failed to read or write. Nothing is known to be stored of this call.`;
    default:
      return `SQLite refused the call on "${path}": see the cause. Nothing was stored.`;
  }
}
