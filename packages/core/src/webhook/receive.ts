import { hash } from "node:crypto";
import { publish } from "../diagnostics.ts";
import { CoinCoinError, isCoinCoinError } from "../errors.ts";
import { readNotification } from "../gateway/wire.ts";
import type { Lanes } from "../lanes.ts";
import type { Logger } from "../logger.ts";
import type { AttentionKind } from "../order/attention.ts";
import type { Commit, Store } from "../store/store.ts";
import { decideIntake, type Intake, type Rules } from "./decide.ts";
import type { Notification, RecordedOutcome, WebhookOutcome } from "./notification.ts";
import { fullItem, unreadableItem } from "./refused.ts";
import type { Spool, SpooledWebhook } from "./spool.ts";

export interface IntakeDependencies {
  readonly appId: string;
  readonly store: () => Promise<Store>;
  readonly spool: Spool | undefined;
  readonly rules: Rules;
  readonly parkedLimit: number;
  readonly logger: Logger;
  readonly lanes: Lanes;
  /** Hears of every commit, so that it can be told and delivered. */
  readonly committed: (commit: Commit) => void;
}

export type Received =
  | { readonly type: "taken"; readonly outcome: WebhookOutcome; readonly notification: Notification }
  | { readonly type: "refused"; readonly error: CoinCoinError };

/** How often a commit is tried when others keep changing the same purchase. */
const MAX_TRIES = 100;

/** Takes authentic notifications in: one commit each, or the spool when the store is out of order. */
export class WebhookIntake {
  readonly #deps: IntakeDependencies;
  /** Records of the spool that had to stay when they were last looked at. */
  readonly #stuck = new Set<string>();

  constructor(deps: IntakeDependencies) {
    this.#deps = deps;
  }

  /** What `receive` acknowledges is durable: in the store, or in the spool. Never rejects. */
  async receive(record: SpooledWebhook): Promise<Received> {
    const { logger } = this.#deps;
    let notification: Notification;
    try {
      notification = readNotification(record.body);
    } catch (error) {
      return this.#unreadable(record, error);
    }
    try {
      const outcome = await this.#take(record, notification);
      logger.debug({ paymentId: notification.paymentId, outcome }, "webhook taken");
      publish("webhook", () => ({ appId: record.appId, paymentId: notification.paymentId, outcome }));
      return { type: "taken", outcome, notification };
    } catch (error) {
      return this.#spool(record, notification, error);
    }
  }

  /** Takes in what was spooled while the store was out of order. Rejects when it still is. */
  async drain(limit: number): Promise<number> {
    const { appId, spool, logger } = this.#deps;
    if (spool === undefined) return 0;
    // First, so that a store that is out of order is so whether something waits here or not.
    await this.#deps.store();
    // What had to stay last time must not keep back what came after it.
    const waiting = await spool.list(limit + this.#stuck.size);
    const listed = new Set(waiting.map(({ id }) => id));
    for (const id of this.#stuck) if (!listed.has(id)) this.#stuck.delete(id);
    let stored = 0;
    for (const { id, record } of waiting) {
      // Of another app that shares the folder: its own instance knows how to read it.
      if (record.appId !== appId || !(await this.#drainOne(id, record))) {
        this.#stuck.add(id);
        continue;
      }
      await spool.remove(id);
      this.#stuck.delete(id);
      stored += 1;
    }
    if (stored > 0) logger.info({ count: stored }, "spooled webhooks were stored");
    return stored;
  }

  /** False where the record has to stay: there is no room for it now, it cannot be read, or the store will never take it. */
  async #drainOne(id: string, record: SpooledWebhook): Promise<boolean> {
    try {
      await this.#take(record, readNotification(record.body));
      return true;
    } catch (error) {
      if (isStoreOut(error)) throw error;
      if (!this.#stuck.has(id)) {
        this.#deps.logger.error(
          { err: error, spooled: id },
          "a spooled webhook cannot be stored: it stays in the spool",
        );
      }
      return false;
    }
  }

  /** The same join for what a person entered. Rejects when it could not be committed. */
  async enter(intake: Intake): Promise<RecordedOutcome | "duplicate"> {
    return this.#commit(intake);
  }

  #take(record: SpooledWebhook, notification: Notification): Promise<RecordedOutcome | "duplicate"> {
    return this.#commit({
      appId: record.appId,
      paymentId: notification.paymentId,
      digest: hash("sha256", record.body),
      body: record.body,
      proofs: record.proofs,
      source: "webhook",
      by: null,
      firstAt: record.receivedAt,
      lastAt: record.receivedAt,
      count: 1,
      notification,
    });
  }

  #commit(intake: Intake): Promise<RecordedOutcome | "duplicate"> {
    return this.#deps.lanes.run(intake.paymentId, () => this.#commitNow(intake));
  }

  async #commitNow(intake: Intake): Promise<RecordedOutcome | "duplicate"> {
    const { rules, committed } = this.#deps;
    const { appId, paymentId, digest } = intake;
    const store = await this.#deps.store();
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const snapshot = await store.read({ appId, paymentId, digest });
      const { outcome, commit } = decideIntake(snapshot, intake, rules);
      if (snapshot.seen === undefined) await this.#refuseBeyondLimit(store, intake, outcome);
      if ((await store.commit(commit)) === "stale") continue;
      committed(commit);
      return outcome;
    }
    throw new CoinCoinError(
      "store_unavailable",
      `${paymentId} kept changing: its notification could not be committed.`,
    );
  }

  /** What is not applied waits for an order or for a person, and whoever found the URL could send it without end. */
  async #refuseBeyondLimit(
    store: Store,
    { appId, lastAt }: Intake,
    outcome: RecordedOutcome | "duplicate",
  ): Promise<void> {
    const { parkedLimit, committed } = this.#deps;
    if (outcome === "applied" || outcome === "duplicate") return;
    const waiting =
      outcome === "parked"
        ? await store.countParked({ appId, limit: parkedLimit })
        : await countOpen(store, appId, outcome, lastAt);
    if (waiting < parkedLimit) return;
    const message =
      outcome === "parked"
        ? `${parkedLimit} notifications wait for orders that are not there; more are refused. Is another store sharing this webhook URL, or did the URL leak?`
        : `${parkedLimit} notifications that were not applied wait for a person; more are refused. Resolve those on the list; if the webhook URL leaked, replace its token.`;
    const commit = { appId, attention: [fullItem(appId, outcome, message, lastAt)] };
    await store.commit(commit);
    committed(commit);
    throw new CoinCoinError("parked_full", message);
  }

  async #spool(record: SpooledWebhook, notification: Notification, cause: unknown): Promise<Received> {
    const { spool, logger } = this.#deps;
    const facts = { paymentId: notification.paymentId, err: cause };
    if (isCoinCoinError(cause, "parked_full")) return { type: "refused", error: cause };
    const unavailable = new CoinCoinError(
      "store_unavailable",
      "The notification could be neither stored nor spooled.",
      { cause },
    );
    if (spool === undefined) {
      logger.error(facts, "webhook refused: the store is out of order and there is no spool");
      return { type: "refused", error: unavailable };
    }
    try {
      await spool.put(record);
    } catch (error) {
      logger.error({ ...facts, spoolError: error }, "webhook refused: neither store nor spool took it");
      return { type: "refused", error: unavailable };
    }
    logger.warn(facts, "webhook spooled: the store is out of order");
    publish("spool", () => ({ appId: record.appId, paymentId: notification.paymentId }));
    return { type: "taken", outcome: "spooled", notification };
  }

  /** Authentic and not readable: refused, but not silently. */
  async #unreadable(record: SpooledWebhook, cause: unknown): Promise<Received> {
    const { appId, logger, lanes, committed } = this.#deps;
    const error = isCoinCoinError(cause)
      ? cause
      : new CoinCoinError("webhook_malformed", "The notification could not be read.", { cause });
    logger.warn({ err: error }, "an authentic webhook could not be read");
    const note = async () => {
      const store = await this.#deps.store();
      const commit = { appId, attention: [await unreadableItem(store, record, error)] };
      await store.commit(commit);
      committed(commit);
    };
    try {
      // One after the other, since each counts those before it.
      await lanes.run("unreadable:", note);
    } catch (failure) {
      logger.error({ err: failure }, "the unreadable webhook could not be noted");
    }
    return { type: "refused", error };
  }
}

/** Then no record can be stored, whatever it says. */
function isStoreOut(error: unknown): boolean {
  if (isCoinCoinError(error, "store_unavailable")) return error.details["permanent"] !== true;
  return (["store_locked", "store_too_new", "closed"] as const).some((code) => isCoinCoinError(error, code));
}

/** Each of them has an open item of its own. */
async function countOpen(
  store: Store,
  appId: string,
  outcome: "held" | "conflict",
  now: string,
): Promise<number> {
  const { attention } = await store.stats({ appId, now, types: [] });
  const kinds: readonly AttentionKind[] = outcome === "held" ? ["held"] : ["conflict", "pruned"];
  return kinds.reduce((sum, kind) => sum + (attention[kind] ?? 0), 0);
}
