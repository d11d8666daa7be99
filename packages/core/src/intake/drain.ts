import type { AttentionDraft } from "../domain/attention.ts";
import type { Commit } from "../domain/commit.ts";
import { attentionId } from "../domain/ids.ts";
import type { Names } from "../domain/names.ts";
import { readNotification } from "../gateway/wire.ts";
import { CoinCoinError, isCoinCoinError } from "../lib/errors.ts";
import type { Logger } from "../lib/logger.ts";
import type { Store } from "../store/store.ts";
import type { WebhookIntake } from "./receive.ts";
import type { Spool, SpooledWebhook } from "./spool.ts";
import { unreadableIn } from "./unreadable.ts";

export interface DrainDependencies {
  readonly appId: string;
  readonly store: () => Promise<Store>;
  readonly spool: Spool | undefined;
  readonly intake: Pick<WebhookIntake, "take" | "note">;
  readonly names: Names;
  readonly now: () => string;
  readonly logger: Logger;
  readonly committed: (commit: Commit) => void;
}

/** How many records are looked at to see whether one of them can be stored. */
const LOOK = 100;

/** Takes what was spooled while the store was out of order to the store. */
export class SpoolDrain {
  readonly #deps: DrainDependencies;
  /** Records that had to stay when they were last looked at. */
  readonly #staying = new Set<string>();
  /** Those of them, and of what was set aside, that can never be stored: a person was told. */
  readonly #stuck = new Set<string>();
  readonly #otherApps = new Set<string>();

  constructor(deps: DrainDependencies) {
    this.#deps = deps;
  }

  /** How many records of ours can never be stored, as far as this process has seen. */
  get stuck(): number {
    return this.#stuck.size;
  }

  /** Resolves to how many were stored. Rejects when the store is out of order. */
  async drain(limit: number): Promise<number> {
    const { appId, spool, logger } = this.#deps;
    if (spool === undefined) return 0;
    // First, so that a store that is out of order is so whether something waits here or not.
    await this.#deps.store();
    // What had to stay last time must not keep back what came after it.
    const waiting = await spool.list(limit + this.#staying.size);
    const damaged = (await spool.damaged?.()) ?? [];
    const there = new Set([...waiting.map(({ id }) => id), ...damaged]);
    for (const id of [...this.#staying, ...this.#stuck]) if (!there.has(id)) await this.#forget(id);
    let stored = 0;
    for (const { id, record } of waiting) {
      if (record.appId !== appId) this.#passOver(id, record);
      else if (await this.#drainOne(id, record)) {
        await spool.remove(id);
        await this.#forget(id);
        stored += 1;
      }
    }
    for (const id of damaged) await this.#tellStuck(id, "It is damaged, and was set aside.");
    if (stored > 0) logger.info({ count: stored }, "spooled webhooks were stored");
    return stored;
  }

  /**
   * Whether a record of this app waits that may still be stored: until it is, nobody knows whether its order was paid in time.
   * What has to stay is not waited for.
   */
  async holdsRecords(): Promise<boolean> {
    const { appId, spool } = this.#deps;
    if (spool === undefined || (await spool.count()) === 0) return false;
    const limit = this.#staying.size + LOOK;
    const waiting = await spool.list(limit);
    const isOurs = waiting.some(({ id, record }) => record.appId === appId && !this.#staying.has(id));
    // Behind so many of other apps there may be one of ours.
    return isOurs || waiting.length >= limit;
  }

  /** Of another app that shares the folder: its own instance knows how to read it. */
  #passOver(id: string, record: SpooledWebhook): void {
    this.#staying.add(id);
    if (this.#otherApps.has(record.appId)) return;
    this.#otherApps.add(record.appId);
    this.#deps.logger.warn(
      { appId: record.appId },
      "the spool holds webhooks of another app: they wait until an instance with that app id drains this folder",
    );
  }

  /** False where the record has to stay: there is no room for it now, it cannot be read, or the store will never take it. */
  async #drainOne(id: string, record: SpooledWebhook): Promise<boolean> {
    try {
      await this.#take(record);
      return true;
    } catch (error) {
      if (isStoreOut(error)) throw error;
      this.#staying.add(id);
      // Where there is no room, an item says so already.
      if (!isCoinCoinError(error, "parked_full")) await this.#tellStuck(id, textOf(error), record);
      return false;
    }
  }

  async #take(record: SpooledWebhook): Promise<void> {
    const { intake, names } = this.#deps;
    const unreadable = unreadableIn(record);
    if (unreadable === undefined) await intake.take(record, readNotification(record.body, names));
    else await intake.note(unreadable.came, unreadable.error);
  }

  async #tellStuck(id: string, why: string, record?: SpooledWebhook): Promise<void> {
    if (this.#stuck.has(id)) return;
    const { logger } = this.#deps;
    this.#stuck.add(id);
    logger.error({ spooled: id, reason: why }, "a spooled webhook cannot be stored: it stays in the spool");
    try {
      await this.#commit({ attention: [this.#item(id, why, record)] });
    } catch (error) {
      this.#stuck.delete(id);
      if (isStoreOut(error)) throw error;
      logger.error({ spooled: id, err: error }, "the spooled webhook could not be noted");
    }
  }

  #item(id: string, why: string, record: SpooledWebhook | undefined): AttentionDraft {
    const { appId, now } = this.#deps;
    const since = record === undefined ? "" : ` It came at ${record.receivedAt}.`;
    return {
      id: stuckItem(appId, id),
      appId,
      kind: "spool_stuck",
      paymentId: null,
      reference: null,
      message: `A webhook that was answered 200 is in the spool and cannot be stored (${id}): ${why}${since} Read the file, compare with CoinCoin's own site, reconcile the order, then remove the file.`,
      details: { file: id },
      at: now(),
    };
  }

  /** It was stored after all, here or elsewhere, or a person removed it. */
  async #forget(id: string): Promise<void> {
    this.#staying.delete(id);
    if (!this.#stuck.delete(id)) return;
    const { appId, now } = this.#deps;
    const ids = [stuckItem(appId, id)];
    await this.#commit({ resolves: { ids, note: "It is not in the spool any more.", at: now() } });
  }

  async #commit(change: Omit<Commit, "appId">): Promise<void> {
    const { appId, committed } = this.#deps;
    const commit = { appId, ...change };
    await (await this.#deps.store()).commit(commit);
    committed(commit);
  }
}

function stuckItem(appId: string, id: string): string {
  return attentionId(appId, "spool_stuck", [id]);
}

/** In plain ASCII: what the store could not take may be in it. */
function textOf(error: unknown): string {
  const text = error instanceof CoinCoinError || error instanceof Error ? error.message : String(error);
  return text.replace(/[^ -~]/g, "?").slice(0, 500);
}

/** Then no record can be stored, whatever it says. */
function isStoreOut(error: unknown): boolean {
  if (isCoinCoinError(error, "store_unavailable")) return error.details["permanent"] !== true;
  return (["store_locked", "store_too_new", "closed"] as const).some((code) => isCoinCoinError(error, code));
}
