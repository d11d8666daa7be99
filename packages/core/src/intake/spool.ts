import { createHash, randomUUID } from "node:crypto";
import { access, constants, mkdir, open, readdir, readFile, rename, stat, unlink } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { Proofs } from "../domain/notification.ts";
import { publish } from "../lib/diagnostics.ts";
import { type Logger, silentLogger } from "../lib/logger.ts";

/** An authentic notification that the store could not take, kept raw until it can. */
export interface SpooledWebhook {
  readonly appId: string;
  readonly receivedAt: string;
  readonly proofs: Proofs;
  readonly body: string;
  /** Where it was sent by `coincoin trigger`. */
  readonly source?: "trigger";
  /** Where it could not be read: why, and how `body` holds what came. It waits for a person to be told. */
  readonly unreadable?: { readonly message: string; readonly as: "text" | "base64" | "nothing" };
}

/** Where notifications wait while the store is out of order. Intake is idempotent, so several processes may drain one spool. */
export interface Spool {
  /** Resolves when the record is on the disk. Rejects when it is not: full, or the disk failed. */
  put(record: SpooledWebhook): Promise<void>;
  /** The oldest `limit` records. */
  list(limit: number): Promise<{ id: string; record: SpooledWebhook }[]>;
  /** Forgets a record that is safe elsewhere. One that is gone already is not an error. */
  remove(id: string): Promise<void>;
  /** How many records wait. */
  count(): Promise<number>;
  /** Ids of records that were set aside because they cannot be read back. Absent where there is no such thing. */
  readonly damaged?: () => Promise<readonly string[]>;
  /** Rejects when nothing could be put there now. Asked at the start, so that it is known before it is needed. */
  check?(): Promise<void>;
}

export interface FileSpoolOptions {
  /** The most files the folder may hold, records set aside included. With several processes it may be passed by a few. Default 10,000. */
  readonly limit?: number;
  /** Hears of records that cannot be read back. Default: silent. */
  readonly logger?: Logger;
}

const DEFAULT_LIMIT = 10_000;
/** A temp file older than this was left by a process that died: nobody was told that it is safe. */
const ABANDONED_AFTER_MS = 3_600_000;
/** After how many records the folder is counted again, since other processes write to it too. */
const RECOUNT_EVERY = 64;
const recordName = /^\d{15}-[0-9a-f-]{36}\.json$/;

/**
 * A spool of files: one a notification, so there is nothing to truncate, to lock or to repair. A record is
 * written beside, synced, renamed and its folder synced: it is there whole or not at all. What cannot be
 * read back is set aside under the ending `.bad`, never deleted. The folder is made when first needed.
 */
export function fileSpool(directory: string, options: FileSpoolOptions = {}): Spool {
  return new FileSpool(resolve(directory), options.limit ?? DEFAULT_LIMIT, options.logger ?? silentLogger);
}

class FileSpool implements Spool {
  readonly #directory: string;
  readonly #limit: number;
  readonly #logger: Logger;
  /** What the folder holds as far as we know; undefined when it has to be counted. */
  #held: number | undefined;
  #sinceCounted = 0;
  #underWay = 0;

  constructor(directory: string, limit: number, logger: Logger) {
    this.#directory = directory;
    this.#limit = limit;
    this.#logger = logger;
  }

  async put(record: SpooledWebhook): Promise<void> {
    await makeFolder(this.#directory);
    await this.#reserve();
    try {
      await this.#write(record);
    } catch (error) {
      this.#held = undefined;
      throw error;
    } finally {
      this.#underWay--;
    }
  }

  async #write(record: SpooledWebhook): Promise<void> {
    const name = `${String(Date.parse(record.receivedAt) || 0).padStart(15, "0")}-${randomUUID()}`;
    const temporary = join(this.#directory, `${name}.tmp`);
    try {
      const file = await open(temporary, "wx", 0o600);
      try {
        await file.writeFile(encode(record));
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, join(this.#directory, `${name}.json`));
      await syncFolder(this.#directory);
    } catch (error) {
      await unlink(temporary).catch(() => {});
      throw error;
    }
    publish("spool", () => ({ type: "put", id: `${name}.json`, appId: record.appId }));
  }

  async list(limit: number): Promise<{ id: string; record: SpooledWebhook }[]> {
    const names = await this.#names();
    await this.#removeAbandoned(names);
    const found: { id: string; record: SpooledWebhook }[] = [];
    for (const id of names.filter((name) => recordName.test(name)).sort()) {
      if (found.length >= limit) break;
      const record = await this.#read(id);
      if (record !== undefined) found.push({ id, record });
    }
    return found;
  }

  async remove(id: string): Promise<void> {
    if (!recordName.test(id)) throw new RangeError(`not a record of the spool: ${JSON.stringify(id)}`);
    await unlink(join(this.#directory, id)).catch(passMissing);
    this.#held = undefined;
    publish("spool", () => ({ type: "removed", id }));
  }

  async count(): Promise<number> {
    return (await this.#names()).filter((name) => recordName.test(name)).length;
  }

  async damaged(): Promise<readonly string[]> {
    return (await this.#names()).filter((name) => name.endsWith(".bad")).sort();
  }

  /** Makes nothing: most shops never need the folder. */
  async check(): Promise<void> {
    for (let path = this.#directory; ; path = dirname(path)) {
      const found = await stat(path).catch(passMissing);
      if (found === undefined && dirname(path) !== path) continue;
      if (found?.isDirectory() === false) throw new Error(`${path} is not a folder`);
      return access(path, constants.W_OK | constants.X_OK);
    }
  }

  async #names(): Promise<string[]> {
    return (await readdir(this.#directory).catch(passMissing)) ?? [];
  }

  /** Takes a place, before anything is written, so that a burst cannot pass the limit. */
  async #reserve(): Promise<void> {
    if (this.#held === undefined || this.#held >= this.#limit || this.#sinceCounted >= RECOUNT_EVERY) {
      const onDisk = (await this.#names()).length;
      this.#held = onDisk + this.#underWay;
      this.#sinceCounted = 0;
    }
    if (this.#held >= this.#limit) throw new Error(`the spool is full: it holds ${this.#limit} files`);
    this.#held++;
    this.#underWay++;
    this.#sinceCounted++;
  }

  /** Undefined when the record is gone, set aside, or cannot be read right now. */
  async #read(id: string): Promise<SpooledWebhook | undefined> {
    const path = join(this.#directory, id);
    let text: string | undefined;
    try {
      text = (await readFile(path).catch(passMissing))?.toString("utf8");
    } catch (error) {
      this.#logger.warn({ id, error: String(error) }, "a spooled notification cannot be read now");
      return undefined;
    }
    if (text === undefined) return undefined;
    const record = decode(text);
    if (record === undefined) {
      this.#logger.error({ id }, "a spooled notification is damaged: it is set aside under the ending .bad");
      publish("spool", () => ({ type: "damaged", id }));
      await this.#tidy(id, () => rename(path, `${path}.bad`));
    }
    return record;
  }

  /** Housekeeping: when it fails, what can be read is read all the same. */
  async #tidy(id: string, action: () => Promise<void>): Promise<void> {
    try {
      await action().catch(passMissing);
    } catch (error) {
      this.#logger.warn({ id, error: String(error) }, "the spool's folder cannot be tidied");
    }
  }

  async #removeAbandoned(names: readonly string[]): Promise<void> {
    for (const name of names.filter((candidate) => candidate.endsWith(".tmp"))) {
      const path = join(this.#directory, name);
      await this.#tidy(name, async () => {
        if (Date.now() - (await stat(path)).mtimeMs > ABANDONED_AFTER_MS) await unlink(path);
      });
    }
  }
}

function passMissing(error: unknown): undefined {
  if (hasCode(error, "ENOENT")) return undefined;
  throw error;
}

function hasCode(error: unknown, code: string): boolean {
  // Under Jest an error of node:fs is not an instance of the Error that is known here.
  return typeof error === "object" && error !== null && "code" in error && error.code === code;
}

/** The first line holds the checksum of the rest. */
function encode(record: SpooledWebhook): string {
  const text = JSON.stringify(record);
  return `${checksum(text)}\n${text}\n`;
}

function checksum(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function decode(file: string): SpooledWebhook | undefined {
  const [sum, text, rest] = file.split("\n");
  if (text === undefined || rest !== "" || sum !== checksum(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is SpooledWebhook {
  return (
    typeof value === "object" &&
    value !== null &&
    "appId" in value &&
    typeof value.appId === "string" &&
    "receivedAt" in value &&
    typeof value.receivedAt === "string" &&
    "proofs" in value &&
    typeof value.proofs === "object" &&
    "body" in value &&
    typeof value.body === "string"
  );
}

/** Makes the folder and what is missing above it, and makes their names durable. */
async function makeFolder(directory: string): Promise<void> {
  const first = await mkdir(directory, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let folder = directory; ; folder = dirname(folder)) {
    await syncFolder(dirname(folder));
    if (folder === resolve(first)) return;
  }
}

/** Without it a rename may be forgotten by a power cut. Windows cannot do it and needs none. */
async function syncFolder(directory: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(directory, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
