import { hash } from "node:crypto";
import type { Commit } from "../domain/commit.ts";
import { decideIntake, type Intake, type IntakeDecision, type Rules } from "../domain/intake.ts";
import type { Notification, WebhookOutcome } from "../domain/notification.ts";
import { readNotification } from "../gateway/wire.ts";
import { publish } from "../lib/diagnostics.ts";
import { CoinCoinError, isCoinCoinError } from "../lib/errors.ts";
import type { Lanes } from "../lib/keyed-queue.ts";
import type { Logger } from "../lib/logger.ts";
import type { Store } from "../store/store.ts";
import { lackOfRoom } from "./places.ts";
import { type Unreadable, unreadableItem } from "./refused.ts";
import { otherSpelling } from "./spelling.ts";
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

  constructor(deps: IntakeDependencies) {
    this.#deps = deps;
  }

  /** What `receive` acknowledges is durable: in the store, or in the spool. Never rejects. */
  async receive(record: SpooledWebhook): Promise<Received> {
    const { logger } = this.#deps;
    let notification: Notification;
    try {
      notification = readNotification(record.body, this.#deps.rules.names);
    } catch (error) {
      return { type: "refused", error: await this.unreadable(record, error) };
    }
    try {
      const outcome = await this.take(record, notification);
      logger.debug({ paymentId: notification.paymentId, outcome }, "webhook taken");
      publish("webhook", () => ({ appId: record.appId, paymentId: notification.paymentId, outcome }));
      return { type: "taken", outcome, notification };
    } catch (error) {
      return this.#spool(record, notification, error);
    }
  }

  /** The same join for what a person stands for. Rejects when it could not be committed. */
  async enter(intake: Intake): Promise<IntakeDecision["outcome"]> {
    return this.#commit(intake);
  }

  /** Rejects when it could not be committed. */
  take(record: SpooledWebhook, notification: Notification): Promise<IntakeDecision["outcome"]> {
    return this.#commit({
      appId: record.appId,
      paymentId: notification.paymentId,
      digest: hash("sha256", record.body),
      body: record.body,
      proofs: record.proofs,
      source: record.source ?? "webhook",
      by: null,
      firstAt: record.receivedAt,
      lastAt: record.receivedAt,
      count: 1,
      notification,
    });
  }

  #commit(intake: Intake): Promise<IntakeDecision["outcome"]> {
    return this.#deps.lanes.run(intake.paymentId, () => this.#commitNow(intake));
  }

  async #commitNow(intake: Intake): Promise<IntakeDecision["outcome"]> {
    const { rules, committed, parkedLimit } = this.#deps;
    const { appId, paymentId, digest } = intake;
    const store = await this.#deps.store();
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const snapshot = await store.read({ appId, paymentId, digest });
      const meant = await otherSpelling(store, snapshot, intake);
      if (meant !== undefined) return this.#commit(meant);
      const { outcome, commit } = decideIntake(snapshot, intake, rules);
      const full = await lackOfRoom(store, snapshot, intake, outcome, parkedLimit);
      if (full !== undefined) {
        const told = { appId, attention: [full] };
        await store.commit(told);
        committed(told);
        throw new CoinCoinError("parked_full", full.message);
      }
      if ((await store.commit(commit)) === "stale") continue;
      committed(commit);
      return outcome;
    }
    throw new CoinCoinError(
      "store_unavailable",
      `${paymentId} kept changing: its notification could not be committed.`,
    );
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

  /** Authentic and not readable: refused with this error, but not silently. Never rejects. */
  async unreadable(record: Unreadable, cause: unknown): Promise<CoinCoinError> {
    const { appId, logger, lanes, committed } = this.#deps;
    const error = isCoinCoinError(cause)
      ? cause
      : new CoinCoinError("webhook_malformed", "The notification could not be read.", { cause });
    logger.error({ err: error }, `an authentic webhook could not be read: ${error.message}`);
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
    return error;
  }
}
